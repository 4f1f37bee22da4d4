import type { ReadingProblem } from '../site/limits.ts'
import type { VehicleProblem } from '../site/problem.ts'
import type { RowSubject } from '../site/row.ts'

/** What a station is to be told now. */
export interface Command {
  readonly sequence: number
  readonly pointId: string
  readonly vehicleId: string
  readonly limitA: number
  /** Lines to charge on, where the station can choose. */
  readonly phases: 1 | 3 | undefined
  readonly purpose: 'lower' | 'raise' | 'refresh' | 'resend'
  /** Until then the limit holds; afterwards the station keeps `thenA` by itself. */
  readonly holdUntilMs: number
  readonly thenA: number
}

/** Why a vehicle does not get more. */
export type Binding =
  | { readonly kind: 'nothing' }
  /** A limit of the site. */
  | { readonly kind: 'limit'; readonly subject: RowSubject }
  | { readonly kind: 'point-maximum' | 'vehicle-maximum'; readonly maxA: number }
  | { readonly kind: 'need-met' | 'phase-switch' | 'bad-data' }
  | { readonly kind: 'draws-less'; readonly drawA: number }
  | { readonly kind: 'not-charging'; readonly nextProbeMs: number }
  | { readonly kind: 'plan'; readonly targetA: number }
  | { readonly kind: 'minimum-off-time' | 'starts-spent' | 'message-budget'; readonly untilMs: number }
  | { readonly kind: 'ramp'; readonly atMostA: number }
  /** Others must confirm that they take less first. */
  | { readonly kind: 'waiting-for-confirmation'; readonly subject: RowSubject }
  | { readonly kind: 'offline' | 'not-controllable'; readonly countedA: number }

/** How far a wish will be met, and what stands in its way. */
export interface Outlook {
  /** kWh still to come by the departure that is believed. */
  readonly expectedKwh: number
  readonly wantedKwh: number
  /** Why less than wanted: the stay is too short at full current, or others need the capacity too. */
  readonly shortBecause: 'time' | 'capacity' | undefined
}

export interface VehicleDecision {
  readonly vehicleId: string
  readonly pointId: string
  /** What the vehicle is to have once everything is confirmed. */
  readonly targetA: number
  /** The most that may be in effect right now. */
  readonly countedA: number
  readonly binding: Binding
  readonly outlook: Outlook | undefined
}

export type ControlProblem =
  | VehicleProblem
  | ReadingProblem
  | { readonly kind: 'bad-meter'; readonly vehicleId: string; readonly value: number }
  | { readonly kind: 'over-draw'; readonly vehicleId: string; readonly drawA: number; readonly limitA: number }
  | { readonly kind: 'refused-command'; readonly pointId: string; readonly sequence: number }
  | { readonly kind: 'unknown-node'; readonly nodeId: string; readonly of: 'cap' | 'plan' }
  | { readonly kind: 'bad-cap'; readonly nodeId: string; readonly kw: number }
  | { readonly kind: 'bad-clock'; readonly nowMs: number }
  /** What cannot be controlled (offline, over-drawing, safe currents) is more than the limit by itself. */
  | { readonly kind: 'limit-cannot-be-kept'; readonly subject: RowSubject; readonly by: number }

export interface Decision {
  readonly commands: readonly Command[]
  readonly vehicles: readonly VehicleDecision[]
  readonly problems: readonly ControlProblem[]
}
