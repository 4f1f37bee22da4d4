import { type CompiledSite, compileSite, planSite, type Solver } from '@stationmaster/scheduling'
import type { Row } from './row.ts'
import { sharedRows } from './shared-data.ts'

export const PRICE_FILE = 'prices_dayahead_se3_2024.csv'
export const SESSION_FILE = 'sessions_public_nl_2019h1.csv'

const HOUR_MS = 3_600_000
const MOST_STARTS = 2
/** Above every price of the year, so that no kWh is left out to save it. */
const UNSERVED_PER_KWH = 2

interface PriceStep {
  readonly fromMs: number
  readonly value: number
}

interface Session {
  readonly fromMs: number
  readonly untilMs: number
  readonly kwh: number
  readonly kw: number
}

/**
 * Every public session at day-ahead prices of another year on the same day and hour: what it costs charged at once, at best
 * (cheapest moments, as many starts as that takes), and as planned with two starts.
 */
export function measurePriceReactive(solver: Solver): readonly Row[] | undefined {
  const prices = readPrices()
  const sessions = readSessions(prices)
  if (prices === undefined || sessions === undefined) return undefined
  const compiled = onePoint()
  let atOnce = 0
  let best = 0
  let planned = 0
  let shortKwh = 0
  let mostStarts = 0
  for (const session of sessions) {
    atOnce += costAtOnce(session, prices)
    best += cheapestCost(session, prices)
    const result = planOne(session, { prices, compiled, solver })
    planned += result.cost
    shortKwh += Math.max(0, session.kwh - result.kwh)
    mostStarts = Math.max(mostStarts, result.starts)
  }
  const share = (atOnce - planned) / (atOnce - best)
  const kwh = sessions.reduce((sum, session) => sum + session.kwh, 0)
  const measured = `${percent(share)} (${percent(1 - best / atOnce)} possible), at most ${mostStarts} starts, ${percent(1 - shortKwh / kwh)} of the energy`
  const isHeld = share >= 0.99 && mostStarts <= MOST_STARTS && shortKwh < 1e-3 * kwh
  return [
    {
      name: `T6: price-reactive, ${sessions.length} sessions`,
      limit: '≥ 99 % of the best saving, ≤ 2 starts',
      measured,
      isHeld,
    },
  ]
}

function readPrices(): readonly PriceStep[] | undefined {
  return sharedRows(PRICE_FILE)?.map(({ time_start = '', EUR_per_kWh = '' }) => ({
    fromMs: Date.parse(time_start),
    value: Number(EUR_per_kWh),
  }))
}

/** Sessions moved to the year of the prices. Power is the session's own mean while it charged, at most what it peaked at. */
function readSessions(prices: readonly PriceStep[] | undefined): readonly Session[] | undefined {
  const firstMs = prices?.[0]?.fromMs ?? 0
  const lastMs = (prices?.at(-1)?.fromMs ?? 0) + HOUR_MS
  const years = new Date(firstMs + 24 * HOUR_MS).getUTCFullYear() - 2019
  return sharedRows(SESSION_FILE)?.flatMap(({ utc_start = '', utc_stop = '', energy_kwh, max_power_kw }) => {
    const session = {
      fromMs: later(utc_start, years),
      untilMs: later(utc_stop, years),
      kwh: Number(energy_kwh),
      kw: Number(max_power_kw),
    }
    const isWithin = session.fromMs >= firstMs && session.untilMs <= lastMs && session.untilMs > session.fromMs
    const isPossible = session.kwh > 0 && session.kw * ((session.untilMs - session.fromMs) / HOUR_MS) >= session.kwh
    return isWithin && isPossible ? [session] : []
  })
}

function later(time: string, years: number): number {
  const date = new Date(time)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.getTime()
}

/** A point whose ampere is a kW, so that a session's power is its current. */
function onePoint(): CompiledSite {
  const wiring = { kind: 'single-phase', phase: 'L1' } as const
  const point = { id: 'point', nodeId: 'grid', wiring, maxA: 400, minA: 0, steps: { kind: 'continuous' } } as const
  const compiled = compileSite({ id: 'bench', voltageV: 1000, nodes: [{ id: 'grid', limits: {} }], points: [point] })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.value
}

function planOne(
  { fromMs, untilMs, kwh, kw }: Session,
  {
    prices,
    compiled,
    solver,
  }: { readonly prices: readonly PriceStep[]; readonly compiled: CompiledSite; readonly solver: Solver },
): { readonly cost: number; readonly kwh: number; readonly starts: number } {
  const departure = { basis: 'estimated', atMs: untilMs } as const
  const need = { basis: 'estimated', kwh } as const
  const vehicle = { id: 'vehicle', pointId: 'point', arrivedAtMs: fromMs, departure, need, deliveredKwh: 0, maxA: kw }
  const buy = prices.filter(({ fromMs: at }) => at > fromMs - HOUR_MS && at < untilMs)
  solver.forget()
  const outcome = planSite(
    {
      nowMs: fromMs,
      compiled,
      vehicles: [{ vehicle }],
      prices: { buy },
      values: { unservedPerKwh: UNSERVED_PER_KWH, fairness: 0 },
      horizonMs: untilMs - fromMs,
      maxStarts: MOST_STARTS,
    },
    solver,
    10_000,
  )
  if (!outcome.ok) throw new Error(`no plan: ${outcome.reason}`)
  const { startMs, slotMs, vehicles } = outcome.result.plan
  let cost = 0
  let got = 0
  let starts = 0
  vehicles[0]?.targetA.forEach((power, slot, all) => {
    const begin = Math.max(fromMs, startMs + slot * slotMs)
    const end = Math.min(untilMs, startMs + (slot + 1) * slotMs)
    const energy = power * ((end - begin) / HOUR_MS)
    got += energy
    cost += energy * priceAt(prices, begin)
    if (power > 0 && !((all[slot - 1] ?? 0) > 0)) starts += 1
  })
  return { cost, kwh: got, starts }
}

function costAtOnce({ fromMs, untilMs, kwh, kw }: Session, prices: readonly PriceStep[]): number {
  let open = kwh
  let cost = 0
  for (const { hours, price } of piecesOf(fromMs, untilMs, prices)) {
    const energy = Math.min(open, kw * hours)
    cost += energy * price
    open -= energy
  }
  return cost
}

function cheapestCost({ fromMs, untilMs, kwh, kw }: Session, prices: readonly PriceStep[]): number {
  let open = kwh
  let cost = 0
  for (const { hours, price } of [...piecesOf(fromMs, untilMs, prices)].sort((a, b) => a.price - b.price)) {
    const energy = Math.min(open, kw * hours)
    cost += energy * price
    open -= energy
  }
  return cost
}

/** The time of a session cut where prices change. */
function piecesOf(fromMs: number, untilMs: number, prices: readonly PriceStep[]) {
  const pieces: { hours: number; price: number }[] = []
  for (let at = fromMs; at < untilMs; ) {
    const end = Math.min(untilMs, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS)
    pieces.push({ hours: (end - at) / HOUR_MS, price: priceAt(prices, at) })
    at = end
  }
  return pieces
}

/** Prices are hourly and without gaps. */
function priceAt(prices: readonly PriceStep[], atMs: number): number {
  return prices[Math.floor((atMs - (prices[0]?.fromMs ?? 0)) / HOUR_MS)]?.value ?? Number.NaN
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
