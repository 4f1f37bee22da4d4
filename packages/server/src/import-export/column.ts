import type { z } from 'zod'

/** A value of a record: what JSON can say. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }
export type Row = Readonly<Record<string, Value>>

/** One column of the files of a kind of record. */
export interface Column {
  readonly name: string
  /** How a cell is written: a list with semicolons between, json as JSON. */
  readonly shape: 'text' | 'number' | 'list' | 'json'
  readonly schema: z.ZodType
  /** An empty cell empties the field. Otherwise an empty cell says nothing. */
  readonly canBeEmpty: boolean
}

export type Read =
  | { readonly ok: true; readonly value: Value | undefined }
  | { readonly ok: false; readonly rule: string }

/** Reads a cell of a CSV file. Undefined: it says nothing. */
export function readCell(column: Column, cell: string): Read {
  const text = cell.trim()
  if (text === '') return readValue(column, null)
  switch (column.shape) {
    case 'text':
      return readValue(column, text)
    case 'number':
      return readNumber(column, text)
    case 'list':
      return readValue(
        column,
        text
          .split(';')
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      )
    case 'json':
      return readJson(column, text)
  }
}

/** Reads a value of a JSON file by the rule of its column. */
export function readValue(column: Column, value: unknown): Read {
  const isEmpty = value === null || value === undefined || value === ''
  if (isEmpty && column.shape === 'list') return { ok: true, value: [] }
  if (isEmpty) return { ok: true, value: column.canBeEmpty ? null : undefined }
  const parsed = column.schema.safeParse(value)
  if (parsed.success) return { ok: true, value: asValue(parsed.data) }
  const issue = parsed.error.issues[0]
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
  return { ok: false, rule: `${place}${issue?.message ?? 'is not valid'}` }
}

function readNumber(column: Column, text: string): Read {
  // Spreadsheets of half the world write a comma.
  const number = Number(text.replace(/^(-?\d+),(\d+)$/, '$1.$2'))
  return Number.isFinite(number) ? readValue(column, number) : { ok: false, rule: 'must be a number' }
}

function readJson(column: Column, text: string): Read {
  try {
    return readValue(column, JSON.parse(text))
  } catch {
    return { ok: false, rule: 'must be JSON' }
  }
}

/** What a schema gave, without what JSON cannot say. */
function asValue(data: unknown): Value {
  if (data === undefined || data === null) return null
  if (Array.isArray(data)) return data.map(asValue)
  if (typeof data === 'object') {
    const said = Object.entries(data).filter(([, value]) => value !== undefined)
    return Object.fromEntries(said.map(([name, value]) => [name, asValue(value)]))
  }
  // The database knows no negative zero.
  if (data === 0) return 0
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? data : String(data)
}

/** A value as a cell, unguarded; null for nothing. */
export function cellOf(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.join(';')
  return JSON.stringify(value)
}
