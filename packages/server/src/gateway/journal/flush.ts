import type { Step } from './table.ts'

/** What one commit stores: every step, in order, or none. */
export interface Flush {
  readonly nodeId: string
  /** Rises with every flush of the node. One that is sent again because its answer was lost finds it taken. */
  readonly flushNumber: number
  readonly steps: readonly Step[]
}

/** Takes the flush's number, or fails with `ALREADY_STORED`. */
export const GUARD = 'select journal_guard($1, $2)'

/** SQLSTATE of a flush whose number is taken (migration 0100). */
export const ALREADY_STORED = 'SM001'
