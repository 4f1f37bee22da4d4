import {
  type CompletedSession,
  createSessionForecaster,
  type Evaluation,
  localClock,
  type SessionForecast,
  type SessionForecaster,
  walkForward,
} from '@stationmaster/scheduling'
import type { Row } from './row.ts'
import { sharedRows } from './shared-data.ts'

export const WORKPLACE_FILE = 'sessions_workplace_us_2019_2020.csv'
export const PUBLIC_FILE = 'sessions_public_nl_2019h1.csv'

const HOUR_MS = 3_600_000
const STAY_LIMIT_H = 1.1
const ENERGY_LIMIT_KWH = 4.1
const OWN_SESSIONS = 3
/** What chance alone may add to an error. */
const CHANCE = 1.02

/** Walk-forward errors on every set that is there, each beside what plain medians and the drivers' own words would give. */
export function measureForecasts(): readonly Row[] | undefined {
  const workplace = workplaceSessions()
  const drivers = publicSessions()
  if (workplace === undefined || drivers === undefined) return undefined
  return [
    ...['caltech', 'jpl'].flatMap((site) => {
      const sessions = workplace.filter(({ siteId }) => siteId === site)
      return rowsOf(`workplace ${site}, drivers unknown`, sessions, 'America/Los_Angeles')
    }),
    ...rowsOf('public, all sessions', drivers, 'Europe/Amsterdam'),
    ...rowsOf(`public, drivers with ≥ ${OWN_SESSIONS} earlier sessions`, drivers, 'Europe/Amsterdam', hasHistory),
  ]
}

type Scored = (session: CompletedSession, forecast: SessionForecast) => boolean

function hasHistory(_: CompletedSession, { basis }: SessionForecast): boolean {
  return basis.kind === 'own' && basis.sessions >= OWN_SESSIONS
}

function rowsOf(name: string, sessions: readonly CompletedSession[], zone: string, scored?: Scored): readonly Row[] {
  const options = scored === undefined ? {} : { scored }
  const ours = walkForward(sessions, createSessionForecaster(localClock(zone)), options)
  // The plain ones score the same sessions, so they need to know which of them have a history.
  const site = walkForward(sessions, medianForecaster('site'), options)
  const own = scored === undefined ? undefined : walkForward(sessions, medianForecaster('own'), options)
  const stated = statedError(sessions)
  return (['stay', 'energy'] as const).map((quantity): Row => {
    const unit = quantity === 'stay' ? 'h' : 'kWh'
    const error = ({ [quantity]: score }: Evaluation) => score.meanAbsoluteError
    const { below, meanAbsoluteError, forecasts } = ours[quantity]
    const others = [
      `site median ${error(site).toFixed(2)}`,
      ...(own === undefined ? [] : [`own median ${error(own).toFixed(2)}`]),
      ...(stated === undefined ? [] : [`stated ${stated[quantity].toFixed(2)}`]),
    ]
    const coverage = `below P20 ${percent(below.p20)}, below P80 ${percent(below.p80)}`
    const baseline = Math.min(error(site), error(own ?? site), stated?.[quantity] ?? Number.POSITIVE_INFINITY)
    // Few sessions cannot tell 20 % from 17 %: two standard errors on top.
    const slack = 0.03 + (forecasts < 1000 ? 2 * Math.sqrt(0.16 / forecasts) : 0)
    return {
      name: `T11: ${quantity}, ${name} (${forecasts})`,
      limit: `≤ ${(baseline * CHANCE).toFixed(2)} ${unit}, the best of ${others.join(', ')} and 2 % for chance; P20 20 ± ${(100 * slack).toFixed(0)} %`,
      measured: `MAE ${meanAbsoluteError.toFixed(2)} ${unit} (${quantity === 'stay' ? STAY_LIMIT_H : ENERGY_LIMIT_KWH} is asked on a 2021 set that is not given); ${coverage}`,
      isHeld: meanAbsoluteError <= baseline * CHANCE && Math.abs(below.p20 - 0.2) <= slack,
    }
  })
}

/** The median of all sessions of the site, or of the driver's own last fifteen; the bar to clear. */
function medianForecaster(of: 'site' | 'own'): SessionForecaster {
  const sites = new Map<string, CompletedSession[]>()
  const owns = new Map<string, CompletedSession[]>()
  return {
    learn(session) {
      keep(sites, session.siteId, session, 2000)
      if (session.driverId !== undefined) keep(owns, session.driverId, session, 15)
      return true
    },
    forecast({ siteId, driverId }) {
      const site = sites.get(siteId) ?? []
      const own = driverId === undefined ? [] : (owns.get(driverId) ?? [])
      const sessions = of === 'own' && own.length > 0 ? own : site
      if (sessions.length === 0) return undefined
      const stay = median(sessions.map(({ stayMs }) => stayMs))
      const energy = median(sessions.map(({ energyKwh }) => energyKwh))
      const basis =
        own.length > 0
          ? ({ kind: 'own', sessions: own.length } as const)
          : ({ kind: 'site', sessions: site.length } as const)
      return {
        stayMs: { p20: stay, p50: stay, p80: stay },
        energyKwh: { p20: energy, p50: energy, p80: energy },
        basis,
      }
    },
  }
}

function keep(lists: Map<string, CompletedSession[]>, key: string, session: CompletedSession, most: number): void {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  list.push(session)
  if (list.length > most) list.shift()
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

function statedError(
  sessions: readonly CompletedSession[],
): { readonly stay: number; readonly energy: number } | undefined {
  const stays = sessions.flatMap(({ stayMs, statedStayMs }) =>
    statedStayMs === undefined ? [] : [Math.abs(stayMs - statedStayMs) / HOUR_MS],
  )
  const energies = sessions.flatMap(({ energyKwh, statedKwh }) =>
    statedKwh === undefined ? [] : [Math.abs(energyKwh - statedKwh)],
  )
  if (stays.length === 0 || energies.length === 0) return undefined
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return { stay: mean(stays), energy: mean(energies) }
}

function workplaceSessions(): readonly CompletedSession[] | undefined {
  return sharedRows(WORKPLACE_FILE)?.map((row) => {
    const atMs = Date.parse(row['arrival'] ?? '')
    const stated = Date.parse(row['estimated_departure'] ?? '')
    const wish = row['requested_kwh'] ?? ''
    return {
      siteId: row['site'] ?? '',
      atMs,
      stayMs: Date.parse(row['departure'] ?? '') - atMs,
      energyKwh: Number(row['delivered_kwh']),
      ...(Number.isFinite(stated) ? { statedStayMs: stated - atMs } : {}),
      ...(wish === '' ? {} : { statedKwh: Number(wish) }),
    }
  })
}

function publicSessions(): readonly CompletedSession[] | undefined {
  return sharedRows(PUBLIC_FILE)?.map((row) => {
    const atMs = Date.parse(row['utc_start'] ?? '')
    const stayMs = Date.parse(row['utc_stop'] ?? '') - atMs
    return { siteId: 'public', driverId: row['card'] ?? '', atMs, stayMs, energyKwh: Number(row['energy_kwh']) }
  })
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
