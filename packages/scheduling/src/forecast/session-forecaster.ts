import { calibrate } from './calibration.ts'
import type { Arrival, CompletedSession } from './completed-session.ts'
import type { LocalClock, LocalTime } from './local-clock.ts'
import { type Levels, NOMINAL, type Quantiles, quantilesOf, type Weighted } from './quantiles.ts'
import { type Quantity, similarityOfTime, similarityOfWishes, wishOf } from './similarity.ts'

/** What a forecast rests on: the driver's own sessions (and the site's), the site's alone, or only the driver's word. */
export type Basis =
  | { readonly kind: 'own'; readonly sessions: number }
  | { readonly kind: 'site'; readonly sessions: number }
  | { readonly kind: 'stated' }

export interface SessionForecast {
  /** From plugging in to leaving, ms. */
  readonly stayMs: Quantiles
  /** Over the whole session, kWh. */
  readonly energyKwh: Quantiles
  readonly basis: Basis
}

/** What is already certain about a session under way: it lasted and took at least this. */
export interface SoFar {
  readonly stayMs: number
  readonly energyKwh: number
}

/**
 * Forecasts how long vehicles stay and how much they take, from sessions that are over. Deterministic: the same
 * sessions learned in the same order give the same forecasts.
 */
export interface SessionForecaster {
  /**
   * Adds a session that is over, and the forecast that was given at its arrival, from which calibration learns. Sessions
   * without sense (NaN, negative) are passed over and `false` is returned.
   */
  learn(session: CompletedSession, given?: SessionForecast): boolean
  /** `undefined` when nothing at all is known: no session at the site, no wish. */
  forecast(arrival: Arrival, soFar?: SoFar): SessionForecast | undefined
}

/** Own sessions that count, and after how many newer ones a session counts half. */
const OWN_SESSIONS = 15
const OWN_HALF = 8
/** The same for a site. */
const SITE_SESSIONS = 1500
const SITE_HALF = 500
/** All sessions of the site together weigh half as much as one of the driver's own. */
const SITE_AS_OWN = 0.5
/** What an own session at another hour, or after another wish, counts at least. */
const OWN_FLOOR = 0.05

interface Remembered {
  readonly session: CompletedSession
  readonly time: LocalTime
}

/** Drivers with a history are forecast better than others, so their levels are their own. */
type Calibration = Record<Quantity, Record<Basis['kind'], Levels>>

interface SiteMemory {
  readonly sessions: Remembered[]
  readonly calibration: Calibration
}

export function createSessionForecaster(clock: LocalClock): SessionForecaster {
  const sites = new Map<string, SiteMemory>()
  const drivers = new Map<string, Remembered[]>()

  function evidence(arrival: Arrival) {
    const site = sites.get(arrival.siteId)
    const own = arrival.driverId === undefined ? [] : (drivers.get(arrival.driverId) ?? [])
    return { site, own, time: clock(arrival.atMs) }
  }

  function forecastOf(arrival: Arrival, soFar?: SoFar): SessionForecast | undefined {
    const known = evidence(arrival)
    const stay = forecastQuantity('stay', arrival, known, soFar)
    const energy = forecastQuantity('energy', arrival, known, soFar)
    if (stay === undefined || energy === undefined) return undefined
    return { stayMs: stay, energyKwh: energy, basis: basisOf(known.own.length, known.site?.sessions.length ?? 0) }
  }

  return {
    forecast: forecastOf,
    learn(session, given) {
      if (!isSound(session)) return false
      const memory = sites.get(session.siteId) ?? newSite()
      sites.set(session.siteId, memory)
      if (given !== undefined) learnLevels(memory.calibration, given, session)
      const remembered = { session, time: clock(session.atMs) }
      keep(memory.sessions, remembered, SITE_SESSIONS)
      if (session.driverId !== undefined) {
        const own = drivers.get(session.driverId) ?? []
        drivers.set(session.driverId, own)
        keep(own, remembered, OWN_SESSIONS)
      }
      return true
    },
  }
}

function newSite(): SiteMemory {
  const nominal = () => ({ own: NOMINAL, site: NOMINAL, stated: NOMINAL })
  return { sessions: [], calibration: { stay: nominal(), energy: nominal() } }
}

function learnLevels({ stay, energy }: Calibration, given: SessionForecast, session: CompletedSession): void {
  const { kind } = given.basis
  stay[kind] = calibrate(stay[kind], given.stayMs, session.stayMs)
  energy[kind] = calibrate(energy[kind], given.energyKwh, session.energyKwh)
}

interface Evidence {
  readonly site: SiteMemory | undefined
  readonly own: readonly Remembered[]
  readonly time: LocalTime
}

function forecastQuantity(quantity: Quantity, arrival: Arrival, known: Evidence, soFar?: SoFar): Quantiles | undefined {
  const wish = wishOf(arrival, quantity)
  const past = soFar === undefined ? 0 : quantity === 'stay' ? soFar.stayMs : soFar.energyKwh
  const outcomes = [...siteOutcomes(quantity, arrival, known), ...ownOutcomes(quantity, arrival, known)]
  const possible = past > 0 ? outcomes.filter(({ value }) => value > past) : outcomes
  const levels = known.site?.calibration[quantity][known.own.length > 0 ? 'own' : 'site']
  const quantiles = quantilesOf(possible, levels)
  if (quantiles !== undefined) return quantiles
  // Longer or more than ever before: it may end at any moment.
  if (outcomes.length > 0) return { p20: past, p50: past, p80: past }
  if (wish === undefined) return undefined
  const stated = Math.max(past, quantity === 'stay' ? wish * 3_600_000 : wish)
  return { p20: stated, p50: stated, p80: stated }
}

function siteOutcomes(quantity: Quantity, arrival: Arrival, { site, own, time }: Evidence): Weighted[] {
  const sessions = site?.sessions ?? []
  const outcomes = sessions.map((one, index) => ({
    value: outcomeOf(one.session, quantity),
    weight:
      0.5 ** ((sessions.length - 1 - index) / SITE_HALF) *
      similarityOfTime(time, one.time) *
      similarityOfWishes(quantity, arrival, one.session),
  }))
  const total = outcomes.reduce((sum, { weight }) => sum + weight, 0)
  if (own.length === 0 || total === 0) return outcomes
  return outcomes.map(({ value, weight }) => ({ value, weight: (weight * SITE_AS_OWN) / total }))
}

function ownOutcomes(quantity: Quantity, arrival: Arrival, { own, time }: Evidence): Weighted[] {
  return own.map((one, index) => ({
    value: outcomeOf(one.session, quantity),
    weight:
      0.5 ** ((own.length - 1 - index) / OWN_HALF) *
      (OWN_FLOOR + similarityOfTime(time, one.time)) *
      (OWN_FLOOR + similarityOfWishes(quantity, arrival, one.session)),
  }))
}

function basisOf(own: number, site: number): Basis {
  if (own > 0) return { kind: 'own', sessions: own }
  return site > 0 ? { kind: 'site', sessions: site } : { kind: 'stated' }
}

function outcomeOf(session: CompletedSession, quantity: Quantity): number {
  return quantity === 'stay' ? session.stayMs : session.energyKwh
}

function keep(list: Remembered[], one: Remembered, most: number): void {
  list.push(one)
  if (list.length > most) list.shift()
}

function isSound({ atMs, stayMs, energyKwh }: CompletedSession): boolean {
  return Number.isFinite(atMs) && Number.isFinite(stayMs) && stayMs >= 0 && Number.isFinite(energyKwh) && energyKwh >= 0
}
