import { evseCapAt, type LimitPlan, limitChanges, limitPlan, ratePerUnit, stationCapAt } from '@stationmaster/ocpp'
import { phasesInUse } from '../energy/charging-curve.ts'
import { PHASE_VOLTAGE_V } from '../energy/hardware.ts'
import { type CurrentWish, shareCurrent } from '../energy/share-current.ts'
import { type StationContext, stationTimeMs } from './context.ts'
import { advanceEvse, type Evse, isSatisfied } from './evse.ts'
import { reportChargingState } from './session-flow.ts'
import { ratedCurrentA, situationOf } from './smart-charging.ts'

/** IEC 61851-1: less cannot be offered, except nothing at all. */
const LEAST_AC_A = 6
/** Limits are looked at again this often at the latest. */
const HORIZON_MS = 86_400_000

/**
 * Works out what every EVSE may draw now, shares what the station has in all, and looks again when a limit changes. What
 * was drawn until now was drawn under the limits until now.
 */
export function applyLimits(station: StationContext): void {
  const { smartCharging, evses, scheduler } = station
  smartCharging.cancelNextChange()
  const isFree = smartCharging.profiles.length === 0
  if (isFree && evses.every((evse) => evse.limitA === Number.POSITIVE_INFINITY)) return
  for (const evse of evses) advanceEvse(evse, scheduler.now())
  if (isFree) for (const evse of evses) evse.limitA = Number.POSITIVE_INFINITY
  else followProfiles(station)
  for (const evse of evses) reportChargingState(station, evse)
}

function followProfiles(station: StationContext): void {
  const nowMs = stationTimeMs(station)
  const plan = limitPlan(situationOf(station), nowMs)
  share(station, plan, nowMs)
  const nextMs = limitChanges(plan, nowMs, nowMs + HORIZON_MS)[0] ?? nowMs + HORIZON_MS
  station.smartCharging.cancelNextChange = station.scheduler.after(nextMs - nowMs, () => applyLimits(station))
}

/** First come, first served when there is too little for all. */
function share(station: StationContext, plan: LimitPlan, nowMs: number): void {
  const charging = station.evses
    .filter(({ session, charge, fault }) => session?.energised === true && charge !== undefined && fault === undefined)
    .toSorted((a, b) => (a.session?.record.startedAtMs ?? 0) - (b.session?.record.startedAtMs ?? 0))
  const wanting = charging.filter((evse) => !isSatisfied(evse))
  const total = stationCapAt(plan, nowMs)
  const granted = shareCurrent(
    wanting.map((evse) => wishOf(plan, evse, nowMs)),
    { ampere: total.ampere, watt: total.watt },
  )
  for (const evse of station.evses) {
    const index = wanting.indexOf(evse)
    const alone = Math.min(wishOf(plan, evse, nowMs).mostA, ratePerUnit(total, 'A', PHASE_VOLTAGE_V))
    evse.limitA = index < 0 ? alone : (granted[index] ?? 0)
  }
}

/** What the EVSE's own profiles let its vehicle have, on the side of the grid. */
function wishOf(plan: LimitPlan, evse: Evse, nowMs: number): CurrentWish {
  const wattPerAmpere = PHASE_VOLTAGE_V * phasesOf(evse)
  const profiled = plan.situation.evses.find(({ evseId }) => evseId === evse.id)
  const { cap, minimum } = profiled
    ? evseCapAt(plan, profiled, nowMs)
    : { cap: { ampere: ratedCurrentA(evse.hardware), watt: Number.POSITIVE_INFINITY }, minimum: undefined }
  const mostA = Math.min(cap.ampere, cap.watt / wattPerAmpere)
  const asked = minimum === undefined ? 0 : minimum.unit === 'A' ? minimum.rate : minimum.rate / wattPerAmpere
  return { mostA, leastA: Math.max(evse.hardware.kind === 'ac' ? LEAST_AC_A : 0, asked), wattPerAmpere }
}

/** Phases that the vehicle loads; this station cannot switch them. */
function phasesOf({ hardware, charge }: Evse): number {
  if (hardware.kind === 'dc') return 3
  return charge ? phasesInUse(hardware, charge.vehicle) : hardware.phases
}
