import type { StationCommand, VariableRef } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { characteristicsOf } from './characteristics.ts'
import { brokenRule } from './value-rule.ts'

/** A value that breaks what is known of its variable, by the field of the command. */
export interface UnfitValue {
  readonly field: string
  readonly rule: string
}

/** Holds the values of a set against what the station has said of its variables; what it has not said is let through. */
export async function unfitValues(db: Db, stationKey: number, command: StationCommand): Promise<readonly UnfitValue[]> {
  const written = writtenIn(command)
  const rules = await brokenRules(db, stationKey, written)
  return written.flatMap(({ field }, index) => {
    const rule = rules[index]
    return rule === undefined ? [] : [{ field, rule }]
  })
}

/** The rule that each value breaks, in their order; undefined for one that breaks none that is known. */
export async function brokenRules(
  db: Db,
  stationKey: number,
  written: readonly Pick<Written, 'ref' | 'value'>[],
): Promise<readonly (string | undefined)[]> {
  if (written.length === 0) return []
  const known = await findVariables(db, stationKey, written)
  return written.map(({ ref, value }, index) => {
    const row = known.get(index + 1)
    const named = row ?? (ref.component === '' ? { component: '', variable: ref.variable } : undefined)
    if (named === undefined) return undefined
    const characteristics = characteristicsOf({ characteristics: row?.characteristics, ...named })
    return brokenRule({ mutability: row?.mutability ?? null, characteristics }, value)
  })
}

interface Written {
  readonly field: string
  readonly ref: VariableRef
  readonly value: string
}

function writtenIn(command: StationCommand): readonly Written[] {
  switch (command.kind) {
    case 'changeConfiguration':
      return [{ field: 'command.value', ref: { component: '', variable: command.key }, value: command.value }]
    case 'setVariables':
      return command.variables.map(({ value, ...ref }, index) => ({
        field: `command.variables.${index}.value`,
        ref,
        value,
      }))
    default:
      return []
  }
}

interface KnownRow {
  readonly place: number
  readonly component: string
  readonly variable: string
  readonly mutability: string | null
  readonly characteristics: unknown
}

/** Rows by the number of the written value, from 1. */
async function findVariables(
  db: Db,
  stationKey: number,
  written: readonly Pick<Written, 'ref'>[],
): Promise<ReadonlyMap<number, KnownRow>> {
  const refs = written.map(({ ref }) => ref)
  const { rows } = await sql<KnownRow>`
    select w.place::integer as place, v.component, v.variable, v.mutability, v.characteristics
    from unnest(
      ${refs.map((ref) => ref.component)}::text[], ${refs.map((ref) => ref.componentInstance ?? '')}::text[],
      ${refs.map((ref) => ref.evse?.evseId ?? 0)}::integer[], ${refs.map((ref) => ref.evse?.connectorId ?? 0)}::integer[],
      ${refs.map((ref) => ref.variable)}::text[], ${refs.map((ref) => ref.variableInstance ?? '')}::text[],
      ${refs.map((ref) => ref.attribute ?? 'Actual')}::text[]
    ) with ordinality as w(component, component_instance, evse_id, connector_id, variable, variable_instance, attribute,
      place)
    join device_variables v on v.station_id = ${stationKey}
      and lower(v.component) = lower(w.component) and lower(v.component_instance) = lower(w.component_instance)
      and v.evse_id = w.evse_id and v.connector_id = w.connector_id
      and lower(v.variable) = lower(w.variable) and lower(v.variable_instance) = lower(w.variable_instance)
      and v.attribute = w.attribute`.execute(db)
  return new Map(rows.map((row) => [row.place, row]))
}
