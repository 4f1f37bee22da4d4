import type { Slice } from '../session/timeline.ts'
import type { Candidate, CompiledTariff } from '../tariff/compile.ts'
import type { Choice } from './decision.ts'

/** The smallest stretch that is priced: one tariff, one choice of components. */
export interface Piece {
  readonly slice: Slice
  /** Unix seconds. Equal for energy that is priced after a threshold within its second. */
  readonly fromS: number
  readonly toS: number
  readonly energyMilliWh: number
  readonly chargingS: number
  readonly parkingS: number
  readonly reservationS: number
  readonly compiled: CompiledTariff
  readonly chosen: Choice
  /** The fixed price that falls due here. */
  readonly flat: Candidate | undefined
}

export type PieceVisitor = (piece: Piece) => void
