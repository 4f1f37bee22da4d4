import { HOUR_MS, QUARTER_HOURS, QUARTER_MS, type Visits } from './visits.ts'

/** What visits draw under a limit, quarter of an hour by quarter of an hour. */
export interface Replay {
  /** Mean power of each quarter from the beginning. */
  readonly powerW: Float64Array
  /** For each visit, what it got, and the quarter in which it got the last of it. */
  readonly deliveredWh: Float64Array
  readonly doneIn: Int32Array
}

interface Charging {
  readonly index: number
  /** Wh that it can take in the quarter under way. */
  wantsWh: number
}

/**
 * Replays visits under a limit that all share: each charges at its full power from its arrival; where that is too much
 * for all, each gets the same, and those who want less leave the rest to the others.
 */
export function replay(visits: Visits, limitW: number, fromMs: number): Replay {
  const count = visits.arrivesAtMs.length
  const quarters = quartersOf(visits, fromMs)
  const powerW = new Float64Array(quarters)
  const deliveredWh = new Float64Array(count)
  const doneIn = new Int32Array(count)
  let charging: Charging[] = []
  let next = 0
  for (let quarter = 0; quarter < quarters; quarter++) {
    const startMs = fromMs + quarter * QUARTER_MS
    const endMs = startMs + QUARTER_MS
    for (; next < count && (visits.arrivesAtMs[next] ?? 0) < endMs; next++) charging.push({ index: next, wantsWh: 0 })
    if (charging.length === 0) continue
    let wantedWh = 0
    for (const one of charging) {
      one.wantsWh = wantOf(visits, one.index, deliveredWh[one.index] ?? 0, startMs)
      wantedWh += one.wantsWh
    }
    const shareWh = fairShare(charging, wantedWh, limitW * QUARTER_HOURS)
    let givenWh = 0
    for (const { index, wantsWh } of charging) {
      const gotWh = Math.min(wantsWh, shareWh)
      if (gotWh > 0) doneIn[index] = quarter
      deliveredWh[index] = (deliveredWh[index] ?? 0) + gotWh
      givenWh += gotWh
    }
    powerW[quarter] = givenWh / QUARTER_HOURS
    charging = charging.filter(({ index }) => isCharging(visits, index, deliveredWh[index] ?? 0, endMs))
  }
  return { powerW, deliveredWh, doneIn }
}

/** Below this nothing is left to charge, Wh. */
const NOTHING_WH = 1e-6

function quartersOf(visits: Visits, fromMs: number): number {
  const lastMs = visits.leavesAtMs.reduce((last, at) => Math.max(last, at), fromMs)
  return Math.max(1, Math.ceil((lastMs - fromMs) / QUARTER_MS))
}

function wantOf(visits: Visits, index: number, gotWh: number, startMs: number): number {
  const fromMs = Math.max(startMs, visits.arrivesAtMs[index] ?? 0)
  const untilMs = Math.min(startMs + QUARTER_MS, visits.leavesAtMs[index] ?? 0)
  const mostWh = ((visits.powerW[index] ?? 0) * Math.max(0, untilMs - fromMs)) / HOUR_MS
  return Math.min(mostWh, Math.max(0, (visits.energyWh[index] ?? 0) - gotWh))
}

function isCharging(visits: Visits, index: number, gotWh: number, nowMs: number): boolean {
  return (visits.leavesAtMs[index] ?? 0) > nowMs && (visits.energyWh[index] ?? 0) - gotWh > NOTHING_WH
}

/** The most that anybody gets, so that all together get what there is. */
function fairShare(charging: readonly Charging[], wantedWh: number, thereWh: number): number {
  if (wantedWh <= thereWh) return Number.POSITIVE_INFINITY
  let leftWh = thereWh
  let others = charging.length
  for (const { wantsWh } of charging.toSorted((a, b) => a.wantsWh - b.wantsWh)) {
    const shareWh = leftWh / others
    if (wantsWh >= shareWh) return shareWh
    leftWh -= wantsWh
    others -= 1
  }
  return Number.POSITIVE_INFINITY
}
