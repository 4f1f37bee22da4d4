import { blamesRow } from '../../gateway/journal/failure.ts'
import { backOffMs } from '../../platform/back-off.ts'
import type { Bus } from '../../platform/bus/index.ts'
import { type Clock, Rounds } from '../../platform/clock/index.ts'
import { type Database, isDatabaseAway } from '../../platform/database/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { StationKey } from '../ids.ts'
import type { InboxReader } from './reader.ts'
import { postpone, removeItem, type StoredItem, setAside, stationsWithWork, takeOldest } from './store.ts'

/** Published after a commit that put something into the inbox. A lost wake-up costs one sweep. */
export const INBOX_SUBJECT = 'station-inbox'

const SWEEP_MS = 2000
/** Stations worked on in one sweep, and at once. */
const STATIONS_PER_SWEEP = 2000
const AT_ONCE = 4
/** Entries of one station before others have their turn: one that floods us holds up nobody but itself. */
const ENTRIES_PER_TURN = 20
const MOST_ATTEMPTS = 6
const RETRIES = { firstMs: 1000, longestMs: 60_000 }

export interface InboxParts {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly logger: Logger
  readonly readers: readonly InboxReader[]
}

/**
 * Works off what stations have reported, one station's entries in order, each with its rows in one transaction: whatever
 * crashes, an entry is worked in exactly once. An entry that keeps failing holds up its own station alone, and not for ever.
 */
export function startInbox(parts: InboxParts): AsyncDisposable {
  const { bus, clock } = parts
  const logger = parts.logger.child({ subsystem: 'inbox' })
  let running: Promise<void> | undefined
  let isWoken = false
  let isStopped = false

  const sweep = async () => {
    do {
      isWoken = false
      const keys = await stationsWithWork(parts.database.kysely, clock.nowMs(), STATIONS_PER_SWEEP)
      const waiting = [...keys]
      const hand = async () => {
        for (let key = waiting.shift(); key !== undefined && !isStopped; key = waiting.shift()) {
          const hasMore = await workTurn({ ...parts, logger }, key)
          isWoken ||= hasMore
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, hand))
    } while (isWoken && !isStopped)
  }
  const wake = (): Promise<void> => {
    isWoken = true
    if (isStopped) return Promise.resolve()
    running ??= sweep()
      .catch((error: unknown) => logger.warn({ err: error }, 'The inbox could not be read and will be tried again'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const rounds = new Rounds(clock, logger)
  rounds.every(SWEEP_MS, 'inbox', wake)
  const subscription = bus.subscribe(INBOX_SUBJECT, () => wake())
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true
      subscription.stop()
      await rounds.stop()
      await running
    },
  }
}

/** A station's next entries, until one fails, none is left or its turn is over. True when there may be more. */
async function workTurn(parts: InboxParts, stationKey: StationKey): Promise<boolean> {
  for (let left = ENTRIES_PER_TURN; left > 0; left -= 1) {
    if (!(await workOne(parts, stationKey))) return false
  }
  return true
}

async function workOne({ database, clock, logger, readers }: InboxParts, stationKey: StationKey): Promise<boolean> {
  let item: StoredItem | undefined
  try {
    return await database.transaction(async (tx) => {
      item = await takeOldest(tx, stationKey)
      if (item === undefined) return false
      for (const read of readers) await read(tx, item)
      await removeItem(tx, item)
      return true
    })
  } catch (error) {
    const failed = item
    // That the database is away is not the entry's fault.
    if (failed === undefined || isDatabaseAway(error)) throw error
    logger.error({ err: error, stationKey, kind: failed.entry.kind, attempt: failed.attempts + 1 }, 'An entry failed')
    const reason = error instanceof Error ? error.message : String(error)
    // What the database refuses for its content it will refuse again.
    const isLast = blamesRow(error) || failed.attempts + 1 >= MOST_ATTEMPTS
    const nextTryAtMs = clock.nowMs() + backOffMs(RETRIES, failed.attempts + 1)
    await database.transaction((tx) => (isLast ? setAside(tx, failed, reason) : postpone(tx, failed, nextTryAtMs)))
    return isLast
  }
}
