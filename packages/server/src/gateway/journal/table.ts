import { encodeArray, type Wire } from './binary-array.ts'

/** One column of a table as the journal fills it. */
export interface Column<Row> {
  readonly name: string
  readonly wire: Wire
  /** SQL that turns the unnested value `v.<name>` into the column's type. */
  readonly value: string
  read(row: Row): unknown
}

/** How rows of one kind get into the database: the columns they carry and the statement around them. */
export interface Table<Row> {
  readonly name: string
  readonly columns: readonly Column<Row>[]
  /** The whole data-modifying statement; `source` is the FROM item `v`, `guard` the condition every write stands under. */
  sql(source: string, guard: string): string
}

type Reader<Row> = (row: Row) => unknown

function column<Row>(name: string, wire: Wire, cast: string | undefined, read: Reader<Row>): Column<Row> {
  return { name, wire, value: cast === undefined ? `v.${name}` : `v.${name}::${cast}`, read }
}

export const smallint = <Row>(name: string, read: Reader<Row>) => column(name, 'bigint', 'smallint', read)
export const integer = <Row>(name: string, read: Reader<Row>) => column(name, 'bigint', 'integer', read)
export const bigint = <Row>(name: string, read: Reader<Row>) => column(name, 'bigint', undefined, read)
export const real = <Row>(name: string, read: Reader<Row>) => column(name, 'double precision', 'real', read)
export const boolean = <Row>(name: string, read: Reader<Row>) => column(name, 'boolean', undefined, read)
export const text = <Row>(name: string, read: Reader<Row>) => column(name, 'text', undefined, read)
export const uuid = <Row>(name: string, read: Reader<Row>) => column(name, 'text', 'uuid', read)
/** Reads JSON text, see `jsonText`. */
export const jsonb = <Row>(name: string, read: Reader<Row>) => column(name, 'text', 'jsonb', read)
/** Reads epoch milliseconds. */
export const timestamp = <Row>(name: string, read: Reader<Row>) => column(name, 'timestamptz', undefined, read)
export const bytea = <Row>(name: string, read: Reader<Row>) => column(name, 'bytea', undefined, read)

/** `insert into … select … from v`, with what follows on a conflict. */
export function insertSql<Row>(
  { name, columns }: Pick<Table<Row>, 'name' | 'columns'>,
  { source, guard, onConflict = '' }: { source: string; guard: string; onConflict?: string },
): string {
  const names = columns.map((one) => one.name).join(', ')
  const values = columns.map((one) => one.value).join(', ')
  return `insert into ${name} (${names}) select ${values} from ${source} where ${guard} ${onConflict}`
}

/** A table that only grows. */
export function appendOnly<Row>(name: string, columns: readonly Column<Row>[]): Table<Row> {
  return { name, columns, sql: (source, guard) => insertSql({ name, columns }, { source, guard }) }
}

/** A table where the newest row of a key wins; `merge` says how one column takes the new value. */
export function upsert<Row>(
  name: string,
  key: readonly string[],
  columns: readonly Column<Row>[],
  merge: (column: string) => string = (one) => `excluded.${one}`,
): Table<Row> {
  const updated = columns.map((one) => one.name).filter((one) => !key.includes(one) && one !== 'tenant_id')
  const assignments = updated.map((one) => `${one} = ${merge(one)}`).join(', ')
  const onConflict = `on conflict (${key.join(', ')}) do update set ${assignments}`
  return { name, columns, sql: (source, guard) => insertSql({ name, columns }, { source, guard, onConflict }) }
}

/** The rows of one table in one flush. */
export interface TableRows {
  readonly name: string
  readonly count: number
  readonly columnCount: number
  /** The statement, with parameters from `$first` on. */
  sql(first: number, guard: string): string
  /** One array per column. */
  parameters(): Buffer[]
}

/** Binds rows to their table. */
export function tableRows<Row>(table: Table<Row>, rows: readonly Row[]): TableRows {
  return {
    name: table.name,
    count: rows.length,
    columnCount: table.columns.length,
    sql(first, guard) {
      const arrays = table.columns.map((one, index) => `$${first + index}::${one.wire}[]`).join(', ')
      const names = table.columns.map((one) => one.name).join(', ')
      return table.sql(`unnest(${arrays}) as v(${names})`, guard)
    },
    parameters: () => table.columns.map((one) => encodeArray(one.wire, rows, one.read)),
  }
}
