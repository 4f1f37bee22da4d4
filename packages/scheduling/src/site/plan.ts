/**
 * What the planner wants, as the allocator reads it: slots of equal length from `startMs`. The allocator follows it where
 * the exact limits allow, fills what is left by its own order, and works without one.
 */
export interface Plan {
  readonly madeAtMs: number
  readonly startMs: number
  readonly slotMs: number
  readonly slots: number
  readonly vehicles: readonly VehiclePlan[]
  readonly caps: readonly NodeCap[]
}

export interface VehiclePlan {
  readonly vehicleId: string
  /** Mean amperes of the pilot in each slot, on each line that the vehicle uses; below 0 to discharge. */
  readonly targetA: readonly number[]
  /**
   * What the allocator may do above the target: `cap` nothing, `fill` whatever capacity is left under the caps.
   * Default `fill`.
   */
  readonly above?: 'cap' | 'fill'
}

/** Most that a node's vehicles may take together in each slot: a demand-charge peak, an announced limit, a price. */
export interface NodeCap {
  readonly nodeId: string
  /** kW of the vehicles below the node, on top of its limits. `Infinity` where nothing is asked. */
  readonly vehiclesKw: readonly number[]
}

/** The slot of a plan that holds at an instant; `undefined` outside the plan. */
export function slotAt(plan: Plan, atMs: number): number | undefined {
  const slot = Math.floor((atMs - plan.startMs) / plan.slotMs)
  return slot >= 0 && slot < plan.slots ? slot : undefined
}
