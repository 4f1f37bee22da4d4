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

/** Deviating values as a table for a spreadsheet (RFC 4180), with the name of the template at the end. */
export function driftCsv(values: readonly DriftedValue[], templates: ReadonlyMap<string, string>): string {
  const lines = values.map((value) => [
    ...columns.map((column) => value[column] ?? ''),
    templates.get(value.templateId) ?? value.templateId,
  ])
  return [[...columns, 'template'], ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** A station may name itself like a formula, which spreadsheets would work out: a quote before it makes it a text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
