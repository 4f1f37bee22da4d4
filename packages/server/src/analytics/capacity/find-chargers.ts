import { columnsOf, HOUR_MS, type Visit, type Visits, visitAt } from './visits.ts'

/** How long a driver waits for a charger before driving on. */
export const PATIENCE_MS = HOUR_MS / 4
/** Less is no waiting: the clocks of stations differ, and cars take turns. */
const NOTICED_MS = HOUR_MS / 60

export interface Placed {
  /** Those who found a charger, as they charge there: not before it is free, not faster than it gives. */
  readonly visits: Visits
  readonly waiting: number
  readonly turnedAway: number
}

/**
 * Gives each visit a charger, in the order of arrival: its own when it is free, else the free one that gives it most,
 * else the one that is free first, if that is soon enough.
 */
export function findChargers(visits: Visits, chargerPowerW: Float64Array): Placed {
  const freeAtMs = new Float64Array(chargerPowerW.length).fill(Number.NEGATIVE_INFINITY)
  const found: Visit[] = []
  let waiting = 0
  let turnedAway = 0
  for (let index = 0; index < visits.arrivesAtMs.length; index++) {
    const visit = visitAt(visits, index)
    const charger = chargerFor(visit, freeAtMs, chargerPowerW)
    const startsAtMs = Math.max(visit.arrivesAtMs, freeAtMs[charger] ?? Number.POSITIVE_INFINITY)
    const waitedMs = startsAtMs - visit.arrivesAtMs
    if (waitedMs > PATIENCE_MS) {
      turnedAway += 1
      continue
    }
    if (waitedMs > NOTICED_MS) waiting += 1
    const charged = chargedAt(visit, { charger, startsAtMs, powerW: chargerPowerW[charger] ?? 0 })
    freeAtMs[charger] = charged.leavesAtMs
    found.push(charged)
  }
  return { visits: columnsOf(found), waiting, turnedAway }
}

function chargerFor(visit: Visit, freeAtMs: Float64Array, powerW: Float64Array): number {
  const own = freeAtMs[visit.charger]
  if (own !== undefined && own <= visit.arrivesAtMs + NOTICED_MS) return visit.charger
  let best = -1
  let bestPowerW = 0
  let first = 0
  for (let charger = 0; charger < freeAtMs.length; charger++) {
    const at = freeAtMs[charger] ?? 0
    if (at < (freeAtMs[first] ?? 0)) first = charger
    if (at > visit.arrivesAtMs) continue
    const usedW = Math.min(visit.powerW, powerW[charger] ?? 0)
    // Of two that give the same, the later one: new chargers stand at the end and are taken first.
    if (best === -1 || usedW >= bestPowerW) {
      best = charger
      bestPowerW = usedW
    }
  }
  return best === -1 ? first : best
}

interface Charging {
  readonly charger: number
  readonly startsAtMs: number
  readonly powerW: number
}

function chargedAt(visit: Visit, { charger, startsAtMs, powerW: mostW }: Charging): Visit {
  const stayMs = visit.leavesAtMs - visit.arrivesAtMs
  const powerW = Math.min(visit.powerW, mostW)
  const energyWh = Math.min(visit.energyWh, (powerW * stayMs) / HOUR_MS)
  return { arrivesAtMs: startsAtMs, leavesAtMs: startsAtMs + stayMs, energyWh, powerW, charger }
}
