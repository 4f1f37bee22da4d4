import type { Note } from '../session/note.ts'
import { shareOf } from '../session/recorded-slices.ts'
import type { Slice, Timeline } from '../session/timeline.ts'
import type { CompiledTariff } from '../tariff/compile.ts'
import { type Decision, decideAt, type Point, stillHolds } from './decision.ts'
import { findBoundaryWithin } from './inner-boundary.ts'
import type { PieceVisitor } from './piece.ts'

/** How far a walk has come. */
interface Progress {
  readonly timeline: Timeline
  readonly visit: PieceVisitor
  readonly notes: Note[]
  /** Energy of the session so far. */
  energyMilliWh: number
  decision: Decision | undefined
  /** A fixed price is due once for the session and once for the reservation, whichever element has it first. */
  readonly hasFlat: Record<Slice['context'], boolean>
}

/**
 * Goes through a session and hands out its pieces in order, each cut where the clock, the duration, the energy or the
 * tariff may choose other components. Energy is cut exactly at a threshold; time in whole seconds, of which each is
 * decided by what is true when it begins.
 */
export function walk(
  timeline: Timeline,
  tariffOf: (slice: Slice) => CompiledTariff,
  visit: PieceVisitor,
): readonly Note[] {
  const hasFlat = { session: false, reservation: false }
  const progress: Progress = { timeline, visit, notes: [], energyMilliWh: 0, decision: undefined, hasFlat }
  for (const slice of withSession(timeline)) {
    const compiled = tariffOf(slice)
    notePowerUnknown(progress, compiled, slice)
    if (slice.isWhole) visitWhole(progress, compiled, slice)
    else visitCut(progress, compiled, slice)
  }
  return progress.notes
}

/** A session that ended when it started has no slice, but its fixed price is due. */
function withSession({ slices, sessionStartS }: Timeline): readonly Slice[] {
  if (sessionStartS === undefined || slices.some(({ context }) => context === 'session')) return slices
  const volumes = { energyMilliWh: 0, chargingS: 0, parkingS: 0, reservationS: 0, powerMilliW: 0, currentMilliA: 0 }
  const at = { fromS: sessionStartS, toS: sessionStartS, tariffId: slices[0]?.tariffId }
  return [...slices, { context: 'session', ...at, ...volumes, isWhole: true }]
}

function visitWhole(progress: Progress, compiled: CompiledTariff, slice: Slice): void {
  const { timeline, energyMilliWh } = progress
  const decision = decideAt(compiled, timeline, slice, { atS: slice.fromS, energyMilliWh })
  const boundaryS = findBoundaryWithin(decision, timeline, energyMilliWh)
  if (boundaryS !== undefined) progress.notes.push({ kind: 'boundary-in-period', fromS: slice.fromS, atS: boundaryS })
  visitPiece(progress, decision, slice, slice)
}

function visitCut(progress: Progress, compiled: CompiledTariff, slice: Slice): void {
  const before = progress.energyMilliWh
  const flowedBy = (atS: number) => (atS >= slice.toS ? slice.energyMilliWh : flowed(slice, atS))
  if (slice.fromS === slice.toS) visitMoment(progress, compiled, slice)
  let atS = slice.fromS
  while (atS < slice.toS) {
    const decision = decisionFor(progress, compiled, slice, atS)
    const endS = Math.min(slice.toS, decision.untilS)
    const energyAtEnd = before + flowedBy(endS)
    if (energyAtEnd <= decision.untilMilliWh) {
      const energyMilliWh = energyAtEnd - progress.energyMilliWh
      visitPiece(progress, decision, slice, { fromS: atS, toS: endS, energyMilliWh })
      atS = endS
    } else {
      const crossS = secondOf(slice, decision.untilMilliWh - before)
      const energyMilliWh = decision.untilMilliWh - progress.energyMilliWh
      visitPiece(progress, decision, slice, { fromS: atS, toS: crossS, energyMilliWh })
      const last = { atS: Math.max(atS, crossS - 1), energyMilliWh: before + flowedBy(crossS) }
      visitEnergy(progress, compiled, slice, last)
      atS = crossS
    }
  }
}

/** Energy without time: two readings within a second. Where the session starts with it, the fixed price is due. */
function visitMoment(progress: Progress, compiled: CompiledTariff, slice: Slice): void {
  const { timeline, energyMilliWh } = progress
  if (slice.fromS === timeline.sessionStartS) {
    const decision = decideAt(compiled, timeline, slice, { atS: slice.fromS, energyMilliWh })
    visitPiece(progress, decision, slice, { ...slice, energyMilliWh: 0 })
  }
  visitEnergy(progress, compiled, slice, { atS: slice.fromS, energyMilliWh: energyMilliWh + slice.energyMilliWh })
}

function decisionFor(progress: Progress, compiled: CompiledTariff, slice: Slice, atS: number): Decision {
  const { decision, timeline, energyMilliWh } = progress
  if (decision?.compiled === compiled && stillHolds(decision, slice, atS, energyMilliWh)) return decision
  progress.decision = decideAt(compiled, timeline, slice, { atS, energyMilliWh })
  return progress.decision
}

/** Energy that flows in one moment, up to that of the point, cut where it crosses thresholds. */
function visitEnergy(progress: Progress, compiled: CompiledTariff, slice: Slice, moment: Point): void {
  const { atS, energyMilliWh: untilMilliWh } = moment
  while (progress.energyMilliWh < untilMilliWh) {
    const decision = decideAt(compiled, progress.timeline, slice, { atS, energyMilliWh: progress.energyMilliWh })
    const energyMilliWh = Math.min(untilMilliWh, decision.untilMilliWh) - progress.energyMilliWh
    const none = { chargingS: 0, parkingS: 0, reservationS: 0, flat: undefined }
    progress.visit({ slice, fromS: atS, toS: atS, energyMilliWh, compiled, chosen: decision.chosen, ...none })
    progress.energyMilliWh += energyMilliWh
  }
}

/** Which part of a slice, and how much of its energy. */
type Part = Pick<Slice, 'fromS' | 'toS' | 'energyMilliWh'>

function visitPiece(progress: Progress, { compiled, chosen }: Decision, slice: Slice, part: Part): void {
  const { fromS, toS, energyMilliWh } = part
  const flat = progress.hasFlat[slice.context] ? undefined : chosen.FLAT
  if (flat !== undefined) progress.hasFlat[slice.context] = true
  const times = slice.isWhole ? slice : timesOf(slice, toS - fromS)
  const { chargingS, parkingS, reservationS } = times
  progress.visit({ slice, fromS, toS, energyMilliWh, chargingS, parkingS, reservationS, compiled, chosen, flat })
  progress.energyMilliWh += energyMilliWh
}

function timesOf(slice: Slice, lengthS: number) {
  return {
    chargingS: slice.chargingS > 0 ? lengthS : 0,
    parkingS: slice.parkingS > 0 ? lengthS : 0,
    reservationS: slice.reservationS > 0 ? lengthS : 0,
  }
}

function flowed({ energyMilliWh, fromS, toS }: Slice, atS: number): number {
  return shareOf(energyMilliWh, atS - fromS, toS - fromS)
}

/** The first second of a slice at which `energyMilliWh` of it have flowed. */
function secondOf(slice: Slice, energyMilliWh: number): number {
  const lengthS = slice.toS - slice.fromS
  const estimate = slice.fromS + Math.floor((energyMilliWh / slice.energyMilliWh) * lengthS)
  let atS = Math.max(slice.fromS, estimate - 1)
  // The estimate is in doubles; the energy is in whole numbers, and they decide.
  while (atS < slice.toS && flowed(slice, atS) < energyMilliWh) atS += 1
  return atS
}

function notePowerUnknown(progress: Progress, compiled: CompiledTariff, slice: Slice): void {
  const isUnknown =
    (compiled.usesPower && slice.powerMilliW === undefined) ||
    (compiled.usesCurrent && slice.currentMilliA === undefined)
  if (!isUnknown || progress.notes.some(({ kind }) => kind === 'power-unknown')) return
  progress.notes.push({ kind: 'power-unknown', atS: slice.fromS })
}
