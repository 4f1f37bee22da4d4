import { CsvError, parse } from 'csv-parse/sync'
import { csvLine, unguardCell } from '../contract/csv.ts'
import { MOST_IMPORT_ROWS } from '../contract/index.ts'
import { type Column, cellOf, type Read, type Row, readCell, readValue } from './column.ts'

/** A file as read: columns, and rows of what is under them. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
}

export interface TableRow {
  /** As people count: a spreadsheet's row, or the place in a list. */
  readonly row: number
  read(column: Column): Read
  /** The row as a whole cannot be read. */
  readonly flaw?: string
}

export type ReadTable =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly field: string; readonly rule: string }

const DELIMITERS = [',', ';', '\t'] as const

/** Reads a CSV file with a heading line. Its delimiter is the one of comma, semicolon and tab that its heading has most of. */
export function readCsv(text: string): ReadTable {
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    })
    const [heading, ...rows] = records
    if (heading === undefined) return refused('must have a heading line')
    const columns = heading.map((name) => unguardCell(name.trim()))
    const twice = columns.find((name, place) => name !== '' && columns.indexOf(name) !== place)
    if (twice !== undefined) return refused(`names the column ${twice} twice`)
    if (rows.length > MOST_IMPORT_ROWS) return refused(`must have at most ${MOST_IMPORT_ROWS} rows`)
    return { ok: true, table: { columns, rows: rows.map((cells, index) => csvRow(columns, cells, index + 2)) } }
  } catch (error) {
    if (error instanceof CsvError) return refused(`must be CSV: ${error.message}`)
    throw error
  }
}

function csvRow(columns: readonly string[], cells: readonly string[], row: number): TableRow {
  const places = new Map(columns.map((name, place) => [name, place]))
  const surplus = cells.slice(columns.length).some((cell) => cell !== '')
  return {
    row,
    read(column) {
      const place = places.get(column.name)
      const cell = place === undefined ? undefined : cells[place]
      return cell === undefined ? { ok: true, value: undefined } : readCell(column, unguardCell(cell))
    },
    ...(surplus ? { flaw: `has ${cells.length} cells, the heading has ${columns.length}` } : {}),
  }
}

function delimiterOf(text: string): string {
  const heading = text.slice(0, Math.min(text.length, 10_000)).split(/\r?\n/, 1)[0] ?? ''
  const counts = DELIMITERS.map((delimiter) => heading.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** Reads a list of JSON objects. */
export function readJsonList(text: string): ReadTable {
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    return refused(`must be JSON: ${error instanceof Error ? error.message : ''}`)
  }
  return Array.isArray(data) ? tableOf(data) : refused('must be a list of objects')
}

/** Objects as rows of a table. */
export function tableOf(objects: readonly unknown[]): ReadTable {
  if (objects.length > MOST_IMPORT_ROWS) return refused(`must have at most ${MOST_IMPORT_ROWS} entries`)
  const columns = new Set<string>()
  const rows = objects.map((object, index): TableRow => {
    const fields = new Map<string, unknown>(isObject(object) ? Object.entries(object) : [])
    for (const name of fields.keys()) columns.add(name)
    return {
      row: index + 1,
      read: (column) =>
        fields.has(column.name) ? readValue(column, fields.get(column.name)) : { ok: true, value: undefined },
      ...(isObject(object) ? {} : { flaw: 'must be an object' }),
    }
  })
  return { ok: true, table: { columns: [...columns], rows } }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(rule: string): ReadTable {
  return { ok: false, field: 'content', rule }
}

export function csvRowOf(columns: readonly string[], row: Row): string {
  return csvLine(columns.map((name) => cellOf(row[name])))
}
