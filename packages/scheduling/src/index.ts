export { type Allocator, allocate, buildAllocator } from './allocate/allocate.ts'
export type { CapNow, ControlInput, PointReport, VehicleNow } from './allocate/control-input.ts'
export type { Binding, Command, ControlProblem, Decision, Outlook, VehicleDecision } from './allocate/decision.ts'
export { type AllocatorMemory, freshMemory } from './allocate/memory.ts'
export { type AllocatorSettings, DEFAULT_SETTINGS } from './allocate/settings.ts'
export * from './forecast/index.ts'
export { jainIndex, type ServiceFigures, serviceFigures } from './metrics/metrics.ts'
export * from './plan/index.ts'
export type { BatteryModel } from './simulate/battery.ts'
export { type RandomSiteOptions, randomSite, randomVisits } from './simulate/random-site.ts'
export { type Faults, NO_FAULTS, type Random, seededRandom, type Visit } from './simulate/scenario.ts'
export { type PointCurrent, type SimulationOptions, type SimulationResult, simulate } from './simulate/simulate.ts'
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
