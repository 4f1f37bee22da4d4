import { isDeepStrictEqual } from 'node:util'

export type Fields = Readonly<Record<string, unknown>>

export interface ChangedField {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * The fields that differ, by name. What was made has no before, what was removed no after; of what was neither nothing
 * is said.
 */
export function changedFields(before: Fields | undefined, after: Fields | undefined): ChangedField[] | undefined {
  if (before === undefined && after === undefined) return undefined
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names]
    .toSorted()
    .map((field) => ({ field, before: plain(before, field), after: plain(after, field) }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after))
}

/** Characters of one side of a change that the log keeps. */
const MOST_CHARACTERS = 32_768

/** The changes with a note in the place of what weighs too much: a log that everybody reads page by page is no archive. */
export function lightened(changes: readonly ChangedField[] | undefined): readonly ChangedField[] | undefined {
  return changes?.map((change) => ({ ...change, before: light(change.before), after: light(change.after) }))
}

function light(value: unknown): unknown {
  const { length } = JSON.stringify(value)
  return length > MOST_CHARACTERS ? `(left out: ${length} characters)` : value
}

/** What a patch changes: of what was before only what it names. */
export function patched(before: Fields, patch: Fields): { readonly before: Fields; readonly after: Fields } {
  const named = Object.entries(patch).filter(([, value]) => value !== undefined)
  return {
    before: Object.fromEntries(named.map(([name]) => [name, before[name]])),
    after: Object.fromEntries(named),
  }
}

/** As JSON says it, so that a date equals its text and what is undefined is nothing. */
function plain(fields: Fields | undefined, name: string): unknown {
  const value = fields?.[name]
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
