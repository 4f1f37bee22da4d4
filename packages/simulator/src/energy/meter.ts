import type { Random } from '../random.ts'
import type { Charge } from './charge.ts'
import { packVoltageV, phasesInUse } from './charging-curve.ts'
import { type EvseHardware, PHASE_VOLTAGE_V } from './hardware.ts'

/** One look at a meter. */
export interface MeterSample {
  readonly atMs: number
  /** Whole Wh of the import register. */
  readonly registerWh: number
  readonly powerW: number
  /** Per phase for AC (three entries on a three-phase EVSE), one entry for DC. */
  readonly currentA: readonly number[]
  readonly voltageV: readonly number[]
  readonly currentOfferedA: number
  /** Known on DC only. */
  readonly socPct?: number
}

/** The energy register of an EVSE: only ever grows, unless reset on purpose. */
export interface Meter {
  add(energyWh: number): void
  registerWh(): number
  /** Energy since the meter was made, whatever happened to the register. */
  readonly trueWh: number
  /** A replaced or reset meter: the register starts from 0. */
  reset(): void
}

/** Creates a register with a starting value in Wh. */
export function createMeter(startWh: number): Meter {
  let registerWh = startWh
  let trueWh = 0
  return {
    add: (energyWh) => {
      if (!(energyWh >= 0)) throw new Error('a meter only counts up')
      registerWh += energyWh
      trueWh += energyWh
    },
    registerWh: () => Math.floor(registerWh),
    get trueWh() {
      return trueWh
    },
    reset: () => {
      registerWh = 0
    },
  }
}

/** What a sample is taken from. */
export interface SampleSource {
  readonly hardware: EvseHardware
  readonly meter: Meter
  readonly charge: Charge | undefined
  /** What the EVSE offers now; the rating when left out. */
  readonly offeredA?: number
  readonly random: Random
}

/** Reads every quantity at once, consistent with each other: power = Σ voltage × current. */
export function takeSample({ hardware, meter, charge, offeredA, random }: SampleSource, atMs: number): MeterSample {
  const powerW = charge?.powerW ?? 0
  const electrical = hardware.kind === 'ac' ? acReading(hardware, charge, random) : dcReading(charge)
  const sample = {
    atMs,
    registerWh: meter.registerWh(),
    powerW,
    ...electrical,
    currentOfferedA: offeredA ?? hardware.maxCurrentA,
  }
  return hardware.kind === 'dc' && charge ? { ...sample, socPct: Math.round(charge.socPct) } : sample
}

function acReading(hardware: EvseHardware & { kind: 'ac' }, charge: Charge | undefined, random: Random) {
  const inUse = charge ? phasesInUse(hardware, charge.vehicle) : hardware.phases
  const phaseW = (charge?.powerW ?? 0) / inUse
  const voltageV = Array.from({ length: hardware.phases }, () => PHASE_VOLTAGE_V + random.between(-2.5, 2.5))
  const currentA = voltageV.map((volt, phase) => (phase < inUse ? phaseW / volt : 0))
  return { currentA, voltageV }
}

function dcReading(charge: Charge | undefined) {
  if (!charge) return { currentA: [0], voltageV: [0] }
  const voltage = packVoltageV(charge.vehicle, charge.socPct)
  return { currentA: [charge.powerW / voltage], voltageV: [voltage] }
}
