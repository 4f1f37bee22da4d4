import { sql } from 'kysely'
import { readNotices } from '../api/live/notices.ts'
import { LIVE_SUBJECT } from '../gateway/live.ts'
import { Rounds } from '../platform/clock/index.ts'
import { eachAlone } from '../platform/each-alone.ts'
import type { TenantId } from '../stations/ids.ts'
import { readDue, type SweepPlace, sweepDue } from './due-sessions.ts'
import { type PricingServices, priceSome } from './price-some.ts'

/** One transaction's worth of sessions. */
const MOST_AT_ONCE = 50
const STEP_MS = 500
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What ended so long ago is looked at again by the rounds; the first one, after a start, looks at everything. */
const MINUTELY_MS = HOUR_MS
const HOURLY_MS = 35 * DAY_MS

/**
 * Prices sessions that have ended. The bus says which may have; what it did not say, or said to a process that died, is found
 * by sweeps. Whatever happens to this process, each session gets one price for each of its revisions.
 */
export function startPricer(services: PricingServices): AsyncDisposable {
  const { bus, clock } = services
  const changed = new Set<string>()
  const rounds = new Rounds(clock, services.logger.child({ subsystem: 'billing' }))
  const subscription = bus.subscribe(LIVE_SUBJECT, ({ payload }) => {
    for (const notice of readNotices(payload)) if (notice.kind === 'session') changed.add(notice.sessionId)
  })
  rounds.every(STEP_MS, 'prices of sessions', async () => {
    const some = [...changed].slice(0, MOST_AT_ONCE)
    if (some.length === 0) return
    // Whatever is said of them from now on is looked at again.
    for (const sessionId of some) changed.delete(sessionId)
    await priceSome(services, (tx) => readDue(tx, some))
  })
  let nextHourMs = clock.monotonicMs()
  let isFirst = true
  rounds.every(STEP_MS, 'sweep of old prices', async () => {
    if (clock.monotonicMs() < nextHourMs) return
    // One that fails is not tried again at once.
    nextHourMs = clock.monotonicMs() + MINUTE_MS
    await priceSince(services, isFirst ? 0 : clock.nowMs() - HOURLY_MS)
    isFirst = false
    nextHourMs = clock.monotonicMs() + HOUR_MS
  })
  rounds.every(MINUTE_MS, 'sweep of prices', () => priceSince(services, clock.nowMs() - MINUTELY_MS))
  return {
    async [Symbol.asyncDispose]() {
      subscription.stop()
      await rounds.stop()
    },
  }
}

/** Prices whatever has ended since, of every tenant. What fails at one holds up no other. */
export async function priceSince(services: PricingServices, sinceMs: number): Promise<void> {
  const { rows } = await sql<{ readonly tenant_id: TenantId }>`select tenant_id from tenants order by 1`.execute(
    services.database.kysely,
  )
  await eachAlone(rows, ({ tenant_id: tenantId }) => sweepTenant(services, tenantId, sinceMs))
}

async function sweepTenant(services: PricingServices, tenantId: TenantId, sinceMs: number): Promise<void> {
  let after: SweepPlace | undefined = {
    endedAt: new Date(sinceMs).toISOString(),
    sessionId: '00000000-0000-0000-0000-000000000000',
  }
  while (after !== undefined) {
    const place: SweepPlace = after
    let next: SweepPlace | undefined
    await priceSome(services, async (tx) => {
      const found = await sweepDue(tx, { tenantId, after: place, most: MOST_AT_ONCE })
      next = found.next
      return found.due
    })
    after = next
  }
}
