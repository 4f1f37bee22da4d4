import {
  type CompiledSite,
  compileSite,
  loadSolver,
  type PlanRequest,
  type PlanVehicle,
  planSite,
  type Solver,
  seededRandom,
} from '@stationmaster/scheduling'
import type { Row } from './row.ts'

const HOUR_MS = 3_600_000
const NOW = Date.parse('2024-03-05T06:05:00Z')
const PER_FEEDER = 25
const ROTATIONS = ['RST', 'STR', 'TRS'] as const
const PHASES = ['L1', 'L2', 'L3'] as const

interface Size {
  readonly vehicles: number
  readonly limitMs: number
  readonly cases: number
}

const SIZES: readonly Size[] = [
  { vehicles: 200, limitMs: 2000, cases: 40 },
  { vehicles: 1000, limitMs: 10_000, cases: 8 },
]

/**
 * CPU time of plans over 96 slots on sites nobody has seen: one connection that is too small for all, feeders of 25 points of
 * one and three phases, hourly prices, half of the cases with a demand charge. Cold: a solver that has solved nothing yet.
 */
export async function measurePlanner(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { vehicles, limitMs, cases } of SIZES) {
    const site = siteOf(vehicles)
    const cold: number[] = []
    const warm: number[] = []
    for (let seed = 1; seed <= cases; seed++) {
      const request = requestOf(site, vehicles, seed)
      const solver = await loadSolver()
      cold.push(cpuMs(() => plan(request, solver)))
      warm.push(cpuMs(() => plan(fiveMinutesLater(request), solver)))
      solver.dispose()
    }
    const worst = percentile(cold, 0.99)
    const figures = `P50 ${ms(percentile(cold, 0.5))}, P99 ${ms(worst)}; five minutes later P50 ${ms(percentile(warm, 0.5))}, P99 ${ms(percentile(warm, 0.99))}`
    const name = `T8: planner, ${vehicles} vehicles × 96 slots, cold, CPU (${cases} cases)`
    rows.push({ name, limit: `P99 ≤ ${limitMs / 1000} s`, measured: figures, isHeld: worst <= limitMs })
  }
  return rows
}

function plan(request: PlanRequest, solver: Solver): void {
  const outcome = planSite(request, solver, 600_000)
  if (!outcome.ok) throw new Error(`no plan: ${outcome.reason}`)
}

function siteOf(vehicles: number): CompiledSite {
  const feeders = Array.from({ length: Math.ceil(vehicles / PER_FEEDER) }, (_, feeder) => `feeder ${feeder}`)
  const compiled = compileSite({
    id: 'bench',
    voltageV: 230,
    nodes: [
      { id: 'grid', limits: { perPhaseA: vehicles * 6 } },
      ...feeders.map((id) => ({ id, parentId: 'grid', limits: { perPhaseA: 200 } })),
    ],
    points: Array.from({ length: vehicles }, (_, index) => ({
      id: `point ${index}`,
      nodeId: feeders[Math.floor(index / PER_FEEDER)] ?? 'grid',
      wiring:
        index % 2 === 0
          ? ({ kind: 'three-phase', rotation: ROTATIONS[index % 3] ?? 'RST' } as const)
          : ({ kind: 'single-phase', phase: PHASES[index % 3] ?? 'L1' } as const),
      maxA: 32,
      minA: 6,
      steps: { kind: 'continuous' } as const,
    })),
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.value
}

function requestOf(compiled: CompiledSite, vehicles: number, seed: number): PlanRequest {
  const random = seededRandom(seed)
  const buy = Array.from({ length: 30 }, (_, hour) => ({ fromMs: NOW + hour * HOUR_MS, value: 0.1 + 0.2 * random() }))
  return {
    nowMs: NOW,
    compiled,
    vehicles: Array.from({ length: vehicles }, (_, index): PlanVehicle => {
      const departure = { basis: 'estimated', atMs: NOW + (index === 0 ? 23.8 : 2 + 21 * random()) * HOUR_MS } as const
      const need = { basis: 'estimated', kwh: 5 + 40 * random() } as const
      const pointId = `point ${index}`
      return {
        vehicle: { id: `vehicle ${index}`, pointId, arrivedAtMs: NOW - HOUR_MS, departure, need, deliveredKwh: 0 },
      }
    }),
    prices: { buy },
    values: { unservedPerKwh: 0.5 },
    ...(seed % 2 === 0
      ? { demandCharge: { pricePerKw: 15, peakSoFarKw: 0, periodEndMs: NOW + 20 * 24 * HOUR_MS } }
      : {}),
  }
}

function fiveMinutesLater(request: PlanRequest): PlanRequest {
  const vehicles = request.vehicles.map((one) => ({ ...one, vehicle: { ...one.vehicle, deliveredKwh: 0.3 } }))
  return { ...request, nowMs: request.nowMs + 300_000, vehicles }
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}
