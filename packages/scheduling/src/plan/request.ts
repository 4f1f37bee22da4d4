import type { Quantiles } from '../forecast/quantiles.ts'
import type { CompiledSite } from '../site/compile.ts'
import type { NodeReading } from '../site/limits.ts'
import type { Profile } from '../site/time-profile.ts'
import type { Vehicle } from '../site/vehicle.ts'

/** A vehicle with what is believed about it. One that arrives later (a booking) has `arrivedAtMs` in the future. */
export interface PlanVehicle {
  readonly vehicle: Vehicle
  /** When it leaves, epoch ms, from a forecast. Goes before `vehicle.departure`. */
  readonly departureMs?: Quantiles
  /** What it takes in the whole session, kWh, from a forecast. Goes before `vehicle.need`. */
  readonly needKwh?: Quantiles
}

export interface EnergyPrices {
  /** Per kWh from the grid. May be negative. */
  readonly buy: Profile
  /** Per kWh into the grid; counted as no more than `buy`. Left out: what is fed in earns nothing. */
  readonly sell?: Profile
}

/** A charge on the highest power of a billing period. */
export interface DemandCharge {
  readonly pricePerKw: number
  /** The highest of this period until now, kW from the grid. */
  readonly peakSoFarKw: number
  /** A peak that the period will need anyhow (`peakHint`): free up to here. */
  readonly hintKw?: number
  readonly periodEndMs: number
}

/** An announced limit on what vehicles below a node take together (OpenADR, dimming by the grid operator, a contract). */
export interface AnnouncedCap {
  readonly nodeId: string
  readonly vehiclesKw: Profile
}

/** What the site's battery holds now. */
export interface BatteryState {
  readonly batteryId: string
  readonly storedKwh: number
}

/** What things are worth, per kWh in the currency of the prices. */
export interface Values {
  /** A kWh that a vehicle of weight 1 needed and did not get. Energy is never worth more than this. */
  readonly unservedPerKwh: number
  /** Wear for each kWh that a vehicle or a battery gives back. Default 0.1 of `unservedPerKwh`. */
  readonly wearPerKwh?: number
  /** How much more the first kWh of a vehicle is worth than its last: 0 serves the sum, 1 serves the poorest. Default 0.2. */
  readonly fairness?: number
}

export interface PlanRequest {
  readonly nowMs: number
  readonly compiled: CompiledSite
  readonly vehicles: readonly PlanVehicle[]
  readonly prices: EnergyPrices
  readonly values: Values
  readonly demandCharge?: DemandCharge
  readonly caps?: readonly AnnouncedCap[]
  readonly batteries?: readonly BatteryState[]
  /** Meters as they read now; they hold for the first slot, expectations for the others. */
  readonly readings?: readonly NodeReading[]
  readonly supply?: 'grid' | 'backup'
  /** Default 15 minutes. */
  readonly slotMs?: number
  /** Nothing is planned beyond. Default 36 hours. */
  readonly horizonMs?: number
  /** Most times a vehicle may start charging from now on. Left out: as often as it pays. */
  readonly maxStarts?: number
}
