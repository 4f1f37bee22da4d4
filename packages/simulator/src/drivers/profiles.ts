import { FAST_DRIVERS } from './fast-charging.ts'
import { PUBLIC_DRIVERS, WORKPLACE_DRIVERS } from './fitted-parameters.ts'
import type { DriverParameters } from './model.ts'

/** Whom a place serves. */
export type DriverProfile = 'workplace' | 'public' | 'fast'

/** Driver parameters by profile. The public data is a sample of transactions, so its rate is set to a usual one. */
export const DRIVER_PROFILES: Readonly<Record<DriverProfile, DriverParameters>> = {
  workplace: WORKPLACE_DRIVERS,
  public: { ...PUBLIC_DRIVERS, sessionsPerEvseDay: 1.3 },
  fast: FAST_DRIVERS,
}
