import type { TableRows } from './table.ts'

export interface Statement {
  /** One name per set of tables, so that the server plans each set once per connection. */
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

/** Prepared statements by the tables they write; the set of tables fixes the text. */
const prepared = new Map<string, { readonly name: string; readonly text: string }>()

/**
 * One flush as one statement: atomic, one round trip, one commit. Every write stands under the guard, which takes the
 * flush's number; a flush that is sent again because its answer was lost finds the number taken and writes nothing.
 */
export function flushStatement(nodeId: string, flushNumber: number, tables: readonly TableRows[]): Statement {
  const key = tables.map((rows) => rows.name).join('+')
  let statement = prepared.get(key)
  if (statement === undefined) {
    statement = { name: `flush-${prepared.size}`, text: statementText(tables) }
    prepared.set(key, statement)
  }
  return { ...statement, values: [nodeId, flushNumber, ...tables.flatMap((rows) => rows.parameters())] }
}

function statementText(tables: readonly TableRows[]): string {
  let first = 3
  const writes = tables.map((rows, index) => {
    const sql = rows.sql(first, 'exists (select from guard)')
    first += rows.columnCount
    return `w${index} as (${sql})`
  })
  const guard = `guard as (
    insert into journal_flushes (node_id, flush_number, flushed_at) values ($1, $2, now())
    on conflict (node_id) do update set flush_number = excluded.flush_number, flushed_at = excluded.flushed_at
    where journal_flushes.flush_number < excluded.flush_number
    returning flush_number)`
  return `with ${[guard, ...writes].join(',\n')} select flush_number from guard`
}
