import type { Slice, Stretch } from '../session/timeline.ts'
import type { Candidate, CompiledTariff } from '../tariff/compile.ts'
import type { Choice } from './decision.ts'

/**
 * The smallest stretch that is priced: one tariff, one choice of components. It begins and ends at one second for energy
 * that is priced after a threshold within that second.
 */
export interface Piece extends Stretch {
  readonly slice: Slice
  readonly compiled: CompiledTariff
  readonly chosen: Choice
  /** The fixed price that falls due here. */
  readonly flat: Candidate | undefined
}

export type PieceVisitor = (piece: Piece) => void
