import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { deleteDriver } from '../access/index.ts'
import { type Actor, isAllowed, nameOf, patched, recordAudit } from '../accounts/index.ts'
import { Download } from '../api/download.ts'
import type { Handlers } from '../api/handler.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { TenantId } from '../stations/ids.ts'
import { type Concerned, whoIsConcerned } from './concerned.ts'
import { insertErasure, listErasures } from './erasures.ts'
import { type InstallationDays, installationRetention } from './installation-retention.ts'
import { type CountedTable, countKnown, exportKnown, type Search } from './known-data.ts'
import { knownTokens } from './known-tokens.ts'
import { MOST_REFUSED_ROWS } from './retention.ts'
import { readRetention, writeRetention } from './settings.ts'
import { Turns } from './turns.ts'

type PrivacyHandlers = Pick<
  Handlers,
  | 'getPrivacySettings'
  | 'setPrivacySettings'
  | 'previewPersonalData'
  | 'exportPersonalData'
  | 'erasePersonalData'
  | 'listErasures'
>

export interface PrivacyServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly sealing: Sealing
  /** Days that the installation keeps data; 0 is for ever. */
  readonly retention: InstallationDays
}

export function privacyHandlers(services: PrivacyServices): PrivacyHandlers {
  return { ...settingHandlers(services), ...personalDataHandlers(services) }
}

type SettingHandlers = Pick<PrivacyHandlers, 'getPrivacySettings' | 'setPrivacySettings'>

function settingHandlers({ database, clock, retention: days }: PrivacyServices): SettingHandlers {
  const read = async (tenantId: TenantId) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from refused_rows where tenant_id = ${tenantId}`.execute(database.kysely)
    return {
      retention: await readRetention(database.kysely, tenantId),
      installation: installationRetention(days),
      refusedRows: { count: rows[0]?.count ?? 0, most: MOST_REFUSED_ROWS },
    }
  }
  return {
    getPrivacySettings: ({ actor }) => read(actor.tenantId),

    setPrivacySettings: async ({ actor, body: { retention } }) => {
      await database.transaction(async (tx) => {
        const before = await readRetention(tx, actor.tenantId)
        const atMs = clock.nowMs()
        await writeRetention(tx, actor.tenantId, retention, atMs)
        const deed = { action: 'privacy.changed', object: 'retention', ...patched(before, retention) }
        await recordAudit(tx, actor, { atMs, ...deed })
      })
      return read(actor.tenantId)
    },
  }
}

/** 20 characters, as many as an idTag of 1.6 may have, and none that folding would change. */
const STAND_IN_BYTES = 7

function personalDataHandlers(services: PrivacyServices): Omit<PrivacyHandlers, keyof SettingHandlers> {
  const { database, clock, ids, random, sealing } = services
  const turns = new Turns()
  const searchOf = (actor: Actor, concerned: Concerned): Search => ({
    ...{ database, turns, tenantId: actor.tenantId, concerned },
    readsAudit: isAllowed(actor, 'audit.read'),
  })
  const newStandIn = () => `erased${Buffer.from(random.bytes(STAND_IN_BYTES)).toString('hex')}`
  return {
    previewPersonalData: async ({ actor, body }) => {
      const concerned = await whoIsConcerned(database.kysely, actor.tenantId, body)
      const { driver, tokens } = concerned
      const named = await countKnown(searchOf(actor, concerned))
      const tables = driver === undefined ? named : [...withRecord(named)]
      const rows = tables.reduce((sum, one) => sum + one.rows, 0)
      return { tables, rows, activeSessions: await countActive(database.kysely, actor.tenantId, tokens) }
    },

    exportPersonalData: async ({ actor, query }) => {
      const atMs = clock.nowMs()
      const concerned = await whoIsConcerned(database.kysely, actor.tenantId, query)
      const detail = { tokens: concerned.tokens, ...(concerned.driver && { driver: concerned.driver.id }) }
      await database.transaction((tx) =>
        recordAudit(tx, actor, { atMs, action: 'token.exported', object: concerned.mentions.join(', '), detail }),
      )
      const fileName = `personal-data-${new Date(atMs).toISOString().slice(0, 10)}.json`
      return new Download({ type: 'application/json', fileName, chunks: exportKnown(searchOf(actor, concerned)) })
    },

    erasePersonalData: async ({ actor, body: { reason, ...whose } }) => {
      const { tenantId } = actor
      const { driver, tokens, mentions } = await whoIsConcerned(database.kysely, tenantId, whose)
      const [erasureId, nowMs] = [ids.next(), clock.nowMs()]
      await assertKnown(database, tenantId, whose.tokens)
      const replacements = mentions.map((token) => ({ token, standIn: newStandIn() }))
      await database.transaction(async (tx) => {
        if ((await countActive(tx, tenantId, tokens)) > 0) throw new Refusal('driverIsCharging')
        await insertErasure(tx, sealing, {
          ...{ tenantId, erasureId, replacements, reason, nowMs },
          requestedBy: nameOf(actor),
        })
        // Nobody charges with it from now on; the rest may take a while.
        await sql`
          delete from id_tokens where tenant_id = ${tenantId} and value_folded = any(${folded(tokens)}::text[])`.execute(
          tx,
        )
        if (driver !== undefined) await deleteDriver(tx, tenantId, driver.id)
        const object = replacements.map(({ standIn }) => standIn).join(', ')
        const detail = { erasureId, tokens: tokens.length }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'token.erased', object, reason, detail })
      })
      const [erasure] = await listErasures(database.kysely, tenantId, erasureId)
      if (erasure === undefined) throw new Error('The erasure that was just stored is not there.')
      return erasure
    },

    listErasures: async ({ actor }) => ({ items: await listErasures(database.kysely, actor.tenantId) }),
  }
}

async function assertKnown(database: Database, tenantId: TenantId, tokens: readonly string[]): Promise<void> {
  const known = new Set(await knownTokens(database, tenantId, tokens))
  const errors = tokens.flatMap((token, place) =>
    known.has(token) ? [] : [{ field: `tokens[${place}]`, rule: 'must be registered, or have charged or reserved' }],
  )
  if (errors.length > 0) throw new Refusal('invalidInput', { errors })
}

/** The record of a driver names them, whether a token stands in it or not. */
function withRecord(named: readonly CountedTable[]): readonly CountedTable[] {
  const others = named.filter(({ table }) => table !== 'drivers')
  return [{ table: 'drivers', rows: Math.max(1, named.find(({ table }) => table === 'drivers')?.rows ?? 0) }, ...others]
}

const folded = (tokens: readonly string[]) => tokens.map(foldIdToken)

async function countActive(db: Db, tenantId: TenantId, tokens: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from sessions
    where tenant_id = ${tenantId} and state = 'active' and id_token_folded = any(${folded(tokens)}::text[])`.execute(db)
  return rows[0]?.count ?? 0
}
