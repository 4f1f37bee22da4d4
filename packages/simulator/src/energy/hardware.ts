/** What an EVSE can deliver. */
export type EvseHardware =
  | {
      readonly kind: 'ac'
      readonly phases: 1 | 3
      /** Per phase, set by wiring and breaker: 6–80 A. */
      readonly maxCurrentA: number
    }
  | {
      readonly kind: 'dc'
      readonly maxPowerW: number
      readonly maxCurrentA: number
      readonly maxVoltageV: number
    }

/** Nominal phase voltage of a European low-voltage grid. */
export const PHASE_VOLTAGE_V = 230

/** Share of the metered energy that reaches the battery: on-board charger and battery take the rest. */
export function efficiencyOf(kind: EvseHardware['kind']): number {
  return kind === 'ac' ? 0.9 : 0.95
}

/** Highest power the EVSE can deliver, in W. */
export function ratedPowerW(hardware: EvseHardware): number {
  return hardware.kind === 'ac' ? hardware.phases * PHASE_VOLTAGE_V * hardware.maxCurrentA : hardware.maxPowerW
}

/** An EVSE of about the given nominal power: 3.7, 7.4, 11, 22 kW AC; everything from 24 kW is DC. */
export function hardwareOfPower(powerW: number): EvseHardware {
  if (powerW >= 24_000) return dcHardware(powerW)
  const phases = powerW > 7_400 ? 3 : 1
  return { kind: 'ac', phases, maxCurrentA: Math.round(powerW / (phases * PHASE_VOLTAGE_V)) }
}

function dcHardware(powerW: number): EvseHardware {
  const maxVoltageV = powerW >= 100_000 ? 920 : 500
  return { kind: 'dc', maxPowerW: powerW, maxCurrentA: Math.min(500, Math.ceil(powerW / 350)), maxVoltageV }
}
