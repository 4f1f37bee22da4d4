import type { Visit } from '../drivers/model.ts'
import { drawArrival } from '../energy/vehicle.ts'
import type { Random } from '../random.ts'
import type { Station } from '../station/station.ts'
import type { Scheduler } from '../time/scheduler.ts'

/** What one driver does at one EVSE. */
export interface VisitPlan {
  readonly station: Station
  readonly evseId: number
  readonly idToken: string
  readonly visit: Visit
}

const SECOND_MS = 1_000
/** Share of drivers who hold the card up before they plug in. */
const CARD_FIRST = 0.35
/** Share who stop with the card; the others just pull the plug. */
const STOP_BY_CARD = 0.6

/** Plays a visit: plug and card in either order, the stay, and the departure. False when the EVSE is taken. */
export function playVisit(plan: VisitPlan, scheduler: Scheduler, random: Random): boolean {
  const { station, evseId, idToken, visit } = plan
  const evse = station.evses.find((one) => one.id === evseId)
  if (!evse || evse.charge || evse.pending || evse.fault || !evse.operative) return false
  const arrival = drawArrival({ kind: evse.hardware.kind, energyWh: visit.energyWh }, random)
  const secondStepMs = random.between(5, 40) * SECOND_MS
  const present = () => void station.presentCard(evseId, idToken)
  const plug = () => station.plugIn(evseId, arrival)
  if (random.chance(CARD_FIRST)) {
    present()
    scheduler.after(secondStepMs, plug)
  } else {
    plug()
    scheduler.after(secondStepMs, present)
  }
  scheduler.after(secondStepMs + 20 * SECOND_MS, () => station.exposeToSessionFaults(evseId, visit.stayMs))
  scheduler.after(Math.max(visit.stayMs, 2 * secondStepMs), () => depart(plan, scheduler, random))
  return true
}

function depart({ station, evseId, idToken }: VisitPlan, scheduler: Scheduler, random: Random): void {
  const evse = station.evses.find((one) => one.id === evseId)
  const mine = evse?.session?.record.idToken === idToken
  if (!mine || !random.chance(STOP_BY_CARD)) {
    station.unplug(evseId)
    return
  }
  void station.presentCard(evseId, idToken)
  scheduler.after(random.between(10, 60) * SECOND_MS, () => station.unplug(evseId))
}
