import type { NodeReading } from '../site/limits.ts'
import type { Plan } from '../site/plan.ts'
import type { Vehicle } from '../site/vehicle.ts'

/** A vehicle with what its station last said of it. */
export interface VehicleNow extends Vehicle {
  /** Metered current, A: the highest of the lines it uses. */
  readonly drawA?: number
  readonly drawAtMs?: number
  /**
   * What the station's status says: the vehicle would take current (`wants`), takes it (`charging`), or refuses it
   * (`declines`: SuspendedEV in OCPP 1.6, or a finished charge). Left out: the meter alone tells.
   */
  readonly wish?: 'wants' | 'charging' | 'declines'
}

/** What is known of a station's point. In `reported` mode a point without a report counts as offline. */
export interface PointReport {
  readonly pointId: string
  readonly online: boolean
  /** Highest sequence of a command that the station accepted. */
  readonly confirmedSequence?: number
  /** A command that it refused: it is not in effect. */
  readonly refusedSequence?: number
}

/** A limit from outside: kW of all vehicles below a node (grid operator, demand response). */
export interface CapNow {
  readonly nodeId: string
  readonly kw: number
}

/** Everything one decision sees. */
export interface ControlInput {
  readonly nowMs: number
  readonly vehicles: readonly VehicleNow[]
  readonly points?: readonly PointReport[]
  readonly readings?: readonly NodeReading[]
  readonly supply?: 'grid' | 'backup'
  readonly caps?: readonly CapNow[]
  readonly plan?: Plan
}
