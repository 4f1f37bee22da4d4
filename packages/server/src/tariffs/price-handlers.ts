import { minorUnitPlaces } from '@stationmaster/pricing'
import { type Actor, nameOf, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import type { SiteTariff, Tariff } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { previewPrices } from './preview.ts'
import { siteExists } from './site-exists.ts'
import { assignTariff, insertTariff, readTariffs, renameTariff } from './tariff-store.ts'
import { insertVersion, readVersions, withdrawVersion } from './version-store.ts'

type PriceHandlers = Pick<
  Handlers,
  | 'listTariffs'
  | 'createTariff'
  | 'renameTariff'
  | 'assignNetworkTariff'
  | 'getSiteTariff'
  | 'assignSiteTariff'
  | 'listTariffVersions'
  | 'publishTariffVersion'
  | 'withdrawTariffVersion'
  | 'previewTariff'
>

interface PriceServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

/** Tariffs, what they say since when, and where they apply. */
export function priceHandlers({ database, clock, ids }: PriceServices): PriceHandlers {
  const readNow = (db: Db, actor: Actor) => readTariffs(db, actor.tenantId, clock.nowMs())
  const readOne = async (db: Db, actor: Actor, id: string) => existing(await readNow(db, actor), id)
  const assign = (actor: Actor, siteId: string | null, tariffId: string | null) =>
    database.transaction(async (tx) => {
      if (siteId !== null && !(await siteExists(tx, actor.tenantId, siteId))) throw new Refusal('siteNotFound')
      const chosen = (await readNow(tx, actor)).find(({ id }) => id === tariffId)
      if (tariffId !== null && chosen === undefined) throw refused('tariffId', 'must be a tariff')
      const nowMs = clock.nowMs()
      await assignTariff(tx, actor.tenantId, { siteId, tariffId, nowMs })
      const detail = { tariff: chosen?.name ?? null }
      await recordAudit(tx, actor, { atMs: nowMs, action: 'tariff.assigned', object: siteId ?? 'network', detail })
    })
  const tariffOfSite = async (actor: Actor, siteId: string): Promise<SiteTariff> => {
    if (!(await siteExists(database.kysely, actor.tenantId, siteId))) throw new Refusal('siteNotFound')
    const tariffs = await readNow(database.kysely, actor)
    const own = tariffs.find(({ sites }) => sites.some(({ id }) => id === siteId))
    return { own: own?.id ?? null, tariff: own ?? tariffs.find(({ isDefault }) => isDefault) ?? null }
  }
  return {
    listTariffs: async ({ actor }) => ({ items: await readNow(database.kysely, actor) }),

    createTariff: async ({ actor, body: { name } }) => {
      const tariffId = ids.next()
      await database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        if (!(await insertTariff(tx, actor.tenantId, { tariffId, name, nowMs }))) throw nameTaken(name)
        const isFirst = (await readNow(tx, actor)).every(({ isDefault }) => !isDefault)
        if (isFirst) await assignTariff(tx, actor.tenantId, { siteId: null, tariffId, nowMs })
        const deed = { action: 'tariff.created', object: tariffId, detail: { name, isDefault: isFirst } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return readOne(database.kysely, actor, tariffId)
    },

    renameTariff: async ({ actor, params: { id }, body: { name } }) => {
      await database.transaction(async (tx) => {
        const tariffs = await readNow(tx, actor)
        const before = existing(tariffs, id)
        if (tariffs.some((other) => other.name === name && other.id !== id)) throw nameTaken(name)
        await renameTariff(tx, actor.tenantId, id, name)
        const deed = { action: 'tariff.renamed', object: id, before: { name: before.name }, after: { name } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return readOne(database.kysely, actor, id)
    },

    assignNetworkTariff: async ({ actor, body }) => {
      await assign(actor, null, body.tariffId)
      return undefined
    },
    getSiteTariff: ({ actor, params }) => tariffOfSite(actor, params.id),
    assignSiteTariff: async ({ actor, params, body }) => {
      await assign(actor, params.id, body.tariffId)
      return tariffOfSite(actor, params.id)
    },

    listTariffVersions: async ({ actor, params: { id } }) => {
      await readOne(database.kysely, actor, id)
      const versions = await readVersions(database.kysely, actor.tenantId, clock.nowMs())
      return { items: versions.get(id) ?? [] }
    },

    publishTariffVersion: async ({ actor, params: { id }, body }) => {
      const versionId = ids.next()
      const version = await database.transaction(async (tx) => {
        const { currency, name } = await readOne(tx, actor, id)
        const nowMs = clock.nowMs()
        const validFromMs = body.validFrom === undefined ? nowMs + body.afterS * 1000 : Date.parse(body.validFrom)
        if (validFromMs < nowMs) throw refused('validFrom', 'must not be in the past')
        const published = { tariffId: id, currency, versionId, validFromMs, prices: body.prices, nowMs }
        await insertVersion(tx, actor.tenantId, { ...published, publishedBy: nameOf(actor) })
        const detail = { name, validFrom: new Date(validFromMs).toISOString() }
        await recordAudit(tx, actor, {
          ...{ atMs: nowMs, action: 'tariff.published', object: id, detail, after: body.prices },
        })
        const versions = await readVersions(tx, actor.tenantId, nowMs)
        return versions.get(id)?.find((one) => one.id === versionId)
      })
      if (version === undefined) throw new Error('What was published stands.')
      return version
    },

    withdrawTariffVersion: async ({ actor, params: { id, versionId } }) => {
      await database.transaction(async (tx) => {
        const { name } = await readOne(tx, actor, id)
        const nowMs = clock.nowMs()
        const version = (await readVersions(tx, actor.tenantId, nowMs)).get(id)?.find((one) => one.id === versionId)
        if (version === undefined) throw new Refusal('tariffVersionNotFound')
        const withdrawnBy = nameOf(actor)
        if (!(await withdrawVersion(tx, actor.tenantId, { versionId, withdrawnBy, nowMs }))) {
          throw new Refusal('tariffVersionSettled')
        }
        const detail = { name, validFrom: version.validFrom }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'tariff.withdrawn', object: id, detail })
      })
      return undefined
    },

    previewTariff: async ({ actor, params: { id }, body: { prices, samples } }) => {
      const { currency, inForce } = await readOne(database.kysely, actor, id)
      const compared = { before: inForce?.prices, after: prices }
      const identity = { tariffId: id, currency, atMs: clock.nowMs() }
      const priced = previewPrices(samples, compared, identity)
      if (priced === undefined) throw refused('prices', 'must be prices by which these sessions can be priced')
      return { currency, places: minorUnitPlaces(currency), samples: priced }
    },
  }
}

function existing(tariffs: readonly Tariff[], id: string): Tariff {
  const found = tariffs.find((one) => one.id === id)
  if (found === undefined) throw new Refusal('tariffNotFound')
  return found
}

function nameTaken(name: string): Refusal {
  return new Refusal('tariffExists', {
    detail: `There is a tariff named ${name}.`,
    errors: [{ field: 'name', rule: 'must be unique' }],
  })
}

function refused(field: string, rule: string): Refusal {
  return new Refusal('invalidInput', { errors: [{ field, rule }] })
}
