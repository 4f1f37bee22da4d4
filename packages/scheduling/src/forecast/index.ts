export { type ArrivalForecast, forecastArrivals } from './arrivals.ts'
export { forecastLoad, type LoadForecast, type LoadOptions, type LoadReading } from './base-load.ts'
export type { Arrival, CompletedSession } from './completed-session.ts'
export { isWeekend, type LocalClock, type LocalTime, localClock, utcClock } from './local-clock.ts'
export { pinballLoss, type Quantiles } from './quantiles.ts'
export {
  type Basis,
  createSessionForecaster,
  type SessionForecast,
  type SessionForecaster,
  type SoFar,
} from './session-forecaster.ts'
export { clearSkyKw, forecastSolar, type SolarForecast, type SolarReading, type SolarSite } from './solar.ts'
export { type Evaluation, type Score, type WalkForwardOptions, walkForward } from './walk-forward.ts'
