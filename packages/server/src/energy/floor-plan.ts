import { buffer } from 'node:stream/consumers'
import { nameOf, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import type { FloorPlan, PlanLevel } from '../contract/index.ts'
import type { ReadContent, StoreFile } from '../files/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { identitiesAt, insertPicture, picturesOf, readPlan, savePlan } from './floor-plan-store.ts'
import { addressOf, pictureOf } from './picture.ts'
import { readSite } from './site-queries.ts'

type PlanHandlers = Pick<Handlers, 'getFloorPlan' | 'saveFloorPlan' | 'addPlanPicture' | 'getPlanPicture'>

export interface PlanServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly files: { readonly storeFile: StoreFile; readonly readContent: ReadContent }
}

/** A picture that no saved plan names by then is forgotten. */
const NAMED_WITHIN_MS = 86_400_000

export function floorPlanHandlers({ database, clock, ids, files }: PlanServices): PlanHandlers {
  return {
    getFloorPlan: async ({ actor, params }) => ofASite(await readPlan(database.kysely, actor.tenantId, params.id)),

    saveFloorPlan: async ({ actor, params: { id }, body: { version, levels } }) => {
      await database.transaction(async (tx) => {
        const before = ofASite(await readPlan(tx, actor.tenantId, id, true))
        if (before.version !== version) throw new Refusal('floorPlanChanged')
        await assertOfThisSite(tx, id, levels)
        const nowMs = clock.nowMs()
        await savePlan(tx, actor.tenantId, { siteId: id, levels, nowMs })
        const site = ofASite(await readSite(tx, actor.tenantId, id))
        const deed = { action: 'site.planChanged', object: id, detail: { name: site.name } }
        await recordAudit(tx, actor, {
          atMs: nowMs,
          ...deed,
          ...changeOf(before.levels, levels),
        })
      })
      return ofASite(await readPlan(database.kysely, actor.tenantId, id))
    },

    addPlanPicture: async ({ actor, params: { id: siteId }, body }) => {
      const { tenantId } = actor
      const { name } = ofASite(await readSite(database.kysely, tenantId, siteId))
      const picture = pictureOf(body.picture)
      if (picture === undefined) throw refused('picture', 'must be a PNG or JPEG')
      const [fileId, nowMs] = [ids.next(), clock.nowMs()]
      const file = {
        ...{ tenantId, fileId, purpose: 'plan' as const, name: 'floor-plan', contentType: picture.type },
        ...{ createdBy: nameOf(actor), deleteAfterMs: nowMs + NAMED_WITHIN_MS },
      }
      await files.storeFile(file, inOnePiece(picture.bytes), async (tx) => {
        await insertPicture(tx, { tenantId, siteId, fileId, nowMs })
        const detail = { name, bytes: picture.bytes.length }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'site.pictureAdded', object: siteId, detail })
      })
      return { id: fileId }
    },

    getPlanPicture: async ({ actor, params: { id, pictureId } }) => {
      ofASite(await readSite(database.kysely, actor.tenantId, id))
      const type = (await picturesOf(database.kysely, id)).get(pictureId)
      const content = type === undefined ? undefined : await files.readContent(pictureId)
      if (type === undefined || content === undefined) throw new Refusal('pictureNotFound')
      return { picture: addressOf({ type, bytes: await buffer(content) }) }
    },
  }
}

function ofASite<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Refusal('siteNotFound')
  return found
}

/** Stations and pictures that a plan names must be the site's own. */
async function assertOfThisSite(tx: Tx, siteId: string, levels: readonly PlanLevel[]): Promise<void> {
  const [here, pictures] = [new Set(await identitiesAt(tx, siteId)), await picturesOf(tx, siteId)]
  for (const [place, { pictureId, bays }] of levels.entries()) {
    if (pictureId !== null && !pictures.has(pictureId)) {
      throw refused(`levels[${place}].pictureId`, 'must be a picture of this site')
    }
    const stray = bays.findIndex(({ stationId }) => stationId !== null && !here.has(stationId))
    if (stray >= 0) throw refused(`levels[${place}].bays[${stray}].stationId`, 'must be a station of this site')
  }
}

function refused(field: string, rule: string): Refusal {
  return new Refusal('invalidInput', { errors: [{ field, rule }] })
}

/** Bays that an entry of the log names at most. */
const MOST_NAMED = 100

/** What the log keeps of a change: how much there was and is, and the first bays where a station stands otherwise. */
function changeOf(before: FloorPlan['levels'], after: FloorPlan['levels']) {
  const [stood, stands] = [standingIn(before), standingIn(after)]
  return {
    before: { ...figuresOf(before), stations: firstOf([...stood].filter((bay) => !stands.has(bay))) },
    after: { ...figuresOf(after), stations: firstOf([...stands].filter((bay) => !stood.has(bay))) },
  }
}

function figuresOf(levels: FloorPlan['levels']): Readonly<Record<string, unknown>> {
  return {
    levels: levels.map(({ name }) => name),
    bays: levels.reduce((sum, { bays }) => sum + bays.length, 0),
    pictures: levels.flatMap(({ pictureId }) => pictureId ?? []),
  }
}

function standingIn(levels: FloorPlan['levels']): ReadonlySet<string> {
  const bays = levels.flatMap((level) => level.bays.map((bay) => ({ ...bay, level: level.name })))
  const standing = bays.filter(({ stationId }) => stationId !== null)
  return new Set(
    standing.map(({ level, name, stationId, evseId }) => `${level}/${name}: ${stationId}/${evseId ?? '*'}`),
  )
}

function firstOf(bays: readonly string[]): readonly string[] {
  const named = bays.slice(0, MOST_NAMED)
  return bays.length > MOST_NAMED ? [...named, `and ${bays.length - MOST_NAMED} more`] : named
}

async function* inOnePiece(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes
}
