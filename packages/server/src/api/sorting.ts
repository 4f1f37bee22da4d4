import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'

/** What a list can be sorted by: an expression that is never null, its text for cursors, and the type to read that back as. */
export interface SortColumn {
  readonly value: RawBuilder<unknown>
  readonly text: RawBuilder<unknown>
  readonly type: 'text' | 'timestamptz' | 'bigint'
  /** Texts that a cursor of this column may hold. */
  readonly cursor: z.ZodType<string, string>
  /** Rows of equal value go by their key in the other direction: as the index of the column has them. */
  readonly keyGoesBackwards?: true
}

/** `column` or `-column` for descending. */
export interface Sorting {
  readonly column: SortColumn
  readonly descending: boolean
}

export function sortingOf<Name extends string>(
  sort: Name | `-${Name}`,
  columns: Readonly<Record<Name, SortColumn>>,
): Sorting {
  const descending = sort.startsWith('-')
  // The contract lists the columns with and without the sign.
  return { column: columns[(descending ? sort.slice(1) : sort) as Name], descending }
}

/** Where a page of a sorted list starts: which order it was, the last row's value and its key. */
export function sortedCursor(sort: string, { column }: Sorting, key: z.ZodType<string, string>) {
  return z.tuple([z.literal(sort), column.cursor, key])
}

export type SortedPlace = readonly [sort: string, value: string, key: string]

/** ORDER BY of a sorted list; the key makes it total, so that pages meet without gap or overlap. */
export function orderBy({ column, descending }: Sorting, key: RawBuilder<unknown>): RawBuilder<unknown> {
  const keyDescends = descending !== (column.keyGoesBackwards === true)
  return sql`${column.value} ${direction(descending)}, ${key} ${direction(keyDescends)}`
}

/** Rows after a place. The first condition is what an index is entered by. */
export function isAfter(
  { column, descending }: Sorting,
  key: { readonly value: RawBuilder<unknown>; readonly type: 'text' | 'uuid' },
  [, value, keyValue]: SortedPlace,
): RawBuilder<unknown> {
  const at = sql`${value}::${sql.raw(column.type)}`
  const keyDescends = descending !== (column.keyGoesBackwards === true)
  const [orEqual, beyond] = descending ? [sql`<=`, sql`<`] : [sql`>=`, sql`>`]
  const keyBeyond = keyDescends ? sql`<` : sql`>`
  return sql`${column.value} ${orEqual} ${at} and (${column.value} ${beyond} ${at}
    or ${key.value} ${keyBeyond} ${keyValue}::${sql.raw(key.type)})`
}

function direction(descending: boolean): RawBuilder<unknown> {
  return descending ? sql`desc` : sql`asc`
}
