import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Page, pageOf } from '../../api/cursor.ts'
import { instant } from '../../api/instant.ts'
import { matchesWords } from '../../api/search.ts'
import type { ComponentQuery, DeviceComponent, DeviceVariable, VariableQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { characteristicsOf } from './characteristics.ts'

const name = z.string().max(200)
const number = z.int().min(-32_768).max(32_767)
export const VariableCursor = z.tuple([name, name, number, number, name, name, name])
export const ComponentCursor = z.tuple([name, name, number, number])

interface VariableRow {
  readonly component: string
  readonly component_instance: string
  readonly evse_id: number
  readonly connector_id: number
  readonly variable: string
  readonly variable_instance: string
  readonly attribute: string
  readonly value: string | null
  readonly mutability: string | null
  readonly characteristics: unknown
  readonly reported_at: Date
}

type VariableFilter = Omit<z.output<typeof VariableQuery>, 'cursor'> & {
  readonly after: z.infer<typeof VariableCursor> | undefined
}

/** Variables (2.x) or configuration keys (1.6, component '') of a station, as last reported. */
export async function listVariables(db: Db, stationKey: number, filter: VariableFilter): Promise<Page<DeviceVariable>> {
  const key = sql`component, component_instance, evse_id, connector_id, variable, variable_instance, attribute`
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.search !== undefined) conditions.push(matchesWords(sql`component, variable, value`, filter.search))
  if (filter.component !== undefined) conditions.push(same('component', filter.component))
  if (filter.variable !== undefined) conditions.push(same('variable', filter.variable))
  if (filter.evseId !== undefined) conditions.push(sql`evse_id = ${filter.evseId}`)
  if (filter.attribute !== undefined) conditions.push(sql`attribute = ${filter.attribute}`)
  if (filter.writable === true) conditions.push(sql`mutability in ('ReadWrite', 'WriteOnly')`)
  if (filter.after !== undefined) conditions.push(sql`(${key}) > (${sql.join(filter.after)})`)
  const { rows } = await sql<VariableRow>`
    select ${key}, value, mutability, characteristics, reported_at from device_variables
    where ${sql.join(conditions, sql` and `)} order by ${key} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: variableOf,
    key: (row) => [
      row.component,
      row.component_instance,
      row.evse_id,
      row.connector_id,
      row.variable,
      row.variable_instance,
      row.attribute,
    ],
  })
}

function variableOf(row: VariableRow): DeviceVariable {
  return {
    component: row.component,
    componentInstance: row.component_instance,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    variable: row.variable,
    variableInstance: row.variable_instance,
    attribute: row.attribute,
    value: row.value,
    mutability: row.mutability,
    characteristics: characteristicsOf(row),
    reportedAt: instant(row.reported_at),
  }
}

/** Names are compared without case, as both standards have it. */
function same(column: string, text: string): RawBuilder<unknown> {
  return sql`lower(${sql.ref(column)}) = lower(${text})`
}

interface ComponentRow {
  readonly component: string
  readonly component_instance: string
  readonly evse_id: number
  readonly connector_id: number
  readonly variables: number
  readonly writable: number
  readonly monitors: number
  readonly reported_at: Date
}

type ComponentFilter = Omit<z.output<typeof ComponentQuery>, 'cursor'> & {
  readonly after: z.infer<typeof ComponentCursor> | undefined
}

/** Components of a station with how much of each is known. */
export async function listComponents(
  db: Db,
  stationKey: number,
  filter: ComponentFilter,
): Promise<Page<z.infer<typeof DeviceComponent>>> {
  const key = sql`component, component_instance, evse_id, connector_id`
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.search !== undefined) conditions.push(matchesWords(sql`component, component_instance`, filter.search))
  if (filter.evseId !== undefined) conditions.push(sql`evse_id = ${filter.evseId}`)
  if (filter.after !== undefined) conditions.push(sql`(${key}) > (${sql.join(filter.after)})`)
  const { rows } = await sql<ComponentRow>`
    select ${key}, count(distinct (variable, variable_instance))::integer as variables,
      count(distinct (variable, variable_instance)) filter (where mutability in ('ReadWrite', 'WriteOnly'))::integer
        as writable,
      (select count(*)::integer from device_monitors m
       where m.station_id = ${stationKey} and m.component = v.component
         and m.component_instance = v.component_instance and m.evse_id = v.evse_id
         and m.connector_id = v.connector_id) as monitors,
      max(reported_at) as reported_at
    from device_variables v where ${sql.join(conditions, sql` and `)}
    group by ${key} order by ${key} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => ({
      component: row.component,
      componentInstance: row.component_instance,
      evseId: row.evse_id,
      connectorId: row.connector_id,
      variables: row.variables,
      writable: row.writable,
      monitors: row.monitors,
      reportedAt: instant(row.reported_at),
    }),
    key: (row) => [row.component, row.component_instance, row.evse_id, row.connector_id],
  })
}
