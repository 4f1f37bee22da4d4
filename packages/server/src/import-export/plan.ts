import { isDeepStrictEqual } from 'node:util'
import type { ImportAction } from '../contract/index.ts'
import type { Column, Row, Value } from './column.ts'
import type { Table, TableRow } from './table.ts'

export interface Problem {
  readonly column: string
  readonly rule: string
}

/** What a row of a file says, before anybody has looked at what there is. */
export interface GivenRow {
  readonly row: number
  readonly given: Row
  readonly problems: readonly Problem[]
  /** A password, kept apart: it is neither compared as it is nor shown. */
  readonly password?: string
}

/** What a row would do. */
export interface PlannedRow extends GivenRow {
  /** How the row is called in lists. */
  readonly name: string
  readonly action: ImportAction
  readonly before: Row | null
  readonly after: Row | null
}

/** A record that there is. */
export interface Known {
  readonly record: Row
  /** More problems that this row has with it. */
  against?(row: GivenRow): readonly Problem[]
}

/** How rows of one kind find what there is, and what new ones begin with. */
export interface Matching {
  readonly columns: readonly Column[]
  /** Columns without which there can be no new record. */
  readonly needed: readonly string[]
  readonly defaults: Row
  /** What a row is called. */
  nameOf(given: Row): string
  /** What two rows may not share; the same for one record in whatever way it is named. */
  keyOf(given: Row, known: Known | undefined): string
  known(given: Row): Known | undefined
  /** Problems of the row as it would be. */
  check(after: Row, before: Row | null): readonly Problem[]
}

/** Reads every cell; what cannot be read is a problem of its row. */
export function readRows(
  table: Table,
  columns: readonly Column[],
  passwordColumn?: Column | undefined,
): readonly GivenRow[] {
  return table.rows.map((row) => {
    const read = readRow(row, columns)
    if (passwordColumn === undefined) return read
    const secret = row.read(passwordColumn)
    if (!secret.ok) return { ...read, problems: [...read.problems, { column: passwordColumn.name, rule: secret.rule }] }
    return typeof secret.value === 'string' ? { ...read, password: secret.value } : read
  })
}

function readRow(row: TableRow, columns: readonly Column[]): GivenRow {
  const problems: Problem[] = row.flaw === undefined ? [] : [{ column: '', rule: row.flaw }]
  const given: Record<string, Value> = {}
  for (const column of columns) {
    const read = row.read(column)
    if (!read.ok) problems.push({ column: column.name, rule: read.rule })
    else if (read.value !== undefined) given[column.name] = read.value
  }
  return { row: row.row, given, problems }
}

/** Says for each row what it would do to what there is. */
export function planRows(rows: readonly GivenRow[], matching: Matching): readonly PlannedRow[] {
  const found = rows.map((row) => ({ row, known: matching.known(row.given) }))
  const firstWith = new Map<string, number>()
  return found.map(({ row, known }) => {
    const key = matching.keyOf(row.given, known)
    const first = firstWith.get(key)
    if (first === undefined) firstWith.set(key, row.row)
    const twice = first === undefined || key === '' ? [] : [{ column: '', rule: `is row ${first} again` }]
    return planRow(row, known, twice, matching)
  })
}

function planRow(
  row: GivenRow,
  known: Known | undefined,
  twice: readonly Problem[],
  { needed, defaults, nameOf, check }: Matching,
): PlannedRow {
  const before = known?.record ?? null
  const after = { ...(before ?? defaults), ...row.given }
  const missing = needed.filter((name) => after[name] === undefined || after[name] === null)
  const problems = [
    ...row.problems,
    ...twice,
    // What could not be read is told already.
    ...missing
      .filter((name) => !row.problems.some(({ column }) => column === name))
      .map((name) => ({ column: name, rule: 'is needed' })),
    ...(known?.against?.(row) ?? []),
    ...(missing.length === 0 ? check(after, before) : []),
  ]
  const shared = { ...row, name: nameOf(after), problems, before }
  if (problems.length > 0) return { ...shared, action: 'refused', after: null }
  if (before === null) return { ...shared, action: 'create', after }
  return isDeepStrictEqual(before, after)
    ? { ...shared, action: 'unchanged', after: null }
    : { ...shared, action: 'change', after }
}
