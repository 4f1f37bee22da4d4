import type { Arrival, CompletedSession } from './completed-session.ts'
import { pinballLoss, type Quantiles } from './quantiles.ts'
import type { SessionForecast, SessionForecaster } from './session-forecaster.ts'

/** How good forecasts of one quantity were, in the quantity's unit. */
export interface Score {
  readonly forecasts: number
  /** Mean absolute error of the median. */
  readonly meanAbsoluteError: number
  /** Mean of |error| / (forecast + outcome), 0 to 1. */
  readonly symmetricError: number
  /** Share of outcomes below `p20`, `p50`, `p80`. */
  readonly below: Quantiles
  readonly pinball: number
}

export interface Evaluation {
  /** Hours. */
  readonly stay: Score
  /** kWh. */
  readonly energy: Score
}

export interface WalkForwardOptions {
  /** Only forecasts for which this holds are scored; all sessions are learned. Default all. */
  readonly scored?: (session: CompletedSession, forecast: SessionForecast) => boolean
}

/**
 * Replays sessions in order of time: each is forecast at its arrival from those that were over by then, never from later
 * ones, and learned when it ends.
 */
export function walkForward(
  sessions: readonly CompletedSession[],
  forecaster: SessionForecaster,
  options: WalkForwardOptions = {},
): Evaluation {
  const arrivals = sessions.toSorted((a, b) => a.atMs - b.atMs)
  const ends = sessions.toSorted((a, b) => a.atMs + a.stayMs - (b.atMs + b.stayMs))
  const stay = openScore()
  const energy = openScore()
  const given = new Map<CompletedSession, SessionForecast>()
  let over = 0
  for (const session of arrivals) {
    for (let next = ends[over]; next !== undefined && next.atMs + next.stayMs <= session.atMs; next = ends[++over]) {
      forecaster.learn(next, given.get(next))
      given.delete(next)
    }
    const forecast = forecaster.forecast(arrivalOf(session))
    if (forecast === undefined) continue
    given.set(session, forecast)
    if (options.scored?.(session, forecast) === false) continue
    stay.add(inHours(forecast.stayMs), session.stayMs / 3_600_000)
    energy.add(forecast.energyKwh, session.energyKwh)
  }
  return { stay: stay.close(), energy: energy.close() }
}

/** The session as it looked when it began: nothing of its end may reach the forecaster. */
function arrivalOf({ siteId, driverId, atMs, statedStayMs, statedKwh }: CompletedSession): Arrival {
  return {
    siteId,
    atMs,
    ...(driverId === undefined ? {} : { driverId }),
    ...(statedStayMs === undefined ? {} : { statedStayMs }),
    ...(statedKwh === undefined ? {} : { statedKwh }),
  }
}

function inHours({ p20, p50, p80 }: Quantiles): Quantiles {
  return { p20: p20 / 3_600_000, p50: p50 / 3_600_000, p80: p80 / 3_600_000 }
}

function openScore() {
  let forecasts = 0
  let absolute = 0
  let symmetric = 0
  let pinball = 0
  const below = { p20: 0, p50: 0, p80: 0 }
  return {
    add(forecast: Quantiles, outcome: number): void {
      forecasts += 1
      const error = Math.abs(forecast.p50 - outcome)
      absolute += error
      symmetric += error === 0 ? 0 : error / (forecast.p50 + outcome)
      pinball += pinballLoss(forecast, outcome)
      if (outcome < forecast.p20) below.p20 += 1
      if (outcome < forecast.p50) below.p50 += 1
      if (outcome < forecast.p80) below.p80 += 1
    },
    close(): Score {
      const share = (sum: number) => (forecasts === 0 ? Number.NaN : sum / forecasts)
      return {
        forecasts,
        meanAbsoluteError: share(absolute),
        symmetricError: share(symmetric),
        below: { p20: share(below.p20), p50: share(below.p50), p80: share(below.p80) },
        pinball: share(pinball),
      }
    },
  }
}
