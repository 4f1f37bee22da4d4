import {
  type Allocator,
  type AllocatorMemory,
  allocate,
  buildAllocator,
  compileSite,
  freshMemory,
  type VehicleNow,
} from '@stationmaster/scheduling'
import { type MatrixSite, siteFromMatrix } from './matrix-site.ts'

/** One line from the referee. Times are whole periods; `site` comes with the first line. */
export interface RefereeMessage {
  readonly site?: MatrixSite
  readonly period_min: number
  readonly t?: number
  readonly sessions: readonly RefereeSession[]
}

interface RefereeSession {
  readonly id?: string
  readonly station: string
  readonly arrival?: number
  /** Period in which the driver says the vehicle leaves. */
  readonly est: number
  /** kWh wanted, and kWh it has. */
  readonly req: number
  readonly delivered: number
}

interface Seen {
  readonly id: string
  readonly arrivedAt: number
  readonly est: number
  readonly req: number
  readonly delivered: number
}

/** Answers a referee line by line with the scheduler that the product runs. */
export interface RefereedScheduler {
  readonly answer: (message: RefereeMessage) => { readonly amps: Readonly<Record<string, number>> }
}

const MS_PER_MIN = 60_000
const PERIODS_BEFORE_FIRST_DEPARTURE = 12

/**
 * A scheduler that sees no more than the protocol says. What a vehicle drew follows from what it has been delivered since
 * the line before; who is who follows from the station where no id is given.
 */
export function refereedScheduler(): RefereedScheduler {
  let allocator: Allocator | undefined
  let memory: AllocatorMemory = freshMemory()
  let seen = new Map<string, Seen>()
  let period = Number.NaN
  let voltage = 0
  let stations: readonly string[] = []
  let sessions = 0

  const identify = (session: RefereeSession, now: number): Seen => {
    const { station, est, req, delivered } = session
    const before = seen.get(station)
    const isSame =
      before !== undefined &&
      (session.id === undefined
        ? before.est === est && before.req === req && delivered >= before.delivered
        : before.id === session.id)
    if (isSame) return { ...before, delivered }
    sessions += 1
    const arrivedAt = Math.min(session.arrival ?? now, now)
    return { id: session.id ?? `${station} ${sessions}`, arrivedAt, est, req, delivered }
  }

  const enter = (site: MatrixSite, periodMin: number) => {
    allocator = prepare(site, periodMin)
    voltage = site.voltage
    // The same stations again: only their limits are others, and the vehicles are still there.
    if (site.stations.length === stations.length && site.stations.every((id, index) => id === stations[index])) return
    stations = site.stations
    memory = freshMemory()
    seen = new Map()
    period = Number.NaN
  }

  const answer = (message: RefereeMessage) => {
    if (message.site !== undefined) enter(message.site, message.period_min)
    if (allocator === undefined) return { amps: {} }
    period = message.t ?? nextPeriod(period, message.sessions)
    const toMs = message.period_min * MS_PER_MIN
    const now = new Map<string, Seen>()
    const vehicles = message.sessions.map((session): VehicleNow => {
      const before = seen.get(session.station)
      const one = identify(session, period)
      now.set(session.station, one)
      const drawnKwh = before?.id === one.id ? session.delivered - before.delivered : undefined
      const hours = message.period_min / 60
      return {
        id: one.id,
        pointId: session.station,
        arrivedAtMs: one.arrivedAt * toMs,
        departure: { basis: 'stated', atMs: Math.max(session.est, one.arrivedAt + 1) * toMs },
        need: { basis: 'stated', kwh: session.req },
        deliveredKwh: session.delivered,
        ...(drawnKwh === undefined ? {} : { drawA: (drawnKwh * 1000) / voltage / hours, drawAtMs: period * toMs }),
      }
    })
    seen = now
    const decision = allocate(allocator, memory, { nowMs: period * toMs, vehicles })
    return { amps: Object.fromEntries(decision.vehicles.map(({ pointId, targetA }) => [pointId, targetA])) }
  }
  return { answer }
}

function prepare(site: MatrixSite, periodMin: number): Allocator | undefined {
  const compiled = compileSite(siteFromMatrix(site))
  if (!compiled.ok) {
    console.error(`referee: the site cannot be scheduled: ${JSON.stringify(compiled.problems)}`)
    return undefined
  }
  const intervalMs = periodMin * MS_PER_MIN
  // The referee applies each answer as a whole and judges every period: on and off times are its own affair.
  const free = { minOnMs: 0, minOffMs: 0, maxStartsPerHour: Number.POSITIVE_INFINITY }
  return buildAllocator(compiled.value, { confirmation: 'immediate', intervalMs, staleAfterMs: intervalMs, ...free })
}

/** A referee that names no period: one line is one period, from well before the first departure on. */
function nextPeriod(before: number, sessions: readonly RefereeSession[]): number {
  const newest = Math.max(...sessions.map(({ arrival }) => arrival ?? Number.NEGATIVE_INFINITY))
  if (!Number.isNaN(before)) return Math.max(before + 1, newest)
  const first = Math.min(...sessions.map(({ est }) => est))
  if (Number.isFinite(newest)) return newest
  return Number.isFinite(first) ? first - PERIODS_BEFORE_FIRST_DEPARTURE : 0
}
