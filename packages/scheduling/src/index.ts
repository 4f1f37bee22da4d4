export * from './forecast/index.ts'
export { type CompiledPoint, type CompiledSite, compileSite, keyOfUse, type Load } from './site/compile.ts'
export { type Conditions, type NodeReading, vehicleLimits } from './site/limits.ts'
export type { PhaseUse } from './site/lines.ts'
export type { NodeCap, Plan, VehiclePlan } from './site/plan.ts'
export { slotAt } from './site/plan.ts'
export type { Checked, SiteProblem, VehicleProblem } from './site/problem.ts'
export { type Row, type RowSubject, type Term, worstSum } from './site/row.ts'
export type {
  BackupSupply,
  ChargingPoint,
  CurrentSteps,
  NodeLimits,
  PerPhase,
  PhasorLimit,
  PhasorTerm,
  Site,
  SiteNode,
  SolarPlant,
  StationaryBattery,
  Transformer,
  UnmanagedLoad,
} from './site/site.ts'
export type { Profile, ProfileStep } from './site/time-profile.ts'
export { valueAt } from './site/time-profile.ts'
export type { Departure, DischargeAbility, EnergyNeed, Vehicle } from './site/vehicle.ts'
export type { LinePair, Phase, PhaseRotation, Wiring } from './site/wiring.ts'
