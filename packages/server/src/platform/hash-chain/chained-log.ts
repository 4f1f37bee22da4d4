import { type RawBuilder, sql } from 'kysely'
import type { ChainedContent } from './link-hash.ts'

/**
 * A log whose entries are linked by hashes: an append-only table of entries, and one of links `(tenant_id, position,
 * entry, hash)`. Links are made after the commit, so that writing an entry waits for nobody.
 */
export interface ChainedLog<Row extends object = object> {
  readonly entries: string
  readonly links: string
  /** The key of an entry, named alike in both tables. */
  readonly id: string
  /** When an entry was written: one that is old and has no link has been slipped in. */
  readonly writtenAt: string
  /** What `content` needs of an entry, which is called `e`. */
  readonly columns: RawBuilder<unknown>
  readonly content: (row: Row) => ChainedContent
  /** Whether the row agrees with what the chain holds of it only by a hash. */
  readonly isGenuine?: (row: Row) => boolean
  /** Whether an entry has lost what it said, so that its link cannot be recomputed and is taken as it stands. */
  readonly isErased?: (row: Row) => boolean
  /** Whether the oldest entries go some day; their last link then stays as what the next one follows. */
  readonly expires?: true
  /** Names its advisory lock among those of other parts. */
  readonly lockClass: number
}

/** An instant of an entry as the chain takes it. */
export function chainedInstant(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
}
