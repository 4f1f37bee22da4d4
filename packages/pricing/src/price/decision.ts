import type { Slice, Timeline } from '../session/timeline.ts'
import type { Candidate, CompiledTariff } from '../tariff/compile.ts'
import type { Dimension } from '../tariff/tariff.ts'
import { localClockAt, nextLocalChange } from '../time/local-clock.ts'
import { firstMatch, type Moment } from './match.ts'

/** The component that prices each dimension; none: it is free. */
export type Choice = Readonly<Record<Dimension, Candidate | undefined>>

/** What is charged from a moment on, and until when that cannot change. */
export interface Decision {
  readonly compiled: CompiledTariff
  readonly slice: Slice
  readonly chosen: Choice
  /** Unix seconds, exclusive. */
  readonly untilS: number
  /** Energy of the session, exclusive. */
  readonly untilMilliWh: number
}

/** A point of a session: Unix seconds, and the energy charged before. */
export interface Point {
  readonly atS: number
  readonly energyMilliWh: number
}

/** Which components apply at a point within a slice. */
export function decideAt(compiled: CompiledTariff, timeline: Timeline, slice: Slice, point: Point): Decision {
  const { atS, energyMilliWh } = point
  const contextStartS = (slice.context === 'session' ? timeline.sessionStartS : timeline.reservationStartS) ?? atS
  const { clockTimesS } = compiled
  const usesClock = clockTimesS.length > 0
  const moment: Moment = {
    clock: usesClock ? localClockAt(timeline.zone, atS) : undefined,
    energyMilliWh,
    durationS: atS - contextStartS,
    powerMilliW: slice.powerMilliW,
    currentMilliA: slice.currentMilliA,
  }
  const clockUntilS = usesClock ? nextLocalChange(timeline.zone, atS, clockTimesS) : Infinity
  const durationUntilS = contextStartS + next(compiled.durationThresholds, moment.durationS)
  return {
    compiled,
    slice,
    chosen: chooseAt(compiled, timeline, slice, moment),
    untilS: Math.min(clockUntilS, durationUntilS),
    untilMilliWh: next(compiled.energyThresholds, energyMilliWh),
  }
}

/** Whether a decision still stands at a later moment, so that nothing needs to be looked at again. */
export function stillHolds(decision: Decision, slice: Slice, atS: number, energyMilliWh: number): boolean {
  const { compiled, slice: before } = decision
  return (
    atS < decision.untilS &&
    energyMilliWh < decision.untilMilliWh &&
    slice.context === before.context &&
    slice.chargingS > 0 === before.chargingS > 0 &&
    slice.parkingS > 0 === before.parkingS > 0 &&
    (!compiled.usesPower || slice.powerMilliW === before.powerMilliW) &&
    (!compiled.usesCurrent || slice.currentMilliA === before.currentMilliA)
  )
}

function chooseAt(compiled: CompiledTariff, timeline: Timeline, slice: Slice, moment: Moment): Choice {
  if (slice.context === 'reservation') return chooseReserved(compiled, timeline.isReservationExpired, moment)
  const { ENERGY, TIME, PARKING_TIME, FLAT } = compiled.session
  return {
    ENERGY: firstMatch(ENERGY, moment),
    TIME: slice.chargingS > 0 ? firstMatch(TIME, moment) : undefined,
    PARKING_TIME: slice.parkingS > 0 ? firstMatch(PARKING_TIME, moment) : undefined,
    FLAT: firstMatch(FLAT, moment),
  }
}

/** Only FLAT and TIME count; of a lapsed reservation RESERVATION_EXPIRES wins, for each of them by itself. */
function chooseReserved(compiled: CompiledTariff, isExpired: boolean, moment: Moment): Choice {
  const { RESERVATION, RESERVATION_EXPIRES } = compiled.reservation
  const of = (dimension: 'TIME' | 'FLAT') =>
    (isExpired ? firstMatch(RESERVATION_EXPIRES[dimension], moment) : undefined) ??
    firstMatch(RESERVATION[dimension], moment)
  return { ENERGY: undefined, TIME: of('TIME'), PARKING_TIME: undefined, FLAT: of('FLAT') }
}

function next(thresholds: readonly number[], value: number): number {
  return thresholds.find((threshold) => threshold > value) ?? Infinity
}
