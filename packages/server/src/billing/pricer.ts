import { sql } from 'kysely'
import { announce, readNotices } from '../api/live/notices.ts'
import { LIVE_SUBJECT } from '../gateway/live.ts'
import type { Bus } from '../platform/bus/index.ts'
import { type Clock, Rounds } from '../platform/clock/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { tariffInForce } from '../tariffs/index.ts'
import { type DueSession, readDue, type SweepPlace, sweepDue } from './due-sessions.ts'
import { type Pricing, priceCourse } from './price-session.ts'
import { keepPrice, withdrawPrice } from './price-store.ts'
import { readCourse } from './session-facts.ts'

export interface PricingServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly bus: Bus
  readonly logger: Logger
}

/** One transaction's worth of sessions. */
const MOST_AT_ONCE = 50
const STEP_MS = 500
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What ended so long ago is looked at again by the rounds; the first one, after a start, looks at everything. */
const MINUTELY_MS = HOUR_MS
const HOURLY_MS = 35 * DAY_MS
/** Names the advisory lock among those of other parts: one process prices at a time. */
const LOCK = 7_382_157

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

/** Prices whatever has ended since, of every tenant. */
export async function priceSince(services: PricingServices, sinceMs: number): Promise<void> {
  const { rows } = await sql<{ readonly tenant_id: TenantId }>`select tenant_id from tenants order by 1`.execute(
    services.database.kysely,
  )
  for (const { tenant_id: tenantId } of rows) await sweepTenant(services, tenantId, sinceMs)
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

async function priceSome(services: PricingServices, read: (tx: Tx) => Promise<readonly DueSession[]>): Promise<void> {
  const { database, bus } = services
  await database.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    for (const session of await read(tx)) {
      if (!(await settle(tx, services, session))) continue
      const { tenantId, stationKey, sessionId } = session
      tx.afterCommit(() => announce(bus, { kind: 'session', tenantId, stationKey, sessionId }))
    }
  })
}

/** True: there is something new to show. */
async function settle(tx: Tx, { clock, ids }: PricingServices, session: DueSession): Promise<boolean> {
  const nowMs = clock.nowMs()
  if (session.isWaiting) return withdrawPrice(tx, session.sessionId, nowMs)
  const pricing = await pricingOf(tx, session)
  return keepPrice(tx, { priceId: ids.next(), session, pricing, nowMs })
}

async function pricingOf(db: Db, session: DueSession): Promise<Pricing> {
  const { tenantId, siteId, startMs, endMs, energyWh, meterStartWh } = session
  const tariff = await tariffInForce(db, tenantId, { kind: 'site', siteId }, startMs)
  if (tariff === null) return { kind: 'unpriced', reason: 'noTariff' }
  const course = await readCourse(db, session)
  return priceCourse({ startMs, endMs, energyWh, meterStartWh, ...course }, tariff)
}
