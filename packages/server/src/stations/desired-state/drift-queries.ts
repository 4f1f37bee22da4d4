import { sql } from 'kysely'
import { z } from 'zod'
import { type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type {
  DesiredConfiguration,
  DesiredValue,
  DriftedStation,
  DriftQuery,
  StationDriftState,
} from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'
import { isInLine } from './compile.ts'

export const DriftCursor = z.tuple([z.string().max(100)])

type ValueRow = Omit<DesiredValue, 'nextTryAt' | 'changedAt'> & {
  readonly nextTryAt: Date | null
  readonly changedAt: Date
  /** As reported since the comparison. */
  readonly reported: string | null
}

interface ConfigurationRow {
  readonly identity: string
  readonly checkedAt: Date | null
  readonly problem: string | null
  readonly nextTryAt: Date | null
  readonly isUnderWay: boolean
}

/** What a station shall be configured to; undefined when there is no such station. */
export async function readDesiredConfiguration(
  db: Db,
  tenantId: TenantId,
  stationKey: number,
): Promise<DesiredConfiguration | undefined> {
  const { rows } = await sql<ConfigurationRow>`
    select s.identity, c.checked_at as "checkedAt", c.problem, c.next_try_at as "nextTryAt",
      coalesce(c.is_due or c.step <> 'settled', false) as "isUnderWay"
    from stations s left join station_configurations c on c.station_id = s.station_id
    where s.tenant_id = ${tenantId} and s.station_id = ${stationKey}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const items = await readValues(db, stationKey)
  return {
    stationId: row.identity,
    state: row.checkedAt === null ? 'notChecked' : worstOf(items.map(({ state }) => state)),
    checkedAt: instantOrNull(row.checkedAt),
    isUnderWay: row.isUnderWay,
    problem: row.problem,
    nextTryAt: instantOrNull(row.nextTryAt),
    items,
  }
}

async function readValues(db: Db, stationKey: number): Promise<DesiredValue[]> {
  const { rows } = await sql<ValueRow>`
    select i.component, i.component_instance as "componentInstance", i.evse_id as "evseId",
      i.connector_id as "connectorId", i.variable, i.variable_instance as "variableInstance", i.attribute, i.wanted,
      i.min_wanted as min, i.max_wanted as max, i.actual, i.state, i.reason, i.attempts, i.next_try_at as "nextTryAt",
      i.template_id as "templateId", i.changed_at as "changedAt",
      (select v.value from device_variables v
       where v.station_id = i.station_id and lower(v.component) = lower(i.component)
         and lower(v.component_instance) = lower(i.component_instance) and v.evse_id = i.evse_id
         and v.connector_id = i.connector_id and lower(v.variable) = lower(i.variable)
         and lower(v.variable_instance) = lower(i.variable_instance) and v.attribute = i.attribute
         and v.reported_at > i.changed_at limit 1) as reported
    from station_configuration_items i where i.station_id = ${stationKey}
    order by i.component, i.evse_id, i.connector_id, i.variable, i.variable_instance`.execute(db)
  return rows.map(({ reported, nextTryAt, changedAt, ...row }) => ({
    ...row,
    ...seenSince(row, reported),
    nextTryAt: instantOrNull(nextTryAt),
    changedAt: instant(changedAt),
  }))
}

/** What was in line and has been reported otherwise since has drifted, before the next comparison comes. */
function seenSince(row: Pick<ValueRow, 'wanted' | 'min' | 'max' | 'state' | 'actual'>, reported: string | null) {
  if (reported === null || row.wanted === null) return {}
  const wanted = { value: row.wanted, min: row.min ?? undefined, max: row.max ?? undefined }
  const hasDrifted = row.state === 'inLine' && !isInLine(wanted, reported)
  return { actual: reported, ...(hasDrifted && { state: 'drifted' as const }) }
}

const WORST_FIRST = ['rejected', 'drifted', 'rebootRequired', 'applying', 'inLine'] as const

function worstOf(states: readonly DesiredValue['state'][]): StationDriftState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'inLine'
}

interface DriftRow {
  readonly identity: string
  readonly folded: string
  readonly state: StationDriftState
  readonly inLine: number
  readonly drifted: number
  readonly applying: number
  readonly rejected: number
  readonly rebootRequired: number
  readonly checkedAt: Date | null
  readonly problem: string | null
}

/** All stations with how far each is from what it shall be, as last compared; by identity. */
export async function listDrift(
  db: Db,
  tenantId: TenantId,
  filter: Omit<z.output<typeof DriftQuery>, 'cursor'> & { readonly after: z.infer<typeof DriftCursor> | undefined },
): Promise<Page<DriftedStation>> {
  const conditions = [sql`true`]
  if (filter.state !== undefined) conditions.push(sql`state = ${filter.state}`)
  if (filter.after !== undefined) conditions.push(sql`folded > ${filter.after[0]}`)
  const template =
    filter.templateId === undefined
      ? sql``
      : sql`and exists (select from station_configuration_items t
              where t.station_id = s.station_id and t.template_id = ${filter.templateId})`
  const count = (state: string) => sql`count(*) filter (where i.state = ${state})::integer`
  const { rows } = await sql<DriftRow>`
    select * from (
      select s.identity, s.identity_folded as folded, ${count('inLine')} as "inLine", ${count('drifted')} as drifted,
        ${count('applying')} as applying, ${count('rejected')} as rejected,
        ${count('rebootRequired')} as "rebootRequired", c.checked_at as "checkedAt", c.problem,
        case when c.checked_at is null then 'notChecked'
          when ${count('rejected')} > 0 then 'rejected' when ${count('drifted')} > 0 then 'drifted'
          when ${count('rebootRequired')} > 0 then 'rebootRequired' when ${count('applying')} > 0 then 'applying'
          else 'inLine' end as state
      from stations s
      left join station_configurations c on c.station_id = s.station_id
      left join station_configuration_items i on i.station_id = s.station_id
      where s.tenant_id = ${tenantId} ${template}
      group by s.station_id, c.station_id
    ) d where ${sql.join(conditions, sql` and `)} order by folded limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: ({ identity, state, checkedAt, problem, folded: _, ...values }) => ({
      stationId: identity,
      state,
      values,
      checkedAt: instantOrNull(checkedAt),
      problem,
    }),
    key: (row) => [row.folded],
  })
}
