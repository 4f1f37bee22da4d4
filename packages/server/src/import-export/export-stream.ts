import type { Actor } from '../accounts/index.ts'
import { csvLine } from '../contract/csv.ts'
import type { ExportFormat, ExportKind } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { type RowScope, withinScope } from '../platform/row-scope.ts'
import type { Row } from './column.ts'
import { exportedKinds } from './kinds/exported.ts'
import { csvRowOf } from './table.ts'

export interface ExportOrder {
  readonly kind: ExportKind
  readonly format: ExportFormat
  readonly filter: Readonly<Record<string, string>>
  readonly masked: boolean
  readonly actor: Pick<Actor, 'tenantId'>
  readonly scope: RowScope
}

/** Told of every page as it is written. */
export type OnRows = (count: number) => void

/** An export, piece by piece: one page of rows is in memory at a time, read in the scope of whoever asked. */
export async function* exportPieces(db: Db, order: ExportOrder, onRows: OnRows = () => {}): AsyncGenerator<Buffer> {
  const kind = exportedKinds[order.kind]
  const columns = kind.columns(order.masked)
  const writer = order.format === 'csv' ? csvWriter(columns) : jsonWriter(columns)
  yield Buffer.from(writer.head)
  let cursor: string | undefined
  do {
    const ask = { filter: order.filter, cursor, masked: order.masked }
    // Whoever pulls the next piece is no longer in the scope of the request.
    const page = await withinScope(order.scope, () => kind.page(db, order.actor, ask))
    if (page.rows.length > 0) yield Buffer.from(writer.rows(page.rows))
    onRows(page.rows.length)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  yield Buffer.from(writer.tail)
}

interface Writer {
  readonly head: string
  readonly tail: string
  rows(rows: readonly Row[]): string
}

/** The mark at the beginning tells spreadsheets that it is UTF-8. */
function csvWriter(columns: readonly string[]): Writer {
  return {
    head: `\ufeff${csvLine(columns)}`,
    tail: '',
    rows: (rows) => rows.map((row) => csvRowOf(columns, row)).join(''),
  }
}

function jsonWriter(columns: readonly string[]): Writer {
  let isFirst = true
  const print = (row: Row) => JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name] ?? null])))
  return {
    head: '[\n',
    tail: '\n]\n',
    rows(rows) {
      const text = rows.map(print).join(',\n')
      const joined = isFirst ? text : `,\n${text}`
      isFirst = false
      return joined
    },
  }
}
