import { chargingPowerW } from './charging-curve.ts'
import { type EvseHardware, efficiencyOf } from './hardware.ts'
import type { Arrival, Vehicle } from './vehicle.ts'

/** A vehicle taking energy. Advanced lazily: nothing runs between two looks at it. */
export interface Charge {
  readonly vehicle: Vehicle
  socPct: number
  powerW: number
  elapsedMs: number
  /** Energy delivered since it was created. */
  energyWh: number
}

const STEP_MS = 20_000

/** Starts a charge for a vehicle that has just been connected. */
export function startCharge({ vehicle, socPct }: Arrival): Charge {
  return { vehicle, socPct, powerW: 0, elapsedMs: 0, energyWh: 0 }
}

/** Integrates the charging curve over `durationMs`; returns the energy delivered meanwhile, in Wh. */
export function advanceCharge(charge: Charge, hardware: EvseHardware, durationMs: number, limitW?: number): number {
  const efficiency = efficiencyOf(hardware.kind)
  const capacityWh = charge.vehicle.batteryWh
  const target = Math.min(100, charge.vehicle.targetSocPct)
  let deliveredWh = 0
  for (let leftMs = durationMs; leftMs > 0; leftMs -= STEP_MS) {
    const stepMs = Math.min(STEP_MS, leftMs)
    const point = { socPct: charge.socPct, elapsedMs: charge.elapsedMs + stepMs }
    charge.powerW = chargingPowerW(hardware, charge.vehicle, limitW === undefined ? point : { ...point, limitW })
    charge.elapsedMs += stepMs
    const roomWh = Math.max(0, ((target - charge.socPct) / 100) * capacityWh) / efficiency
    const stepWh = Math.min(roomWh, (charge.powerW * stepMs) / 3_600_000)
    const nextPct = charge.socPct + (100 * stepWh * efficiency) / capacityWh
    charge.socPct = stepWh === roomWh ? Math.max(charge.socPct, target) : Math.min(target, nextPct)
    deliveredWh += stepWh
  }
  if (charge.socPct >= target) charge.powerW = 0
  charge.energyWh += deliveredWh
  return deliveredWh
}
