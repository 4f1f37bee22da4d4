import type { SimulationResult } from '../simulate/simulate.ts'

/** How well a simulation served its vehicles. */
export interface ServiceFigures {
  readonly sessions: number
  readonly wantedKwh: number
  readonly deliveredKwh: number
  /** Delivered over wanted, 0 to 1. */
  readonly energyShare: number
  /** Share of sessions that lack less than 0.1 kWh. */
  readonly metShare: number
  /** Fulfilment that 95 % of the sessions exceed, and the lowest. */
  readonly p5: number
  readonly lowest: number
  /** Jain's index of fulfilment: 1 when all fare the same. */
  readonly jain: number
  readonly peakKw: number
  readonly startsPerSession: number
  readonly messagesPerSessionHour: number
}

/** Fulfilment of each visit is delivered over what it could take, capped at 1. */
export function serviceFigures({ visits, powerKw, messages }: SimulationResult): ServiceFigures {
  const fulfilment = visits
    .filter(({ visit }) => visit.takesKwh > 0)
    .map(({ visit, deliveredKwh }) => Math.min(1, deliveredKwh / visit.takesKwh))
    .sort((a, b) => a - b)
  const wantedKwh = total(visits.map(({ visit }) => visit.takesKwh))
  const deliveredKwh = total(visits.map((one) => one.deliveredKwh))
  const hours = total(visits.map(({ visit }) => visit.leavesAtMs - visit.arrivesAtMs)) / 3_600_000
  const met = visits.filter((one) => one.visit.takesKwh - one.deliveredKwh < 0.1).length
  return {
    sessions: visits.length,
    wantedKwh,
    deliveredKwh,
    energyShare: deliveredKwh / wantedKwh,
    metShare: met / visits.length,
    p5: fulfilment[Math.floor(fulfilment.length * 0.05)] ?? 1,
    lowest: fulfilment[0] ?? 1,
    jain: jainIndex(fulfilment),
    peakKw: powerKw.reduce((peak, kw) => Math.max(peak, kw), 0),
    startsPerSession: total(visits.map(({ starts }) => starts)) / visits.length,
    messagesPerSessionHour: messages / hours,
  }
}

/** (Σx)² / (n·Σx²): 1 when all are equal, 1/n when one has everything. */
export function jainIndex(values: readonly number[]): number {
  const squares = total(values.map((value) => value * value))
  return squares === 0 ? 1 : total(values) ** 2 / (values.length * squares)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
