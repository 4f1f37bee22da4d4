import { sql } from 'kysely'
import { announce } from '../api/live/notices.ts'
import type { Bus } from '../platform/bus/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import { type Database, type Db, isDatabaseAway, type Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import { tariffInForce } from '../tariffs/index.ts'
import type { DueSession } from './due-sessions.ts'
import { notPriceable, type Pricing, priceCourse } from './price-session.ts'
import { keepPrice, withdrawPrice } from './price-store.ts'
import { readCourse } from './session-facts.ts'

export interface PricingServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly bus: Bus
  readonly logger: Logger
}

/** Names the advisory lock among those of other parts: one process prices at a time. */
const LOCK = 7_382_157
const BROKEN = 'Working out the price failed; the log of the server says how.'

/** Prices the sessions that are read, in one transaction; one that cannot be priced holds up no other. */
export async function priceSome(
  services: PricingServices,
  read: (tx: Tx) => Promise<readonly DueSession[]>,
): Promise<void> {
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
async function settle(tx: Tx, services: PricingServices, session: DueSession): Promise<boolean> {
  const nowMs = services.clock.nowMs()
  if (session.isWaiting) return withdrawPrice(tx, session.sessionId, nowMs)
  const keep = (pricing: Pricing) => keepPrice(tx, { priceId: services.ids.next(), session, pricing, nowMs })
  const tried = await attempt(tx, async () => keep(await pricingOf(tx, session)))
  if (tried.ok) return tried.isNew
  const { sessionId } = session
  services.logger.error({ err: tried.error, subsystem: 'billing', sessionId }, 'A session could not be priced')
  // What only the moment forbids (a timeout, a server short of memory) is left to the next sweep; all else would fail again in the same way.
  if (isDatabaseAway(tried.error)) return false
  const noted = await attempt(tx, () => keep(notPriceable(undefined, [BROKEN])))
  return noted.ok && noted.isNew
}

type Attempt = { readonly ok: true; readonly isNew: boolean } | { readonly ok: false; readonly error: unknown }

/** What fails leaves nothing behind, and the transaction as it was. */
async function attempt(tx: Tx, work: () => Promise<boolean>): Promise<Attempt> {
  await sql`savepoint one_session`.execute(tx)
  try {
    const isNew = await work()
    await sql`release savepoint one_session`.execute(tx)
    return { ok: true, isNew }
  } catch (error) {
    // Fails too when the database is away: then all of it is for later.
    await sql`rollback to savepoint one_session`.execute(tx)
    return { ok: false, error }
  }
}

async function pricingOf(db: Db, session: DueSession): Promise<Pricing> {
  const { tenantId, siteId, startMs, endMs, energyWh, meterStartWh } = session
  const tariff = await tariffInForce(db, tenantId, { kind: 'site', siteId }, startMs)
  if (tariff === null) return { kind: 'unpriced', reason: 'noTariff' }
  const course = await readCourse(db, session)
  return priceCourse({ startMs, endMs, energyWh, meterStartWh, ...course }, tariff)
}
