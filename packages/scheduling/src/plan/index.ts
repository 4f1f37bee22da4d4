export type { RequestFault } from './check-request.ts'
export { loadHighs, loadSolver } from './load-solver.ts'
export { peakHint } from './peak.ts'
export type {
  BatterySchedule,
  BindingLimit,
  PlanCost,
  PlanResult,
  ShortReason,
  VehicleOutlook,
} from './plan-result.ts'
export { type PlanOutcome, planSite } from './planner.ts'
export {
  openPlannerThread,
  type PlanAnswer,
  type PlanDelay,
  type PlannerThread,
  type PlannerThreadOptions,
} from './planner-thread.ts'
export type {
  AnnouncedCap,
  BatteryState,
  DemandCharge,
  EnergyPrices,
  PlanRequest,
  PlanVehicle,
  Values,
} from './request.ts'
export type { Solver } from './solver.ts'
