import type { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { decodeCursor } from './cursor.ts'

/** The place a page starts after; undefined for the first page. Refuses a cursor of another list. */
export function placeAfter<Key extends z.ZodType>(cursor: string | undefined, key: Key): z.output<Key> | undefined {
  if (cursor === undefined) return undefined
  const place = decodeCursor(cursor, key)
  if (place !== undefined) return place
  throw new Refusal('invalidCursor', {
    errors: [{ field: 'cursor', rule: 'must be the nextCursor of a page of this list' }],
  })
}
