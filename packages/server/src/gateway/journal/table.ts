import { type ColumnType, writeArrayHead, writeBytes, writeInt16, writeValue, written } from './wire-values.ts'

/** One column of a table as the journal fills it. */
export interface Column<Row> {
  readonly name: string
  readonly type: ColumnType
  /** Null, undefined and (for numbers) NaN become NULL. */
  read(row: Row): unknown
}

/** How rows of one kind get into the database. */
export interface Table<Row> {
  readonly name: string
  readonly columns: readonly Column<Row>[]
  /**
   * The whole data-modifying statement; `source` is the FROM item `v`. Tables without one are copied into, which costs the
   * database a fraction of it, and where a row must not meet another of its key.
   */
  readonly sql?: (source: string) => string
}

type Reader<Row> = (row: Row) => unknown
type ColumnOf = <Row>(name: string, read: Reader<Row>) => Column<Row>

function ofType(type: ColumnType): ColumnOf {
  return (name, read) => ({ name, type, read })
}

export const smallint = ofType('smallint')
export const integer = ofType('integer')
export const bigint = ofType('bigint')
export const real = ofType('real')
export const boolean = ofType('boolean')
export const text = ofType('text')
export const uuid = ofType('uuid')
/** Reads JSON text, see `jsonText`. */
export const jsonb = ofType('jsonb')
/** Reads epoch milliseconds. */
export const timestamp = ofType('timestamptz')
export const bytea = ofType('bytea')
/** Reads a list of texts; for tables that are copied into. */
export const texts = ofType('text[]')

/** A table that only grows. */
export function appendOnly<Row>(name: string, columns: readonly Column<Row>[]): Table<Row> {
  return { name, columns }
}

/** How the newest row of a key wins. */
export interface Merge<Row> {
  readonly key: readonly string[]
  /** How one column takes the new value; the default replaces it. */
  readonly merge?: (column: string) => string
  /** SQL of columns whose type is not the one their values travel in. */
  readonly values?: Readonly<Record<string, string>>
  /** SQL of columns that only a row of a new key gets, and keeps. */
  readonly atFirst?: Readonly<Record<string, string>>
  /** The stored row stays unless this holds. */
  readonly where?: string
  readonly columns: readonly Column<Row>[]
}

/** A table where the newest row of a key wins. */
export function upsert<Row>(name: string, rule: Merge<Row>): Table<Row> {
  const { key, columns, merge, values = {}, atFirst = {}, where } = rule
  const names = columns.map((one) => one.name)
  const updated = names.filter((one) => !key.includes(one) && one !== 'tenant_id')
  const assignments = updated.map((one) => `${one} = ${merge?.(one) ?? `excluded.${one}`}`).join(', ')
  const inserted = [...names, ...Object.keys(atFirst)].join(', ')
  const taken = [...names.map((one) => values[one] ?? `v.${one}`), ...Object.values(atFirst)].join(', ')
  return {
    name,
    columns,
    sql: (source) =>
      `insert into ${name} (${inserted}) select ${taken} from ${source}
       on conflict (${key.join(', ')}) do update set ${assignments}${where === undefined ? '' : ` where ${where}`}`,
  }
}

/** What one table gets in one flush. */
export interface Step {
  /** The text of a prepared statement. */
  readonly text: string
  readonly write:
    | { readonly kind: 'copy'; readonly rows: Buffer }
    /** One array per column, in binary. */
    | { readonly kind: 'statement'; readonly parameters: readonly Buffer[] }
}

/** Writes the rows of one table down. Throws when one of them cannot be. */
export function stepOf<Row>(table: Table<Row>, rows: readonly Row[]): Step {
  const { columns, sql } = table
  if (sql === undefined) return { text: copyText(table), write: { kind: 'copy', rows: copyRows(columns, rows) } }
  const parameters = columns.map((one) => columnArray(one, rows))
  return { text: sql(sourceOf(columns)), write: { kind: 'statement', parameters } }
}

function copyText<Row>({ name, columns }: Table<Row>): string {
  return `copy ${name} (${columns.map((one) => one.name).join(', ')}) from stdin (format binary)`
}

function sourceOf<Row>(columns: readonly Column<Row>[]): string {
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')
  return `unnest(${arrays}) as v(${columns.map(({ name }) => name).join(', ')})`
}

function columnArray<Row>({ type, read }: Column<Row>, rows: readonly Row[]): Buffer {
  return written(() => {
    writeArrayHead(type, rows.length)
    for (const row of rows) writeValue(type, read(row))
  })
}

/** Signature, flags and the length of an extension; then rows; then −1 in place of a row's count of columns. */
const COPY_HEAD = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const COPY_END = -1

function copyRows<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer {
  return written(() => {
    writeBytes(COPY_HEAD)
    for (const row of rows) {
      writeInt16(columns.length)
      for (const { type, read } of columns) writeValue(type, read(row))
    }
    writeInt16(COPY_END)
  })
}
