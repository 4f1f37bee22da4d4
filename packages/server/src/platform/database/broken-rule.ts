export type BrokenRule = 'rowSecurity' | 'unique'

const UNIQUE_VIOLATION = '23505'
const INSUFFICIENT_PRIVILEGE = '42501'
/** Of the same state as rights to a table, which are missing by a mistake of ours. */
const ROW_SECURITY = /row-level security policy/

/** The rule of the database that a statement would have broken; undefined for all other errors. */
export function ruleBrokenIn(error: unknown): BrokenRule | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (error.code === UNIQUE_VIOLATION) return 'unique'
  return error.code === INSUFFICIENT_PRIVILEGE && ROW_SECURITY.test(error.message) ? 'rowSecurity' : undefined
}
