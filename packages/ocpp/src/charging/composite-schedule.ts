import { formatTime } from '../time/station-time.ts'
import { ratePerUnit } from './cap.ts'
import { evseLimitsAt, type LimitAt, limitChanges, limitPlan, stationLimitsAt } from './limits-at.ts'
import type { ChargingRateUnit, CompositePeriod, CompositeSchedule, ProfiledEvse, ProfileSituation } from './profile.ts'

/** Which schedule is wanted. */
export interface CompositeRequest {
  /** 0 is the whole station. */
  readonly evseId: number
  readonly startMs: number
  readonly durationS: number
  readonly unit: ChargingRateUnit
}

/**
 * The schedule that all profiles of a station make together for an EVSE or the whole station (1.6 §5.7, 2.x K08): of each
 * purpose the valid profile with the highest stack level leads, and the lowest of the purposes holds. Limits hold from
 * whole seconds after the start. A period without a limit is limited by no profile. Pure.
 */
export function compositeSchedule(situation: ProfileSituation, request: CompositeRequest): CompositeSchedule {
  const { evseId, startMs, durationS, unit } = request
  const evse = situation.evses.find((one) => one.evseId === evseId) ?? unknownEvse(evseId)
  const evses = evseId === 0 || situation.evses.includes(evse) ? situation.evses : [...situation.evses, evse]
  const plan = limitPlan({ ...situation, evses }, startMs)
  const limitsAt = (atMs: number) => (evseId === 0 ? stationLimitsAt(plan, atMs, unit) : evseLimitsAt(plan, evse, atMs))
  const changes = limitChanges(plan, startMs, startMs + durationS * 1000)
  const seconds = new Set([0, ...changes.map((atMs) => Math.ceil((atMs - startMs) / 1000))])
  const periods: CompositePeriod[] = []
  let minChargingRate: number | undefined
  for (const second of [...seconds].filter((one) => one < durationS || one === 0).toSorted((a, b) => a - b)) {
    const limits = limitsAt(startMs + second * 1000)
    const period = periodOf(limits, second, { unit, voltageV: situation.voltageV })
    const last = periods.at(-1)
    if (last === undefined || !isSame(last, period)) periods.push(period)
    for (const limit of limits) minChargingRate = higher(minChargingRate, minimumOf(limit, unit, situation.voltageV))
  }
  return {
    evseId,
    duration: durationS,
    scheduleStart: formatTime(startMs),
    chargingRateUnit: unit,
    chargingSchedulePeriod: periods,
    ...(minChargingRate !== undefined && { minChargingRate }),
  }
}

/** An EVSE that nothing is known of. */
function unknownEvse(evseId: number): ProfiledEvse {
  return { evseId, phases: 3 }
}

interface Units {
  readonly unit: ChargingRateUnit
  readonly voltageV: number
}

/** The highest limit that may hold, and beside it the lowest when that is another. */
function periodOf(limits: readonly LimitAt[], startPeriod: number, { unit, voltageV }: Units): CompositePeriod {
  const rates = limits.map(({ cap }) => ({ cap, rate: ratePerUnit(cap, unit, voltageV) }))
  const highest = rates.reduce((one, other) => (other.rate > one.rate ? other : one))
  const lowestLimit = Math.min(...rates.map(({ rate }) => rate))
  const band = lowestLimit < highest.rate ? { lowestLimit } : {}
  if (highest.rate === Number.POSITIVE_INFINITY) return { startPeriod, ...band }
  const { phases: numberPhases, phaseToUse } = highest.cap
  const phase = phaseToUse === undefined ? {} : { phaseToUse }
  return { startPeriod, limit: highest.rate, numberPhases, ...phase, ...band }
}

function isSame(one: CompositePeriod, other: CompositePeriod): boolean {
  return (
    one.limit === other.limit &&
    one.lowestLimit === other.lowestLimit &&
    one.numberPhases === other.numberPhases &&
    one.phaseToUse === other.phaseToUse
  )
}

function minimumOf({ minimum, cap }: LimitAt, unit: ChargingRateUnit, voltageV: number): number | undefined {
  if (minimum === undefined || minimum.unit === unit) return minimum?.rate
  const wattPerAmpere = voltageV * cap.phases
  return unit === 'A' ? minimum.rate / wattPerAmpere : minimum.rate * wattPerAmpere
}

function higher(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other)
}
