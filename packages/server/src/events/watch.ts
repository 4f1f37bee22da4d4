import type { EventContent, EventType } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** Something that has happened, before it has an id. */
export type Happening = EventContent & {
  /** When, in epoch milliseconds. */
  readonly atMs: number
}

/** One thing that is not as it was last told of. */
export interface Difference {
  readonly tenantId: TenantId
  readonly subject: string
  readonly stationKey: number | null
  readonly siteId: string | null
  /** What it is like now; null: it is gone, and will be news when it comes back. */
  readonly mark: Readonly<Record<string, unknown>> | null
  readonly happenings: readonly Happening[]
}

export type IsWanted = (tenantId: TenantId, type: EventType) => boolean

export interface Question {
  readonly nowMs: number
  /** Subjects that are said to have changed; `all` for a sweep, which finds what nobody has said. */
  readonly subjects: readonly string[] | 'all'
  /** How far back a sweep looks for what began and ended unseen. */
  readonly sinceMs: number
  readonly isWanted: IsWanted
}

/** Compares one kind of thing with what was last told of it. */
export interface Watch {
  readonly name: 'station' | 'session' | 'command' | 'commandRun' | 'waiting' | 'security' | 'certificate' | 'refused'
  /** How often everything is compared, whatever has been said. */
  readonly sweepMs: number
  /** At most `MOST_DIFFERENCES`; more are found the next time. */
  look(tx: Tx, question: Question): Promise<readonly Difference[]>
}

export const MOST_DIFFERENCES = 1000
