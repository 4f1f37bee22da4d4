import { type RawBuilder, sql } from 'kysely'

/** Every word of the search must occur in one of the columns, whatever the case. */
export function matchesWords(columns: RawBuilder<unknown>, search: string): RawBuilder<unknown> {
  const words = search.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return sql`true`
  const text = sql`concat_ws(' ', ${columns})`
  return sql.join(
    words.map((word) => sql`${text} ilike ${`%${escapeLike(word)}%`}`),
    sql` and `,
  )
}

/**
 * The identity contains what somebody read out: without the signs an identity may have between letters and digits, and
 * without spaces. `folded` is the identity in lower case.
 */
export function matchesReadOut(folded: RawBuilder<unknown>, search: string): RawBuilder<unknown> {
  const said = search.toLowerCase().replace(/[\s*\-_=+@.|]/g, '')
  if (said === '') return sql`false`
  return sql`translate(${folded}, '*-_=+@.|', '') like ${`%${escapeLike(said)}%`}`
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&')
}
