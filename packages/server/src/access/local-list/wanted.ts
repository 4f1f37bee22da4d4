import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { ListContents } from './next-update.ts'
import { entryOf } from './store.ts'

/** How much a station takes: of the whole list, and in one message. */
export interface ListCapacity {
  readonly entries: number
  readonly perMessage: number
}

/** Where a station does not say. A 1.6 message of 50 tokens has about 6 KB. */
const USUAL: ListCapacity = { entries: 1000, perMessage: 50 }
/** Longest id tag of 1.6. */
const LONGEST_ID_TAG = 20

/** What the station has reported of its limits (1.6 §9.2; 2.x LocalAuthListCtrlr). */
export async function readCapacity(db: Db, stationKey: number): Promise<ListCapacity> {
  const { rows } = await sql<{ entries: string | null; per_message: string | null }>`
    select
      max(case when component = '' and variable = 'LocalAuthListMaxLength' then value
               when component = 'LocalAuthListCtrlr' and variable = 'Entries' then characteristics ->> 'maxLimit'
          end) as entries,
      max(case when component = '' and variable = 'SendLocalListMaxLength' then value
               when component = 'LocalAuthListCtrlr' and variable = 'ItemsPerMessage' then value
          end) as per_message
    from device_variables where station_id = ${stationKey} and component in ('', 'LocalAuthListCtrlr')`.execute(db)
  const [row] = rows
  return {
    entries: positive(row?.entries) ?? USUAL.entries,
    perMessage: Math.min(positive(row?.per_message) ?? USUAL.perMessage, 1000),
  }
}

function positive(text: string | null | undefined): number | undefined {
  const value = Number(text ?? '')
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}

/**
 * The tokens that a station's list shall hold. When there are more than it takes: those last used at the station, then
 * the newest. One-time tokens of remote starts are left out, and in 1.6 those it cannot write.
 */
export async function readWanted(
  db: Db,
  station: {
    readonly tenantId: TenantId
    readonly stationKey: number
    readonly version: string | null
    readonly nowMs: number
  },
  capacity: ListCapacity,
): Promise<ListContents> {
  const longest = station.version === '1.6' ? LONGEST_ID_TAG : 255
  const { rows } = await sql<Parameters<typeof entryOf>[0]>`
    select t.value, t.type, t.expires_at, t.group_value,
      case when t.status = 'blocked' then 'Blocked'
           when t.expires_at <= ${new Date(station.nowMs)} then 'Expired' else 'Accepted' end as status
    from id_tokens t
    left join (
      select id_token_folded, max(started_at) as used_at from sessions
      where station_id = ${station.stationKey} group by id_token_folded
    ) used on used.id_token_folded = t.value_folded
    where t.tenant_id = ${station.tenantId} and t.type <> 'Central' and length(t.value) <= ${longest}
    order by used.used_at desc nulls last, t.created_at desc, t.token_id limit ${capacity.entries}`.execute(db)
  return new Map(rows.map((row) => [foldIdToken(row.value), entryOf(row)]))
}
