import { sql } from 'kysely'
import { z } from 'zod'
import { recordAudit } from '../../accounts/index.ts'
import { type Page, pageOf } from '../../api/cursor.ts'
import type { Handlers } from '../../api/handler.ts'
import { instantOrNull } from '../../api/instant.ts'
import { placeAfter } from '../../api/paging.ts'
import type { LocalList, LocalListEntryPage } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import { findStationKey } from '../../stations/index.ts'
import { forget, keepList } from './store.ts'
import { type ListServices, sendNext } from './synchronise.ts'
import { readCapacity, readWanted } from './wanted.ts'

type ListHandlers = Pick<Handlers, 'getLocalList' | 'updateLocalList' | 'synchroniseLocalList' | 'listLocalListEntries'>

const EntryCursor = z.tuple([z.string().max(255)])

export function localListHandlers(services: ListServices): ListHandlers {
  const { database, clock } = services
  const db = database.kysely
  const keyOf = async (tenantId: TenantId, identity: string) => {
    const key = await findStationKey(db, tenantId, identity)
    if (key === undefined) throw new Refusal('stationNotFound')
    return key
  }
  const read = (tenantId: TenantId, stationKey: number) => readList(db, { tenantId, stationKey, nowMs: clock.nowMs() })

  return {
    getLocalList: async ({ actor, params }) => read(actor.tenantId, await keyOf(actor.tenantId, params.stationId)),

    updateLocalList: async ({ actor, params, body: { mode } }) => {
      const stationKey = await keyOf(actor.tenantId, params.stationId)
      await database.transaction(async (tx) => {
        await keepList(tx, { tenantId: actor.tenantId, stationKey, mode })
        const deed = { action: 'localList.modeChanged', object: params.stationId, detail: { mode } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
        if (mode === 'automatic') await sendNext(tx, services, stationKey)
      })
      return read(actor.tenantId, stationKey)
    },

    synchroniseLocalList: async ({ actor, params }) => {
      const stationKey = await keyOf(actor.tenantId, params.stationId)
      await database.transaction(async (tx) => {
        await keepList(tx, { tenantId: actor.tenantId, stationKey, mode: 'automatic' })
        await forget(tx, stationKey)
        const deed = { action: 'localList.sentAgain', object: params.stationId }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
        await sendNext(tx, services, stationKey)
      })
      return read(actor.tenantId, stationKey)
    },

    listLocalListEntries: async ({ actor, params, query: { cursor, limit } }) =>
      listEntries(db, await keyOf(actor.tenantId, params.stationId), { limit, after: placeAfter(cursor, EntryCursor) }),
  }
}

interface ListRow {
  readonly identity: string
  readonly ocpp_version: string | null
  readonly mode: LocalList['mode'] | null
  readonly state: LocalList['state'] | null
  readonly detail: string | null
  readonly version: number | null
  readonly synced_at: Date | null
  readonly entries: number
}

async function readList(
  db: Db,
  { tenantId, stationKey, nowMs }: { tenantId: TenantId; stationKey: number; nowMs: number },
): Promise<LocalList> {
  const { rows } = await sql<ListRow>`
    select s.identity, s.ocpp_version, l.mode, l.state, l.detail, l.version, l.synced_at,
      (select count(*)::int from local_list_entries e where e.station_id = s.station_id) as entries
    from stations s left join local_lists l on l.station_id = s.station_id
    where s.station_id = ${stationKey}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Refusal('stationNotFound')
  const capacity = await readCapacity(db, stationKey)
  const wanted = await readWanted(db, { tenantId, stationKey, version: row.ocpp_version, nowMs }, capacity)
  return {
    stationId: row.identity,
    mode: row.mode ?? 'manual',
    state: row.state ?? 'unknown',
    detail: row.detail,
    version: row.version,
    entries: row.entries,
    wanted: wanted.size,
    syncedAt: instantOrNull(row.synced_at),
  }
}

interface EntryRow {
  readonly value_folded: string
  readonly value: string
  readonly type: string
  readonly status: string
  readonly expires_at: Date | null
  readonly group_value: string | null
}

async function listEntries(
  db: Db,
  stationKey: number,
  { limit, after }: { limit: number; after: z.infer<typeof EntryCursor> | undefined },
): Promise<Page<z.infer<typeof LocalListEntryPage>['items'][number]>> {
  const { rows } = await sql<EntryRow>`
    select value_folded, value, type, status, expires_at, group_value from local_list_entries
    where station_id = ${stationKey} and value_folded > ${after?.[0] ?? ''}
    order by value_folded limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, {
    item: (row) => ({
      value: row.value,
      type: row.type,
      status: row.status,
      expiresAt: instantOrNull(row.expires_at),
      groupValue: row.group_value,
    }),
    key: (row) => [row.value_folded],
  })
}
