import type { MeterSample } from '../vocabulary/meter.ts'
import { belongsInColumn, COLUMNS, type Column, type ColumnName, lineOf } from './column.ts'
import { DEFAULT_LOCATION, type Reading, type SignedReading } from './reading.ts'
import { credible, toBaseUnit } from './unit.ts'

/** Longest key of `other`; measurand text may be anything. */
const LONGEST_KEY = 120

type Line = 'L1' | 'L2' | 'L3'

/** A sample being filled. */
interface Draft {
  readonly at: Reading['at']
  readonly context: string
  readonly columns: Partial<Record<ColumnName, number>>
  /** Per-line values of each column that has any. */
  readonly lines: Map<Column, Partial<Record<Line, number>>>
  readonly other: Map<string, number>
  readonly signed: string[]
}

/** Gathers readings of one message into wide samples: one for each instant and context, in order of appearance. */
export function toSamples(readings: readonly (Reading | SignedReading)[]): readonly MeterSample[] {
  const drafts = new Map<string, Draft>()
  let draft: Draft | undefined
  for (const reading of readings) {
    // Most readings of a message share one instant and context.
    if (draft?.at !== reading.at || draft.context !== reading.context) draft = draftOf(drafts, reading)
    if ('signed' in reading) draft.signed.push(reading.signed)
    else add(draft, reading)
  }
  return [...drafts.values()].map(finish)
}

/** Drafts are keyed by time text and context. */
function draftOf(drafts: Map<string, Draft>, { at, context }: Reading | SignedReading): Draft {
  const key = `${at.text}\n${context}`
  let draft = drafts.get(key)
  if (draft === undefined) {
    draft = { at, context, columns: {}, lines: new Map(), other: new Map(), signed: [] }
    drafts.set(key, draft)
  }
  return draft
}

function add(draft: Draft, reading: Reading): void {
  const { measurand, phase, location = DEFAULT_LOCATION } = reading
  const column = belongsInColumn(measurand, location) ? COLUMNS.get(measurand) : undefined
  const value = toBaseUnit(reading.value, reading.unit, reading.multiplier)
  if (value === undefined) {
    // Units of measurands we only keep (dB, Deg …) need no conversion; in a column they would be a wrong number.
    const sent = column === undefined ? credible(reading.value) : undefined
    if (sent !== undefined) addOther(draft, reading, sent)
    return
  }
  if (column === undefined || !addToColumn(draft, column, phase, value)) addOther(draft, reading, value)
}

/** False when the column has no place for this phase, or already holds a value. */
function addToColumn(draft: Draft, column: Column, phase: string | undefined, value: number): boolean {
  if (phase === undefined) {
    if (draft.columns[column.total] !== undefined) return false
    draft.columns[column.total] = value
    return true
  }
  const line = lineOf(phase)
  if (line === undefined) return false
  const lines = draft.lines.get(column)
  if (lines === undefined) draft.lines.set(column, { [line]: value })
  else if (lines[line] === undefined) lines[line] = value
  else return false
  return column.phases !== undefined
}

function addOther(draft: Draft, { measurand, location = DEFAULT_LOCATION, phase }: Reading, value: number): void {
  const place = location === DEFAULT_LOCATION ? '' : `@${location}`
  const key = `${measurand}${place}${phase === undefined ? '' : `/${phase}`}`.slice(0, LONGEST_KEY)
  if (!draft.other.has(key)) draft.other.set(key, value)
}

function finish(draft: Draft): MeterSample {
  const { at, context, columns, other, signed } = draft
  for (const [column, lines] of draft.lines) {
    columns[column.total] ??= combined(column.combine, Object.values(lines))
    for (const line of ['L1', 'L2', 'L3'] as const) {
      const value = lines[line]
      if (column.phases !== undefined && value !== undefined) columns[column.phases[line]] = value
    }
  }
  if (columns.energyImportWh !== undefined) columns.energyImportWh = Math.round(columns.energyImportWh)
  if (columns.energyExportWh !== undefined) columns.energyExportWh = Math.round(columns.energyExportWh)
  return {
    at,
    context,
    ...columns,
    ...(other.size > 0 ? { other } : {}),
    ...(signed.length > 0 ? { signed } : {}),
  }
}

function combined(how: Column['combine'], values: readonly number[]): number {
  switch (how) {
    case 'sum':
      return sum(values)
    case 'largest':
      return Math.max(...values)
    case 'mean':
      return sum(values) / values.length
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
