import { DatabaseError } from 'pg'
import { ALREADY_STORED } from './flush.ts'

/** SQLSTATE classes that blame a row: cardinality, data, constraint, and a row too large for its index. */
const ROW_CLASSES = new Set(['21', '22', '23', '54'])

/** Whether an error of a statement is the fault of a row in it. */
export function blamesRow(error: unknown): boolean {
  return error instanceof DatabaseError && ROW_CLASSES.has(error.code?.slice(0, 2) ?? '')
}

/** Whether the same statement may succeed at once: the server broke off a transaction that met another. */
export function isTransient(error: unknown): boolean {
  return error instanceof DatabaseError && error.code?.startsWith('40') === true
}

/** Whether an earlier sending of the same flush has committed. */
export function isStoredAlready(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === ALREADY_STORED
}

const UNIQUE_VIOLATION = '23505'

/** Whether a sample that was copied in has met one of its key: it has to be merged with that. */
export function meetsSample(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === UNIQUE_VIOLATION &&
    error.table?.startsWith('meter_samples') === true
  )
}
