import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import { type FileLink, releaseLink, renewLease } from './links.ts'

/** After a crash a link is free again within this time. */
const LEASE_MS = 90_000
const RENEW_MS = 30_000

interface LeaseParts {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
}

/** Holds a link for one transfer: renewed while it lasts, given back when it ends. */
export function holdLease({ database, clock, logger }: LeaseParts) {
  let last: Promise<unknown> = Promise.resolve()
  let stop = () => {}
  let linkId: string | undefined
  const quietly = (work: (tx: Tx) => Promise<void>): Promise<unknown> =>
    database.transaction(work).catch((error: unknown) => {
      // The lease runs out by itself.
      logger.warn({ err: error }, 'The lease of a file link could not be changed')
    })
  return {
    /** Claims the link; rejects as `claim` does. */
    async take(
      claim: (tx: Tx, until: { readonly nowMs: number; readonly leaseMs: number }) => Promise<FileLink>,
    ): Promise<FileLink> {
      const link = await database.transaction((tx) => claim(tx, { nowMs: clock.nowMs(), leaseMs: LEASE_MS }))
      linkId = link.linkId
      const timer = clock.every(RENEW_MS, () => {
        last = quietly((tx) => renewLease(tx, link.linkId, clock.nowMs() + LEASE_MS))
      })
      stop = () => timer.cancel()
      return link
    },
    async end(): Promise<void> {
      stop()
      await last
      const held = linkId
      if (held !== undefined) await quietly((tx) => releaseLink(tx, held))
    },
  }
}
