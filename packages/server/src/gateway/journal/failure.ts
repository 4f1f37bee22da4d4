import { DatabaseError } from 'pg'

/** SQLSTATE classes that blame a row: cardinality, data, constraint, and a row too large for its index. */
const ROW_CLASSES = new Set(['21', '22', '23', '54'])
/** Classes that say the server cannot work now: connection, resources, operator, system, transaction broken off. */
const OUTAGE_CLASSES = new Set(['08', '40', '53', '57', '58'])
const READ_ONLY = '25006'
/** How the driver and the system speak of a connection that failed. */
const LOST_CONNECTION = /connection|connect|terminated|not queryable|timeout|no answer/i

/** Whether an error of a statement is the fault of a row in it. */
export function blamesRow(error: unknown): boolean {
  return error instanceof DatabaseError && ROW_CLASSES.has(error.code?.slice(0, 2) ?? '')
}

/** Whether the same statement may succeed at once: the server broke off a transaction that met another. */
export function isTransient(error: unknown): boolean {
  return error instanceof DatabaseError && error.code?.startsWith('40') === true
}

/** Whether an error says that the database is away or cannot work now, rather than that we asked it nonsense. */
export function isOutage(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    return error.code === READ_ONLY || OUTAGE_CLASSES.has(error.code?.slice(0, 2) ?? '')
  }
  if (!(error instanceof Error)) return false
  const isSystemError = 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)
  return isSystemError || LOST_CONNECTION.test(error.message)
}
