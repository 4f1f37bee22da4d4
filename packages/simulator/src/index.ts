export { demoFleetStations } from './demo/demo-fleet.ts'
export { type DemoNetwork, type DemoSite, type DemoStation, type DemoToken, demoNetwork } from './demo/demo-network.ts'
export { fitDrivers } from './drivers/fit.ts'
export { type DriverParameters, drawVisit, type Visit } from './drivers/model.ts'
export { DRIVER_PROFILES, type DriverProfile } from './drivers/profiles.ts'
export { type RecordedSession, readSessionFile, type SessionFile } from './drivers/session-file.ts'
export { chargingPowerW } from './energy/charging-curve.ts'
export { type EvseHardware, hardwareOfPower, ratedPowerW } from './energy/hardware.ts'
export { type Arrival, drawArrival, type Vehicle } from './energy/vehicle.ts'
export {
  createFleet,
  type Fleet,
  type FleetEvents,
  type FleetOptions,
  type FleetStationOptions,
} from './fleet/fleet.ts'
export { createRandom, type Random } from './random.ts'
export type { Answer } from './station/call.ts'
export type { Contract, ContractAnswer } from './station/certificates/contract.ts'
export type { OwnCertificate, StationCertificates } from './station/certificates/store.ts'
export type { StationEvents } from './station/context.ts'
export type { GridEvent } from './station/der-controls.ts'
export type { ExternalLimit } from './station/external-limit.ts'
export { FAULTS, type FaultName, type FaultRates } from './station/faults.ts'
export { deliverFile, fetchFile } from './station/files/transfer.ts'
export type { CallRecord, FrameRecord, StationHistory, TrueSession } from './station/history.ts'
export type { Behaviour, ConnectorType, EvseOptions, StationOptions } from './station/options.ts'
export { createStation, type Station } from './station/station.ts'
export type { Statistics } from './station/statistics.ts'
export {
  type Cancel,
  createLapseClock,
  createLapseScheduler,
  createSystemScheduler,
  type LapseClock,
  type LapseOptions,
  type RunningScheduler,
  type Scheduler,
} from './time/scheduler.ts'
export { createVirtualScheduler, type VirtualScheduler } from './time/virtual-scheduler.ts'
