import {
  buildAllocator,
  type CompiledSite,
  compileSite,
  NO_FAULTS,
  type PlanVehicle,
  planSite,
  type Solver,
  simulate,
  type Visit,
} from '@stationmaster/scheduling'
import { siteFromMatrix } from './matrix-site.ts'
import { type MonthSet, readMatrixSite, readMonth } from './month.ts'
import { sharedText } from './shared-data.ts'

/** What energy and power cost in a month. */
interface MonthPrices {
  readonly start: string
  /** Per kW of the highest power. */
  readonly demand_charge: number
  /** Per kWh, by period; the last one holds on. */
  readonly price: readonly number[]
}

export interface MonthCost {
  readonly energyShare: number
  readonly peakKw: number
  readonly energyCost: number
  readonly totalCost: number
  readonly plans: number
  readonly violations: number
}

export interface MonthOrder {
  readonly set: string
  readonly capacityKw: number
  readonly pilots: 'continuous' | 'stepped'
  readonly unservedPerKwh: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** The reference simulator applies each decision as a whole and has no least times; what is stated is true. */
const AS_THE_REFERENCE = {
  confirmation: 'immediate',
  minOnMs: 0,
  minOffMs: 0,
  maxStartsPerHour: Number.POSITIVE_INFINITY,
  learn: false,
} as const
/** More than this share above a limit counts as a violation. */
const TOLERANCE = 1e-3

/** Runs planner and allocator against a month in closed loop; `undefined` where the data is not there. */
export function runMonth(order: MonthOrder, solver: Solver): MonthCost | undefined {
  const set = readMonth(order.set)
  const text = sharedText(`sitesim/${order.set}.json`)
  const matrix = set === undefined ? undefined : readMatrixSite(set.site, order.capacityKw, order.pilots)
  if (set === undefined || matrix === undefined || text === undefined) return undefined
  const prices: MonthPrices = JSON.parse(text)
  const compiled = compileSite(siteFromMatrix(matrix))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const month = openMonth(set, prices, compiled.value, matrix.voltage / 1000)
  const planning = planner(month, order, solver)
  solver.forget()
  const { stepMs, kwPerA, visits } = month
  const watch = watchLimits(compiled.value)
  simulate({
    allocator: buildAllocator(compiled.value, { ...AS_THE_REFERENCE, intervalMs: stepMs, staleAfterMs: stepMs }),
    visits,
    stepMs,
    decideEveryMs: stepMs,
    faults: NO_FAULTS,
    random: () => 0.5,
    kwPerA: () => kwPerA,
    observe: (currents, nowMs) => {
      for (const { visit, drawA } of currents) month.take(visit, drawA, nowMs)
      watch.see(currents)
    },
    input: (nowMs) => ({ plan: planning.planAt(nowMs) }),
  })
  return { ...month.bill(), plans: planning.count(), violations: watch.violations() }
}

type Month = ReturnType<typeof openMonth>

/** The month as it goes by: what each vehicle has, what was paid, the peak. */
function openMonth(set: MonthSet, prices: MonthPrices, compiled: CompiledSite, kwPerA: number) {
  const stepMs = set.period_min * MINUTE_MS
  const startMs = Date.parse(prices.start)
  const atMs = (period: number) => startMs + period * stepMs
  const visits = set.sessions.map(
    ({ id, st, a, b, est, req, kwh }): Visit => ({
      id,
      pointId: compiled.points[st]?.point.id ?? '',
      arrivesAtMs: atMs(a),
      leavesAtMs: atMs(b),
      departure: { basis: 'estimated', atMs: atMs(est) },
      need: { basis: 'estimated', kwh: req },
      takesKwh: kwh,
      battery: { kind: 'ideal', maxKw: set.battery_kw },
      terminals: ['L1'],
      phasesKnown: false,
    }),
  )
  const taken = new Map<string, number>()
  const kwAt = new Map<number, number>()
  const buy = prices.price
    .map((value, period) => ({ fromMs: atMs(period), value }))
    .filter(({ value }, period) => value !== prices.price[period - 1])
  const hours = stepMs / (60 * MINUTE_MS)
  return {
    visits,
    taken,
    compiled,
    buy,
    stepMs,
    kwPerA,
    maxA: set.battery_kw / kwPerA,
    pricePerKw: prices.demand_charge,
    endMs: startMs + daysOfMonth(prices.start) * DAY_MS,
    take({ id }: Visit, drawA: number, nowMs: number): void {
      taken.set(id, (taken.get(id) ?? 0) + drawA * kwPerA * hours)
      kwAt.set(nowMs, (kwAt.get(nowMs) ?? 0) + drawA * kwPerA)
    },
    peakKw: () => Math.max(0, ...kwAt.values()),
    bill() {
      const wanted = visits.reduce((sum, { takesKwh }) => sum + takesKwh, 0)
      const delivered = [...taken.values()].reduce((sum, kwh) => sum + kwh, 0)
      const last = prices.price.length - 1
      let energyCost = 0
      for (const [nowMs, kw] of kwAt) {
        energyCost += kw * hours * (prices.price[Math.min(last, Math.round((nowMs - startMs) / stepMs))] ?? 0)
      }
      const peakKw = Math.max(0, ...kwAt.values())
      const totalCost = energyCost + peakKw * prices.demand_charge
      return { energyShare: delivered / wanted, peakKw, energyCost, totalCost }
    },
  }
}

/** Days of the month in which a set begins. */
function daysOfMonth(start: string): number {
  const [year = 0, month = 0] = start.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Plans anew when a vehicle comes or goes and when a slot begins, as the server does. */
function planner({ visits, taken, buy, kwPerA, maxA, ...month }: Month, order: MonthOrder, solver: Solver) {
  const compiled = month.compiled
  let known = ''
  let plan: ReturnType<typeof planned>
  let count = 0
  function planned(nowMs: number, here: readonly Visit[]) {
    count += 1
    const vehicles = here.map(
      (visit): PlanVehicle => ({
        vehicle: {
          id: visit.id,
          pointId: visit.pointId,
          arrivedAtMs: visit.arrivesAtMs,
          deliveredKwh: taken.get(visit.id) ?? 0,
          maxA,
          ...(visit.departure === undefined ? {} : { departure: visit.departure }),
          ...(visit.need === undefined ? {} : { need: visit.need }),
        },
      }),
    )
    const demandCharge = { pricePerKw: month.pricePerKw, peakSoFarKw: month.peakKw(), periodEndMs: month.endMs }
    const request = {
      nowMs,
      compiled,
      vehicles,
      prices: { buy },
      values: { unservedPerKwh: order.unservedPerKwh },
      demandCharge,
    }
    const outcome = planSite(request, solver, 10_000)
    if (!outcome.ok) throw new Error(`no plan: ${outcome.reason}`)
    return outcome.result.plan
  }
  return {
    planAt(nowMs: number) {
      const here = visits.filter(({ arrivesAtMs, leavesAtMs }) => arrivesAtMs <= nowMs && leavesAtMs > nowMs)
      const now = `${Math.floor(nowMs / (15 * MINUTE_MS))} ${here.map(({ id }) => id).join(' ')}`
      if (now !== known || plan === undefined) plan = planned(nowMs, here)
      known = now
      return plan
    },
    count: () => count,
  }
}

/** Adds up every limited conductor from the drawn currents, apart from all code that plans or allocates. */
function watchLimits({ site }: CompiledSite) {
  let violations = 0
  return {
    see(currents: readonly { readonly pointId: string; readonly drawA: number }[]): void {
      const drawn = new Map(currents.map(({ pointId, drawA }) => [pointId, drawA]))
      for (const { limitA, terms } of site.phasorLimits ?? []) {
        let re = 0
        let im = 0
        for (const { pointId, factor, angleDeg } of terms) {
          const amperes = factor * (drawn.get(pointId) ?? 0)
          re += amperes * Math.cos((angleDeg * Math.PI) / 180)
          im += amperes * Math.sin((angleDeg * Math.PI) / 180)
        }
        if (Math.hypot(re, im) > Number(limitA) * (1 + TOLERANCE)) violations += 1
      }
    },
    violations: () => violations,
  }
}
