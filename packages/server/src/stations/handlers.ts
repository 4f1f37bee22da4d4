import { nameOf, patched, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import { generatePassword, hashSecret } from '../gateway/credentials.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Random } from '../platform/random/index.ts'
import { readMeterSeries } from '../sessions/meter-series.ts'
import { connectUrl, type ServerAddresses } from './connect-url.ts'
import type { TenantId } from './ids.ts'
import { findStationKey, listStations, listStatusHistory, StatusCursor, stationCursor } from './queries.ts'
import {
  deleteStation,
  insertStation,
  isSiteKnown,
  lowerReachedProfile,
  readLeastProfile,
  replaceSecret,
  updateStation,
} from './registration.ts'
import { detailOf, readDetailRow } from './station-rows.ts'

type StationHandlers = Pick<
  Handlers,
  | 'listStations'
  | 'createStation'
  | 'getStation'
  | 'updateStation'
  | 'deleteStation'
  | 'rotateStationPassword'
  | 'listStationStatus'
  | 'getStationMeter'
>

export interface StationServices extends ServerAddresses {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  /** Tells live screens that a station has changed. */
  readonly announce: (tenantId: TenantId, stationKey: number) => void
  /** Tells live screens that a station is registered no more. */
  readonly announceRemoved: (tenantId: TenantId, identity: string) => void
  /** Closes the station's socket, wherever it is held, so that it connects anew under its new registration. */
  readonly disconnect: (stationKey: number) => void
}

const DAY_MS = 86_400_000

export function stationHandlers(services: StationServices): StationHandlers {
  return { ...readingHandlers(services), ...writingHandlers(services) }
}

async function keyOf({ database }: StationServices, tenantId: TenantId, identity: string): Promise<number> {
  const stationKey = await findStationKey(database.kysely, tenantId, identity)
  if (stationKey === undefined) throw new Refusal('stationNotFound')
  return stationKey
}

async function readDetail(services: StationServices, tenantId: TenantId, stationKey: number) {
  const row = await readDetailRow(services.database.kysely, tenantId, stationKey)
  if (row === undefined) throw new Refusal('stationNotFound')
  return detailOf(row, services, tenantId)
}

type Reading = 'listStations' | 'getStation' | 'listStationStatus' | 'getStationMeter'

function readingHandlers(services: StationServices): Pick<StationHandlers, Reading> {
  const { database, clock } = services
  return {
    listStations: async ({ actor, query: { cursor, ...query } }) =>
      listStations(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, stationCursor(query.sort)) }),

    getStation: async ({ actor, params }) =>
      readDetail(services, actor.tenantId, await keyOf(services, actor.tenantId, params.stationId)),

    listStationStatus: async ({ actor, params, query: { cursor, ...query } }) =>
      listStatusHistory(database.kysely, await keyOf(services, actor.tenantId, params.stationId), {
        ...query,
        after: placeAfter(cursor, StatusCursor),
      }),

    getStationMeter: async ({ actor, params, query }) => {
      const toMs = query.to === undefined ? clock.nowMs() : Date.parse(query.to)
      return readMeterSeries(database.kysely, {
        stationKey: await keyOf(services, actor.tenantId, params.stationId),
        fromMs: query.from === undefined ? toMs - DAY_MS : Date.parse(query.from),
        toMs,
        maxPoints: query.maxPoints,
        evseId: query.evseId,
      })
    },
  }
}

function writingHandlers(services: StationServices): Omit<StationHandlers, Reading> {
  return {
    createStation: create(services),
    updateStation: update(services),
    deleteStation: remove(services),
    rotateStationPassword: replacePassword(services),
  }
}

function create(services: StationServices): StationHandlers['createStation'] {
  const { database, clock, random } = services
  return async ({ actor, body: { password: wanted, ...input } }) => {
    const { tenantId } = actor
    const nowMs = clock.nowMs()
    // Profile 3 needs none: the certificate is the proof.
    const needsPassword = input.securityProfile === 1 || input.securityProfile === 2
    const password = wanted ?? (needsPassword ? generatePassword(random) : undefined)
    const secret = password === undefined ? undefined : hashSecret(password, random)
    const stationKey = await database.transaction(async (tx) => {
      if (input.siteId !== undefined && !(await isSiteKnown(tx, tenantId, input.siteId))) throw unknownSite()
      const inserted = await insertStation(tx, { ...input, tenantId, secret, nowMs })
      if (inserted === undefined) throw identityTaken(input.id)
      await recordAudit(tx, actor, { atMs: nowMs, action: 'station.created', object: input.id, after: input })
      return inserted
    })
    services.announce(tenantId, stationKey)
    return credentialsOf(services, { tenantId, identity: input.id, securityProfile: input.securityProfile }, password)
  }
}

function update(services: StationServices): StationHandlers['updateStation'] {
  const { database, clock } = services
  return async ({ actor, params, body: { allowDowngrade = false, ...body } }) => {
    const { tenantId } = actor
    const stationKey = await database.transaction(async (tx) => {
      const profile = body.securityProfile
      const least = profile === undefined ? undefined : await readLeastProfile(tx, tenantId, params.stationId)
      if (profile !== undefined && least !== undefined && profile < least) {
        if (!allowDowngrade) throw downgrade(params.stationId, least)
        const lowered = { tenantId, identity: params.stationId, profile }
        await lowerReachedProfile(tx, lowered, { by: nameOf(actor), nowMs: clock.nowMs() })
      }
      if (body.siteId != null && !(await isSiteKnown(tx, tenantId, body.siteId))) throw unknownSite()
      const known = await findStationKey(tx, tenantId, params.stationId)
      const before = known === undefined ? undefined : await readDetailRow(tx, tenantId, known)
      const updated = await updateStation(tx, tenantId, params.stationId, body)
      if (updated === undefined || before === undefined) throw new Refusal('stationNotFound')
      const changed = patched(detailOf(before, services, tenantId), body)
      const deed = { action: 'station.changed', object: params.stationId, ...changed }
      await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      return updated
    })
    // An actor keeps what it loaded when its station connected.
    const { registration, quirks, securityProfile, maxFrameBytes, certificateName } = body
    const ofSocket = [registration, quirks, securityProfile, maxFrameBytes, certificateName]
    const concernsSocket = ofSocket.some((value) => value !== undefined)
    if (concernsSocket) services.disconnect(stationKey)
    services.announce(tenantId, stationKey)
    return readDetail(services, tenantId, stationKey)
  }
}

function remove(services: StationServices): StationHandlers['deleteStation'] {
  const { database, clock } = services
  return async ({ actor, params }) => {
    const { tenantId } = actor
    const { stationKey, identity } = await database.transaction(async (tx) => {
      const nowMs = clock.nowMs()
      const removed = await deleteStation(tx, tenantId, params.stationId, nowMs)
      if (removed === undefined) throw new Refusal('stationNotFound')
      await recordAudit(tx, actor, { atMs: nowMs, action: 'station.deleted', object: params.stationId })
      return removed
    })
    services.disconnect(stationKey)
    services.announceRemoved(tenantId, identity)
    return undefined
  }
}

function replacePassword(services: StationServices): StationHandlers['rotateStationPassword'] {
  const { database, clock, random } = services
  return async ({ actor, params }) => {
    const { tenantId } = actor
    const password = generatePassword(random)
    const station = await database.transaction(async (tx) => {
      const found = await replaceSecret(tx, tenantId, params.stationId, hashSecret(password, random))
      if (found === undefined) throw new Refusal('stationNotFound')
      const deed = { action: 'station.passwordReplaced', object: found.identity }
      await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      return found
    })
    // Whoever came in with the old password has nothing to say any more.
    services.disconnect(station.stationKey)
    return credentialsOf(services, { tenantId, ...station }, password)
  }
}

function credentialsOf(
  services: StationServices,
  station: { readonly tenantId: TenantId; readonly identity: string; readonly securityProfile: number },
  password: string | undefined,
) {
  const { identity } = station
  return {
    id: identity,
    connectUrl: connectUrl(services, station),
    username: identity,
    password: password ?? null,
  }
}

function identityTaken(identity: string): Refusal {
  return new Refusal('stationExists', {
    detail: `${identity} is registered already; identities are compared without case.`,
    errors: [{ field: 'id', rule: 'must be unique' }],
  })
}

function downgrade(identity: string, least: number): Refusal {
  return new Refusal('securityDowngrade', {
    detail: `${identity} must use security profile ${least} at the least. With "allowDowngrade":true it may use less.`,
    errors: [{ field: 'securityProfile', rule: `must be at least ${least}` }],
  })
}

function unknownSite(): Refusal {
  return new Refusal('siteNotFound', { errors: [{ field: 'siteId', rule: 'must be the id of a site' }] })
}
