import { type EvseHardware, PHASE_VOLTAGE_V } from './hardware.ts'
import type { Vehicle } from './vehicle.ts'

/** Where a vehicle is in a charge. */
export interface ChargePoint {
  readonly socPct: number
  /** Since the contactors closed. */
  readonly elapsedMs: number
  /** Limit set from outside (charging profile), if any. */
  readonly limitW?: number
}

/** IEC 61851-1: an EV may not be offered less than this, except nothing at all. */
const MIN_AC_CURRENT_A = 6
const AC_RAMP_MS = 5_000
/** Insulation test and pre-charge come before the first DC power. */
const DC_CABLE_CHECK_MS = 12_000
const DC_RAMP_MS = 20_000
const AC_TAPER_FROM_PCT = 97

/** Share of a car's best DC power by state of charge (percent), joined by straight lines. */
const DC_SHAPE: readonly (readonly [socPct: number, share: number])[] = [
  [0, 0.55],
  [8, 0.95],
  [12, 1],
  [40, 1],
  [55, 0.78],
  [70, 0.55],
  [80, 0.38],
  [90, 0.18],
  [97, 0.06],
  [100, 0.02],
]

/** Power a vehicle draws from an EVSE, in W: never above either side's limits, 0 once the target is reached. */
export function chargingPowerW(hardware: EvseHardware, vehicle: Vehicle, point: ChargePoint): number {
  if (point.socPct >= Math.min(100, vehicle.targetSocPct)) return 0
  const powerW = hardware.kind === 'ac' ? acPowerW(hardware, vehicle, point) : dcPowerW(hardware, vehicle, point)
  return Math.max(0, powerW)
}

/** Phases in use between an AC EVSE and a vehicle. */
export function phasesInUse(hardware: EvseHardware, vehicle: Vehicle): 1 | 3 {
  return hardware.kind === 'ac' && hardware.phases === 3 && vehicle.acPhases === 3 ? 3 : 1
}

function acPowerW(hardware: EvseHardware & { kind: 'ac' }, vehicle: Vehicle, point: ChargePoint): number {
  const wattPerAmpere = phasesInUse(hardware, vehicle) * PHASE_VOLTAGE_V
  const offeredA = Math.min(hardware.maxCurrentA, (point.limitW ?? Number.POSITIVE_INFINITY) / wattPerAmpere)
  if (offeredA < MIN_AC_CURRENT_A) return 0
  const currentA = Math.min(offeredA, vehicle.acMaxCurrentA) * ramp(point.elapsedMs, AC_RAMP_MS)
  return currentA * wattPerAmpere * acTaper(point.socPct)
}

/** Constant current until nearly full, then a straight line down to a trickle. */
function acTaper(socPct: number): number {
  if (socPct <= AC_TAPER_FROM_PCT) return 1
  return 1 - 0.8 * ((socPct - AC_TAPER_FROM_PCT) / (100 - AC_TAPER_FROM_PCT))
}

function dcPowerW(hardware: EvseHardware & { kind: 'dc' }, vehicle: Vehicle, point: ChargePoint): number {
  const voltageV = packVoltageV(vehicle, point.socPct)
  const cableW = hardware.maxCurrentA * Math.min(voltageV, hardware.maxVoltageV)
  const limitW = Math.min(hardware.maxPowerW, cableW, point.limitW ?? Number.POSITIVE_INFINITY)
  const carW = vehicle.dcMaxPowerW * dcShare(point.socPct)
  return Math.min(limitW, carW) * ramp(point.elapsedMs - DC_CABLE_CHECK_MS, DC_RAMP_MS)
}

/** Pack voltage rises by about a fifth from empty to full. */
export function packVoltageV(vehicle: Vehicle, socPct: number): number {
  return vehicle.packVoltageV * (0.9 + 0.2 * (socPct / 100))
}

function ramp(elapsedMs: number, lengthMs: number): number {
  return Math.min(1, Math.max(0, elapsedMs / lengthMs))
}

function dcShare(socPct: number): number {
  let [fromPct, fromShare] = [0, 0]
  for (const [pct, share] of DC_SHAPE) {
    if (socPct <= pct) {
      const width = pct - fromPct
      return width === 0 ? share : fromShare + (share - fromShare) * ((socPct - fromPct) / width)
    }
    fromPct = pct
    fromShare = share
  }
  return fromShare
}
