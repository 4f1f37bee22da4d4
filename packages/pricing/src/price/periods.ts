import { type Result, succeed } from '../problem.ts'
import { buildTimeline } from '../session/build-timeline.ts'
import type { Session } from '../session/session.ts'
import type { Stretch } from '../session/timeline.ts'
import type { Candidate } from '../tariff/compile.ts'
import { DIMENSIONS, type Dimension } from '../tariff/tariff.ts'
import type { Context } from './charges.ts'
import type { Piece } from './piece.ts'
import { chooseTariffs, type Tariffs } from './price.ts'
import { walk } from './walk.ts'

/** A stretch of a session in which nothing changes that a price depends on: a ChargingPeriod of OCPI. */
export interface PricedPeriod extends Stretch {
  readonly context: Context
  readonly tariffId: string
  /** Undefined when nobody knows. */
  readonly power: Extremes | undefined
  readonly current: Extremes | undefined
  /** Place of the element that prices each dimension; none: it is free. */
  readonly elements: Readonly<Partial<Record<Dimension, number>>>
}

/** Lowest and highest value, in mW or mA. */
export interface Extremes {
  readonly min: number
  readonly max: number
}

interface Draft extends PricedPeriod {
  readonly chosen: Piece['chosen']
}

/** The periods of a session under a tariff, each beginning where another price applies or another thing happens. */
export function pricedPeriods(tariffs: Tariffs, session: Session): Result<readonly PricedPeriod[]> {
  const timeline = buildTimeline(session)
  if (!timeline.ok) return timeline
  const chosen = chooseTariffs(tariffs, timeline.value)
  if (!chosen.ok) return chosen
  const drafts: Draft[] = []
  walk(timeline.value, chosen.value.of, (piece) => addPiece(drafts, piece))
  return succeed(drafts.map(({ chosen, ...period }) => ({ ...period, elements: elementsOf(chosen) })))
}

function addPiece(drafts: Draft[], piece: Piece): void {
  const draft = draftOf(piece)
  const last = drafts.at(-1)
  if (last !== undefined && continues(last, draft)) drafts[drafts.length - 1] = merge(last, draft)
  else drafts.push(draft)
}

function draftOf({ slice, compiled, chosen, fromS, toS, ...volumes }: Piece): Draft {
  const { energyMilliWh, chargingS, parkingS, reservationS } = volumes
  return {
    context: slice.context,
    tariffId: compiled.tariff.id,
    ...{ fromS, toS, energyMilliWh, chargingS, parkingS, reservationS, chosen },
    power: extremesOf(slice.powerMilliW),
    current: extremesOf(slice.currentMilliA),
    elements: {},
  }
}

function extremesOf(value: number | undefined): Extremes | undefined {
  return value === undefined ? undefined : { min: value, max: value }
}

function continues(before: Draft, after: Draft): boolean {
  return (
    before.context === after.context &&
    before.tariffId === after.tariffId &&
    DIMENSIONS.every((dimension) => isSame(before.chosen[dimension], after.chosen[dimension])) &&
    (after.parkingS === 0 || before.chargingS === 0) &&
    (after.chargingS === 0 || before.parkingS === 0) &&
    (before.power === undefined) === (after.power === undefined) &&
    (before.current === undefined) === (after.current === undefined)
  )
}

function isSame(a: Candidate | undefined, b: Candidate | undefined): boolean {
  return a === b
}

function merge(before: Draft, after: Draft): Draft {
  return {
    ...before,
    toS: after.toS,
    energyMilliWh: before.energyMilliWh + after.energyMilliWh,
    chargingS: before.chargingS + after.chargingS,
    parkingS: before.parkingS + after.parkingS,
    reservationS: before.reservationS + after.reservationS,
    power: span(before.power, after.power),
    current: span(before.current, after.current),
  }
}

function span(a: Extremes | undefined, b: Extremes | undefined): Extremes | undefined {
  return a === undefined || b === undefined ? undefined : { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }
}

function elementsOf(chosen: Piece['chosen']): PricedPeriod['elements'] {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([dimension, candidate]) =>
      candidate === undefined ? [] : [[dimension, candidate.elementIndex]],
    ),
  )
}
