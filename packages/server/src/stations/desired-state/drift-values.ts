import { sql } from 'kysely'
import { z } from 'zod'
import { type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import { matchesWords } from '../../api/search.ts'
import type { DriftedValue, DriftValueQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'

const name = z.string().max(100)
const number = z.int().min(0).max(32_767)
/** Station and place of a value. */
export const DriftValueCursor = z.tuple([name, name, name, number, number, name, name, name])

const KEY = sql`s.identity_folded, i.component, i.component_instance, i.evse_id, i.connector_id, i.variable,
  i.variable_instance, i.attribute`

type Row = Omit<DriftedValue, 'nextTryAt' | 'changedAt'> & {
  readonly folded: string
  readonly nextTryAt: Date | null
  readonly changedAt: Date
}

/** Values that are not as they shall be, over all stations, as last compared; by station and place. */
export async function listDriftValues(
  db: Db,
  tenantId: TenantId,
  filter: Omit<z.output<typeof DriftValueQuery>, 'cursor'> & {
    readonly after: z.infer<typeof DriftValueCursor> | undefined
  },
): Promise<Page<DriftedValue>> {
  const conditions = [
    sql`i.tenant_id = ${tenantId}`,
    filter.state === undefined ? sql`i.state <> 'inLine'` : sql`i.state = ${filter.state}`,
  ]
  if (filter.templateId !== undefined) conditions.push(sql`i.template_id = ${filter.templateId}`)
  if (filter.search !== undefined) {
    conditions.push(
      matchesWords(sql`s.identity, i.component, i.variable, i.variable_instance, i.reason`, filter.search),
    )
  }
  if (filter.after !== undefined)
    conditions.push(sql`(${KEY}) > (${sql.join(filter.after.map((part) => sql`${part}`))})`)
  const { rows } = await sql<Row>`
    select s.identity as "stationId", s.identity_folded as folded, i.component,
      i.component_instance as "componentInstance", i.evse_id as "evseId", i.connector_id as "connectorId", i.variable,
      i.variable_instance as "variableInstance", i.attribute, i.wanted, i.min_wanted as min, i.max_wanted as max,
      i.actual, i.state, i.reason, i.next_try_at as "nextTryAt", i.template_id as "templateId",
      i.changed_at as "changedAt"
    from station_configuration_items i join stations s on s.station_id = i.station_id
    where ${sql.join(conditions, sql` and `)} order by ${KEY} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: ({ folded: _, nextTryAt, changedAt, ...row }) => ({
      ...row,
      nextTryAt: instantOrNull(nextTryAt),
      changedAt: instant(changedAt),
    }),
    key: ({ folded, ...at }) => [
      ...[folded, at.component, at.componentInstance, at.evseId, at.connectorId],
      ...[at.variable, at.variableInstance, at.attribute],
    ],
  })
}

/** By template: stations that have been compared with it, and those of them that are not as it says. */
export async function countByTemplate(
  db: Db,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, { readonly compared: number; readonly deviating: number }>> {
  const { rows } = await sql<{ template_id: string; compared: number; deviating: number }>`
    select template_id, count(distinct station_id)::int as compared,
      (count(distinct station_id) filter (where state <> 'inLine'))::int as deviating
    from station_configuration_items where tenant_id = ${tenantId} group by template_id`.execute(db)
  return new Map(rows.map(({ template_id, ...counts }) => [template_id, counts]))
}
