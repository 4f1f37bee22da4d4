import type { Plan } from '../site/plan.ts'
import type { VehicleProblem } from '../site/problem.ts'
import type { RowSubject } from '../site/row.ts'

/** A plan, and why it is as it is. */
export interface PlanResult {
  readonly plan: Plan
  readonly vehicles: readonly VehicleOutlook[]
  readonly batteries: readonly BatterySchedule[]
  /** Limits that hold the plan back, the costliest first. */
  readonly binding: readonly BindingLimit[]
  readonly cost: PlanCost
  /** Highest power from the grid that the plan allows itself, kW; left out without a demand charge. */
  readonly peakKw?: number
  /** Vehicles that are not in the plan, or not as they were given. */
  readonly problems: readonly VehicleProblem[]
}

/** What a vehicle will have, and why not more. */
export interface VehicleOutlook {
  readonly vehicleId: string
  /** kWh of the whole session: had already, and with the plan. Net of what it gives back. */
  readonly deliveredKwh: number
  readonly plannedKwh: number
  /** What it wants: the most that it may well need. */
  readonly wantedKwh: number
  /** Of the energy still to come, in the currency of the prices. */
  readonly cost: number
  readonly starts: number
  /** Empty when it gets what it wants. */
  readonly short: readonly ShortReason[]
}

export type ShortReason =
  /** Even alone at full current it could not have more than this in its stay. */
  | { readonly kind: 'stay-too-short'; readonly possibleKwh: number }
  /** A limit of the site is full in this share of its slots. */
  | { readonly kind: 'limit'; readonly subject: RowSubject; readonly share: number }
  /** Another kWh would raise the peak, which costs more than the kWh is worth. */
  | { readonly kind: 'peak'; readonly share: number }
  /** Another kWh costs more than it is worth: its price, or the risk that the vehicle leaves first. */
  | { readonly kind: 'worth' }

export interface BindingLimit {
  readonly subject: RowSubject
  readonly slots: readonly number[]
  /** What one more unit of the limit (A or kW) in all these slots would save. */
  readonly saving: number
}

export interface BatterySchedule {
  readonly batteryId: string
  /** By slot: kW taken (below 0: given), and kWh held at the end. */
  readonly kw: readonly number[]
  readonly storedKwh: readonly number[]
}

/** In the currency of the prices; earnings are below 0. */
export interface PlanCost {
  readonly energy: number
  /** What the plan adds to the demand charge, at today's price of a kW. */
  readonly peak: number
  readonly wear: number
  /** Worth of what vehicles may have needed and do not get. */
  readonly unserved: number
}
