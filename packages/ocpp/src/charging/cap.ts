import type { ChargingRateUnit, ChargingSchedule, ChargingSchedulePeriod } from './profile.ts'

/** An upper limit in both units at once; infinite where there is none. */
export interface Cap {
  /** Per phase. */
  readonly ampere: number
  /** Of all phases. */
  readonly watt: number
  readonly phases: number
  readonly phaseToUse?: number
}

const NONE = Number.POSITIVE_INFINITY

/** No limit on this many phases. */
export function unlimited(phases: number): Cap {
  return { ampere: NONE, watt: NONE, phases }
}

/** Where a period holds. */
export interface Supply {
  readonly phases: number
  /** Of the vehicle, when known. */
  readonly socPercent?: number | undefined
}

/**
 * What a period allows on a supply. A set point is where the station is to be, so not above it either; nor above
 * `limitAtSoC`, once the vehicle has so much (2.1).
 */
export function capOfPeriod(period: ChargingSchedulePeriod, schedule: ChargingSchedule, supply: Supply): Cap {
  const { chargingRateUnit: unit, limitAtSoC } = schedule
  const { phases, socPercent } = supply
  const isFull = limitAtSoC !== undefined && socPercent !== undefined && socPercent >= limitAtSoC.soc
  const limits = [rateOf(period, unit, 'limit'), rateOf(period, unit, 'setpoint'), isFull ? limitAtSoC.limit : NONE]
  const rate = Math.min(...limits.map((one) => one ?? NONE))
  const used = Math.min(period.numberPhases ?? 3, phases)
  const held = used <= 0 ? 0 : Math.max(0, rate)
  const cap = { ampere: unit === 'A' ? held : NONE, watt: unit === 'W' ? held : NONE, phases: Math.max(1, used) }
  return period.phaseToUse === undefined || used !== 1 ? cap : { ...cap, phaseToUse: period.phaseToUse }
}

/**
 * A limit with values per phase (2.1 limit_L2, limit_L3): in A the lowest holds for all phases, which errs on the safe
 * side; in W they add up.
 */
function rateOf(
  period: ChargingSchedulePeriod,
  unit: ChargingRateUnit,
  name: 'limit' | 'setpoint',
): number | undefined {
  const [first, ...others] = [period[name], period[`${name}_L2`], period[`${name}_L3`]]
  if (first === undefined) return undefined
  return others.reduce((rate: number, other) => {
    if (other === undefined) return rate
    return unit === 'A' ? Math.min(rate, other) : rate + other
  }, first)
}

/** Both at once. */
export function lowest(one: Cap, other: Cap): Cap {
  const phaseToUse = one.phaseToUse ?? other.phaseToUse
  const cap = {
    ampere: Math.min(one.ampere, other.ampere),
    watt: Math.min(one.watt, other.watt),
    phases: Math.min(one.phases, other.phases),
  }
  return phaseToUse === undefined || cap.phases !== 1 ? cap : { ...cap, phaseToUse }
}

/**
 * Of several consumers, or of several supplies, together. Consumers may all hang on the same phase, so their currents add
 * up. The sum of anything unlimited is not limited. All at once: a sum has both a current and a power, and reading it as one
 * number before the next is added would make the order matter.
 */
export function sum([first, ...others]: readonly [Cap, ...Cap[]], voltageV: number): Cap {
  if (others.length === 0) return first
  const caps = [first, ...others]
  const totalIn = (unit: ChargingRateUnit) => caps.reduce((total, cap) => total + ratePerUnit(cap, unit, voltageV), 0)
  return { ampere: totalIn('A'), watt: totalIn('W'), phases: Math.max(...caps.map(({ phases }) => phases)) }
}

/** The limit as one number in a unit; both limits of the cap are kept. */
export function ratePerUnit(cap: Cap, unit: ChargingRateUnit, voltageV: number): number {
  const wattPerAmpere = voltageV * cap.phases
  return unit === 'A' ? Math.min(cap.ampere, cap.watt / wattPerAmpere) : Math.min(cap.watt, cap.ampere * wattPerAmpere)
}
