import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'

/** A page of rows and where the next one starts. */
export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor?: string
  readonly total?: number
}

/** Packs the sort key of the last row of a page. Opaque to callers. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Reads a cursor back; undefined when it is not one that a list with this key has given out. */
export function decodeCursor<Key extends z.ZodType>(text: string, key: Key): z.output<Key> | undefined {
  try {
    return key.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString(), storable)).data
  } catch {
    return undefined
  }
}

/** No list has a key that PostgreSQL could not read. */
function storable(_: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) throw new SyntaxError('not a text of ours')
  return value
}

/** An instant as PostgreSQL prints it with all its microseconds, in UTC. */
export const InstantText = z
  .string()
  .regex(/^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/)
  .refine((text) => !Number.isNaN(Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`)))

/** Prints an instant so that `InstantText` reads it back. */
export function instantText(at: RawBuilder<unknown>): RawBuilder<string> {
  return sql`(${at} at time zone 'UTC')::text || '+00'`
}

/** The place in a list that leads with the newest: its instant, and the id that tells those of one instant apart. */
export const NewestCursor = z.tuple([InstantText, z.uuid()])

/** How such a list is put in order, and where a page of it goes on. */
export function newestFirst(at: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  return {
    at: instantText(at),
    order: sql`${at} desc, ${id}`,
    // The first half is what an index understands.
    after: ([instant, lastId]: z.infer<typeof NewestCursor>) =>
      sql`(${at} <= ${instant}::timestamptz and (${at} < ${instant}::timestamptz or ${id} > ${lastId}::uuid))`,
  }
}

/** The place of a row in its table: the tie-breaker of append-only rows without an id. */
export const RowPlace = z
  .string()
  .regex(/^\(\d{1,10},\d{1,5}\)$/)
  .refine((text) => {
    const [block = 0, row = 0] = text.slice(1, -1).split(',').map(Number)
    return block < 2 ** 32 && row < 2 ** 16
  })

/**
 * Makes a page of rows that were asked for with one row more than `limit`: that row tells whether there is a next page.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  shape: { readonly item: (row: Row) => Item; readonly key: (row: Row) => readonly (string | number)[] },
): Page<Item> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  const items = kept.map(shape.item)
  return rows.length > limit && last !== undefined ? { items, nextCursor: encodeCursor(shape.key(last)) } : { items }
}
