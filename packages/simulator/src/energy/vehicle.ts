import type { Random } from '../random.ts'
import { type EvseHardware, efficiencyOf } from './hardware.ts'

/** A battery car as the EVSE sees it. */
export interface Vehicle {
  readonly model: string
  /** Usable battery capacity. */
  readonly batteryWh: number
  /** On-board charger. */
  readonly acPhases: 1 | 3
  readonly acMaxCurrentA: number
  /** 0 when the car has no DC inlet. */
  readonly dcMaxPowerW: number
  /** Pack voltage at half charge. */
  readonly packVoltageV: number
  /** State of charge at which the car ends charging by itself, in percent. */
  readonly targetSocPct: number
}

type VehicleModel = Omit<Vehicle, 'targetSocPct'> & { readonly share: number }

/** Fictional models spanning what drives on European roads; shares are rough. */
const MODELS: readonly VehicleModel[] = [
  model('Pebble City', 24_000, 1, 32, 40_000, 350, 8),
  model('Pebble Plus', 40_000, 1, 32, 50_000, 360, 12),
  model('Lark Hatch', 50_000, 3, 16, 100_000, 400, 18),
  model('Lark Estate', 60_000, 3, 16, 130_000, 400, 20),
  model('Fjord Saloon', 77_000, 3, 16, 170_000, 400, 22),
  model('Fjord Tourer', 82_000, 3, 16, 250_000, 800, 10),
  model('Granite Van', 75_000, 3, 16, 115_000, 400, 5),
  model('Heron PHEV', 11_000, 1, 16, 0, 350, 5),
]

function model(
  ...[name, batteryWh, acPhases, acMaxCurrentA, dcMaxPowerW, packVoltageV, share]: [
    string,
    number,
    1 | 3,
    number,
    number,
    number,
    number,
  ]
): VehicleModel {
  return { model: name, batteryWh, acPhases, acMaxCurrentA, dcMaxPowerW, packVoltageV, share }
}

/** What a vehicle must be able to do. */
export interface VehicleNeed {
  readonly kind: EvseHardware['kind']
  /** Energy it wants to take, as the meter of the EVSE will see it. */
  readonly energyWh: number
}

/** A vehicle arriving with a need. */
export interface Arrival {
  readonly vehicle: Vehicle
  readonly socPct: number
}

/** Draws a vehicle that can take `energyWh`, and the state of charge that makes it full after just that much. */
export function drawArrival(need: VehicleNeed, random: Random): Arrival {
  const fitting = MODELS.filter((entry) => canTake(entry, need))
  const largest = MODELS.reduce((a, b) => (b.batteryWh > a.batteryWh ? b : a))
  const chosen = fitting[random.weighted(fitting.map((entry) => entry.share))] ?? largest
  const targetSocPct = need.kind === 'dc' ? random.integer(75, 90) : 100
  const wantedPct = (100 * need.energyWh * efficiencyOf(need.kind)) / chosen.batteryWh
  const { share: _share, ...vehicle } = chosen
  return { vehicle: { ...vehicle, targetSocPct }, socPct: Math.max(3, targetSocPct - wantedPct) }
}

function canTake(entry: VehicleModel, need: VehicleNeed): boolean {
  const room = need.kind === 'dc' ? 0.7 : 0.95
  return need.energyWh <= entry.batteryWh * room && (need.kind === 'ac' || entry.dcMaxPowerW > 0)
}
