import type { Slice } from '../session/timeline.ts'
import type { Candidate, CompiledTariff } from '../tariff/compile.ts'
import type { Dimension } from '../tariff/tariff.ts'
import type { Piece } from './piece.ts'

export type Context = Slice['context']

/** How much one component is charged for: mWh, seconds, or once. */
export interface Charge {
  readonly context: Context
  readonly candidate: Candidate
  readonly tariffId: string
  /** Number of the stretch of the session in which its tariff was in force without a change. */
  readonly span: number
  quantity: number
  /** Unix seconds. */
  readonly fromS: number
  toS: number
}

/** Amounts of one context that were measured, and of those the ones that no component prices. */
export type Volumes = Record<Exclude<Dimension, 'FLAT'>, number>

export interface Charges {
  /** In the order in which they began. */
  readonly charges: Charge[]
  /** Of the tariff in force at the end, in a session: the component of each dimension that was charged last. */
  last: Partial<Record<Dimension, Charge>>
  /** The same of the reservation. */
  lastReserved: Charge | undefined
  readonly measured: Volumes & { readonly reservationS: number }
  readonly unpriced: Volumes
  readonly spans: CompiledTariff[]
}

interface Collector extends Charges {
  /** Of the span: by context and number of the component. */
  bySlot: Record<Context, (Charge | undefined)[]>
  measured: Volumes & { reservationS: number }
}

/** Gathers pieces by component. What is charged depends on sums only, so that cutting a piece in two changes nothing. */
export function collectCharges(): { readonly add: (piece: Piece) => void; readonly collected: Charges } {
  const collected: Collector = {
    charges: [],
    last: {},
    lastReserved: undefined,
    measured: { ENERGY: 0, TIME: 0, PARKING_TIME: 0, reservationS: 0 },
    unpriced: { ENERGY: 0, TIME: 0, PARKING_TIME: 0 },
    spans: [],
    bySlot: { session: [], reservation: [] },
  }
  return { collected, add: (piece) => addPiece(collected, piece) }
}

function addPiece(to: Collector, piece: Piece): void {
  if (to.spans.at(-1) !== piece.compiled) {
    to.spans.push(piece.compiled)
    to.bySlot = { session: [], reservation: [] }
    to.last = {}
  }
  if (piece.flat !== undefined) charge(to, piece, piece.flat, 1)
  if (piece.reservationS > 0) {
    to.measured.reservationS += piece.reservationS
    if (piece.chosen.TIME !== undefined) to.lastReserved = charge(to, piece, piece.chosen.TIME, piece.reservationS)
  }
  if (piece.energyMilliWh > 0) addVolume(to, piece, 'ENERGY', piece.energyMilliWh)
  if (piece.chargingS > 0) addVolume(to, piece, 'TIME', piece.chargingS)
  if (piece.parkingS > 0) addVolume(to, piece, 'PARKING_TIME', piece.parkingS)
}

function addVolume(to: Collector, piece: Piece, dimension: keyof Volumes, quantity: number): void {
  to.measured[dimension] += quantity
  const candidate = piece.chosen[dimension]
  if (candidate !== undefined) to.last[dimension] = charge(to, piece, candidate, quantity)
  else if (piece.compiled.session[dimension].length > 0) to.unpriced[dimension] += quantity
}

function charge(to: Collector, piece: Piece, candidate: Candidate, quantity: number): Charge {
  const context = piece.slice.context
  const known = to.bySlot[context][candidate.slot]
  if (known !== undefined) {
    known.quantity += quantity
    known.toS = piece.toS
    return known
  }
  const { fromS, toS, compiled } = piece
  const made = { context, candidate, tariffId: compiled.tariff.id, span: to.spans.length - 1, quantity, fromS, toS }
  to.charges.push(made)
  to.bySlot[context][candidate.slot] = made
  return made
}
