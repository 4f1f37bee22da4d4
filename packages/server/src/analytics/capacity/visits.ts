/**
 * Visits of a site as columns in the order of arrival: a hundred thousand of them are a few megabytes, and go to a
 * thread without being copied.
 */
export interface Visits {
  readonly arrivesAtMs: Float64Array
  readonly leavesAtMs: Float64Array
  /** What the vehicle takes when nothing is held back. */
  readonly energyWh: Float64Array
  /** The most it draws. */
  readonly powerW: Float64Array
  /** Where it charged: an index of the site's chargers. */
  readonly charger: Int32Array
}

/** One visit. */
export interface Visit {
  readonly arrivesAtMs: number
  readonly leavesAtMs: number
  readonly energyWh: number
  readonly powerW: number
  readonly charger: number
}

export const QUARTER_MS = 900_000
export const HOUR_MS = 3_600_000
/** What a quarter of an hour makes of W. */
export const QUARTER_HOURS = QUARTER_MS / HOUR_MS

/** Room for so many visits. */
export function roomFor(count: number): Visits {
  return {
    arrivesAtMs: new Float64Array(count),
    leavesAtMs: new Float64Array(count),
    energyWh: new Float64Array(count),
    powerW: new Float64Array(count),
    charger: new Int32Array(count),
  }
}

/** Puts a visit at a place of its own. */
export function setVisit(visits: Visits, index: number, visit: Visit): void {
  visits.arrivesAtMs[index] = visit.arrivesAtMs
  visits.leavesAtMs[index] = visit.leavesAtMs
  visits.energyWh[index] = visit.energyWh
  visits.powerW[index] = visit.powerW
  visits.charger[index] = visit.charger
}

export function visitAt(visits: Visits, index: number): Visit {
  return {
    arrivesAtMs: visits.arrivesAtMs[index] ?? 0,
    leavesAtMs: visits.leavesAtMs[index] ?? 0,
    energyWh: visits.energyWh[index] ?? 0,
    powerW: visits.powerW[index] ?? 0,
    charger: visits.charger[index] ?? 0,
  }
}

/** Columns of visits in the order of arrival. */
export function columnsOf(visits: readonly Visit[]): Visits {
  const columns = roomFor(visits.length)
  visits
    .toSorted((a, b) => a.arrivesAtMs - b.arrivesAtMs)
    .forEach((visit, index) => {
      setVisit(columns, index, visit)
    })
  return columns
}

/** What is known of a site: its visits of so long, and what its chargers give at most. */
export interface SiteHistory {
  readonly fromMs: number
  readonly untilMs: number
  readonly timeZone: string
  readonly limitW: number | null
  /** W, for each charger. */
  readonly chargerPowerW: Float64Array
  readonly visits: Visits
}
