import type { CompiledSite } from '../site/compile.ts'
import type { VehicleProblem } from '../site/problem.ts'
import type { VehicleNow } from './control-input.ts'

/** A vehicle whose data can be used, on its point. */
export interface Admitted {
  readonly vehicle: VehicleNow
  readonly pointIndex: number
}

/** The vehicles that can be decided on; the points of the others; and what was wrong. Never fails. */
export function admit(
  compiled: CompiledSite,
  vehicles: readonly VehicleNow[],
  nowMs: number,
): {
  readonly admitted: readonly Admitted[]
  /** Points where something may charge that cannot be decided on. */
  readonly contested: ReadonlySet<number>
  readonly problems: readonly VehicleProblem[]
} {
  const problems: VehicleProblem[] = []
  const admitted = new Map<string, Admitted>()
  const holders: (string | undefined)[] = new Array(compiled.points.length)
  const contested = new Set<number>()
  for (const given of vehicles) {
    const pointIndex = compiled.pointIndex.get(given.pointId)
    if (pointIndex === undefined) {
      problems.push({ kind: 'unknown-point', vehicleId: given.id, pointId: given.pointId })
      continue
    }
    const elsewhere = admitted.get(given.id)
    const other = holders[pointIndex]
    if (elsewhere !== undefined) {
      const pointIds = [elsewhere.vehicle.pointId, given.pointId]
      problems.push({ kind: 'vehicle-on-two-points', vehicleId: given.id, pointIds })
      contested.add(pointIndex).add(elsewhere.pointIndex)
    } else if (other !== undefined) {
      problems.push({ kind: 'two-vehicles-on-point', vehicleId: given.id, otherId: other, pointId: given.pointId })
      contested.add(pointIndex)
    } else {
      holders[pointIndex] = given.id
      admitted.set(given.id, { vehicle: isSound(given) ? given : soundVehicle(given, nowMs, problems), pointIndex })
    }
  }
  const all = [...admitted.values()]
  const sound = contested.size === 0 ? all : all.filter(({ pointIndex }) => !contested.has(pointIndex))
  return { admitted: sound, contested, problems }
}

function isSound({ departure, need, maxA, minA, weight, arrivedAtMs, deliveredKwh }: VehicleNow): boolean {
  return (
    Number.isFinite(arrivedAtMs) &&
    deliveredKwh >= 0 &&
    (departure === undefined || (Number.isFinite(departure.atMs) && departure.atMs >= arrivedAtMs)) &&
    (need === undefined || need.kwh >= 0) &&
    (maxA === undefined || maxA >= 0) &&
    (minA === undefined || minA >= 0) &&
    (weight === undefined || (weight > 0 && Number.isFinite(weight)))
  )
}

/** The vehicle without what cannot be true; each thing left out is a problem. */
function soundVehicle(given: VehicleNow, nowMs: number, problems: VehicleProblem[]): VehicleNow {
  const { departure, need, maxA, minA, weight, ...rest } = given
  const isBad = (field: string, value: number | undefined, isGood: (value: number) => boolean) => {
    if (value === undefined || isGood(value)) return false
    problems.push({ kind: 'bad-number', vehicleId: given.id, field, value })
    return true
  }
  const notNegative = (value: number) => value >= 0
  const arrivedAtMs = isBad('arrivedAtMs', given.arrivedAtMs, Number.isFinite) ? nowMs : given.arrivedAtMs
  const deliveredKwh = isBad('deliveredKwh', given.deliveredKwh, notNegative) ? 0 : given.deliveredKwh
  const badDeparture = isBad('departure.atMs', departure?.atMs, Number.isFinite)
  const early = departure !== undefined && departure.atMs < arrivedAtMs
  if (early) {
    problems.push({ kind: 'departure-before-arrival', vehicleId: given.id, departureMs: departure.atMs, arrivedAtMs })
  }
  return {
    ...rest,
    arrivedAtMs,
    deliveredKwh,
    ...(departure === undefined || badDeparture || early ? {} : { departure }),
    ...(need === undefined || isBad('need.kwh', need.kwh, notNegative) ? {} : { need }),
    ...(maxA === undefined || isBad('maxA', maxA, notNegative) ? {} : { maxA }),
    ...(minA === undefined || isBad('minA', minA, notNegative) ? {} : { minA }),
    ...(weight === undefined || isBad('weight', weight, (value) => value > 0 && Number.isFinite(value))
      ? {}
      : { weight }),
  }
}
