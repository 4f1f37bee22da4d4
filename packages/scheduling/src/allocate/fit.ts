import { keyOfUse } from '../site/compile.ts'
import type { PhaseUse } from '../site/lines.ts'
import type { ChargingPoint } from '../site/site.ts'
import type { Vehicle } from '../site/vehicle.ts'
import { PHASES } from '../site/wiring.ts'
import type { FlatLoad, Layout } from './ledger.ts'
import { type Levels, levelsOf } from './levels.ts'
import type { VehicleMemory } from './memory.ts'

/** How a vehicle and its point go together. */
export interface Fit {
  readonly point: ChargingPoint
  readonly levels: Levels
  readonly load: FlatLoad
  /** The same on one line, where the station can change over. */
  readonly singleLoad: FlatLoad | undefined
}

/** What a fit depends on besides the point. */
interface Traits {
  readonly minA: number | undefined
  readonly maxA: number | undefined
  readonly phases: Vehicle['phases']
  readonly onPhases: VehicleMemory['phases']
  readonly measured: readonly string[] | undefined
}

/** The fits of a layout by point, each kept while the traits of the vehicle there stay the same. */
export type Fits = ({ readonly traits: Traits; readonly fit: Fit } | undefined)[]

/** How a vehicle fits its point; `undefined` for a point that the layout does not have. */
export function fitOf(
  { layout: { compiled, loads }, fits }: { readonly layout: Layout; readonly fits: Fits },
  pointIndex: number,
  vehicle: Vehicle,
  { phases: onPhases }: VehicleMemory,
): Fit | undefined {
  const known = fits[pointIndex]
  if (known !== undefined && isSame(known.traits, vehicle, onPhases)) return known.fit
  const point = compiled.points[pointIndex]?.point
  const byUse = loads[pointIndex]
  if (point === undefined || byUse === undefined) return undefined
  const load = byUse.get(keyOfUse(useOf(point, vehicle, onPhases))) ?? byUse.get('unknown')
  if (load === undefined) return undefined
  const singleLoad = canSwitch(point) ? byUse.get('L1') : undefined
  const { minA, maxA, phases, measuredTerminals: measured } = vehicle
  const fit = { point, levels: levelsOf(point, vehicle), load, singleLoad }
  fits[pointIndex] = { traits: { minA, maxA, phases, onPhases, measured }, fit }
  return fit
}

function isSame(traits: Traits, vehicle: Vehicle, onPhases: VehicleMemory['phases']): boolean {
  return (
    traits.minA === vehicle.minA &&
    traits.maxA === vehicle.maxA &&
    traits.phases === vehicle.phases &&
    traits.onPhases === onPhases &&
    areEqual(traits.measured, vehicle.measuredTerminals)
  )
}

function areEqual(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === b) return true
  return a?.length === b?.length && a?.every((one, index) => one === b?.[index]) === true
}

function canSwitch({ phaseSwitching }: ChargingPoint): boolean {
  return phaseSwitching !== undefined && phaseSwitching !== 'never'
}

function useOf(point: ChargingPoint, vehicle: Vehicle, onPhases: VehicleMemory['phases']): PhaseUse {
  if (point.wiring.kind !== 'three-phase') return { kind: 'all' }
  const switches = canSwitch(point)
  if (switches && onPhases === 1) return { kind: 'terminals', terminals: ['L1'] }
  const measured = vehicle.measuredTerminals?.filter((terminal) => PHASES.includes(terminal)) ?? []
  if (!switches && measured.length > 0) return { kind: 'terminals', terminals: measured }
  if (vehicle.phases === undefined) return { kind: 'unknown' }
  if (vehicle.phases === 3) return { kind: 'all' }
  return { kind: 'terminals', terminals: PHASES.slice(0, vehicle.phases) }
}
