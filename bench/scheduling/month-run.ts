import {
  type AllocatorSettings,
  type BatteryModel,
  buildAllocator,
  compileSite,
  type Faults,
  NO_FAULTS,
  type PointCurrent,
  type ServiceFigures,
  seededRandom,
  serviceFigures,
  simulate,
  type Visit,
} from '@stationmaster/scheduling'
import { type MatrixSite, siteFromMatrix } from './matrix-site.ts'
import type { MonthSet } from './month.ts'

export interface MonthRun {
  readonly set: MonthSet
  readonly site: MatrixSite
  readonly settings?: Partial<AllocatorSettings>
  readonly battery?: (session: MonthSet['sessions'][number], maxKw: number) => BatteryModel
  readonly faults?: {
    readonly faults: Faults
    readonly seed: number
    readonly stepMs: number
    readonly decideEveryMs: number
  }
}

export interface MonthFigures extends ServiceFigures {
  /** Steps in which pilots, or draws, were more than a thousandth beyond a limit. */
  readonly pilotViolations: number
  readonly drawViolations: number
  /** Pilots that the station does not know. */
  readonly invalidPilots: number
  readonly steps: number
}

const MS_PER_MIN = 60_000
const TOLERANCE = 1.001

/** Runs a set of sessions through simulator and allocator, judged by the referee's own rows, not by ours. */
export function runMonth({ set, site, settings = {}, battery, faults }: MonthRun): MonthFigures {
  const compiled = compileSite(siteFromMatrix(site))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const periodMs = set.period_min * MS_PER_MIN
  const judge = openJudge(site)
  const result = simulate({
    allocator: buildAllocator(compiled.value, {
      ...(faults === undefined ? wholeDecisions(periodMs) : { intervalMs: faults.decideEveryMs }),
      ...settings,
    }),
    visits: visitsOf(set, site, battery),
    stepMs: faults?.stepMs ?? periodMs,
    decideEveryMs: faults?.decideEveryMs ?? periodMs,
    faults: faults?.faults ?? NO_FAULTS,
    random: seededRandom(faults?.seed ?? 1),
    kwPerA: () => site.voltage / 1000,
    observe: judge.see,
  })
  return { ...serviceFigures(result), ...judge.found() }
}

/** The reference simulator applies each decision as a whole and has no times of its own. */
function wholeDecisions(intervalMs: number): Partial<AllocatorSettings> {
  const free = { minOnMs: 0, minOffMs: 0, maxStartsPerHour: Number.POSITIVE_INFINITY }
  return { confirmation: 'immediate', intervalMs, staleAfterMs: intervalMs, ...free }
}

function visitsOf(set: MonthSet, site: MatrixSite, battery: MonthRun['battery']): readonly Visit[] {
  const periodMs = set.period_min * MS_PER_MIN
  return set.sessions.map((session) => ({
    id: session.id,
    pointId: site.stations[session.st] ?? '',
    arrivesAtMs: session.a * periodMs,
    leavesAtMs: session.b * periodMs,
    departure: { basis: 'stated', atMs: Math.max(session.est, session.a + 1) * periodMs },
    need: { basis: 'stated', kwh: session.req },
    takesKwh: session.kwh,
    battery: battery?.(session, set.battery_kw) ?? { kind: 'ideal', maxKw: set.battery_kw },
    terminals: ['L1'],
    phasesKnown: false,
  }))
}

function openJudge(site: MatrixSite) {
  const indexOf = new Map(site.stations.map((id, index) => [id, index]))
  const angles = site.phase_deg.map((degrees) => (degrees * Math.PI) / 180)
  let pilotViolations = 0
  let drawViolations = 0
  let invalidPilots = 0
  let steps = 0
  const exceeds = (currents: readonly PointCurrent[], amperesOf: (one: PointCurrent) => number) =>
    site.constraints.some(({ coef, limit }) => {
      let re = 0
      let im = 0
      for (const one of currents) {
        const index = indexOf.get(one.pointId) ?? -1
        const amperes = amperesOf(one) * (coef[index] ?? 0)
        re += amperes * Math.cos(angles[index] ?? 0)
        im += amperes * Math.sin(angles[index] ?? 0)
      }
      return Math.hypot(re, im) > limit * TOLERANCE
    })
  const isInvalid = ({ pointId, pilotA }: PointCurrent) => {
    const allowed = site.allowed_amp?.[indexOf.get(pointId) ?? -1]
    return allowed !== undefined && !allowed.some((amperes) => Math.abs(amperes - pilotA) < 1e-3)
  }
  const see = (currents: readonly PointCurrent[]) => {
    steps += 1
    if (exceeds(currents, ({ pilotA }) => pilotA)) pilotViolations += 1
    if (exceeds(currents, ({ drawA }) => drawA)) drawViolations += 1
    invalidPilots += currents.filter(isInvalid).length
  }
  return { see, found: () => ({ pilotViolations, drawViolations, invalidPilots, steps }) }
}
