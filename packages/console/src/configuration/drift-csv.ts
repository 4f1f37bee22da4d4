import { csvLine } from '@stationmaster/server/contract/csv'
import type { DriftedValue } from './queries.ts'

const columns = [
  'stationId',
  'component',
  'componentInstance',
  'evseId',
  'connectorId',
  'variable',
  'variableInstance',
  'attribute',
  'wanted',
  'min',
  'max',
  'actual',
  'state',
  'reason',
  'changedAt',
] as const satisfies readonly (keyof DriftedValue)[]

/** Deviating values as a table for a spreadsheet, with the name of the template at the end. */
export function driftCsv(values: readonly DriftedValue[], templates: ReadonlyMap<string, string>): string {
  const lines = values.map((value) => [
    ...columns.map((column) => value[column]),
    templates.get(value.templateId) ?? value.templateId,
  ])
  return [[...columns, 'template'], ...lines].map(csvLine).join('')
}
