import { localClock } from '@stationmaster/scheduling'
import type { CapacityVerdict, LoadFigures, WhatIf } from '../../contract/index.ts'
import { withMoreVisits } from './added-visits.ts'
import { findChargers, PATIENCE_MS } from './find-chargers.ts'
import { replay } from './replay.ts'
import { energyAbove, figuresOf, percentOf, play, type Scenario, total } from './scenario.ts'
import { typicalDay } from './typical-day.ts'
import type { SiteHistory } from './visits.ts'

/** What is asked, with nothing left open. */
export interface Question {
  readonly addedChargers: number
  readonly chargerPowerW: number
  readonly limitW: number | null
  readonly growthPercent: number | undefined
}

/** As long as no larger share of the energy has to wait, a site is said to carry its chargers. */
const ALLOWED_PERCENT = 1
/** Shares of the time at which the load-duration curve is read. */
const DURATION_PERCENT = Array.from({ length: 101 }, (_, percent) => percent)

export type WhatIfAnswer = Pick<WhatIf, 'assumed' | 'result'>

/** More visits are not replayed, whatever is asked: it takes the memory and the minutes of others. */
export const MOST_VISITS = 1_000_000

/** How many visits a question is about, those of today among them. */
export function visitsAskedFor(history: SiteHistory, { growthPercent, addedChargers }: Question): number {
  return history.visits.arrivesAtMs.length + copiesFor(history, growthPercent ?? growthWith(history, addedChargers))
}

/** Replays the visits of a site, and those that more chargers bring, under a limit. */
export function whatIf(history: SiteHistory, question: Question): WhatIfAnswer {
  const { addedChargers, chargerPowerW, limitW } = question
  const growthPercent = question.growthPercent ?? growthWith(history, addedChargers)
  const addedVisits = copiesFor(history, growthPercent)
  const assumed = {
    addedChargers,
    chargerPowerW,
    limitW,
    growthPercent: Math.round(growthPercent * 100) / 100,
    addedVisits,
    patienceMinutes: PATIENCE_MS / 60_000,
    heldBackPercentAllowed: ALLOWED_PERCENT,
  }
  if (history.visits.arrivesAtMs.length === 0) return { assumed, result: null }
  const { visits, fromMs } = history
  const before = play({ fromMs, visits, chargerPowerW: history.chargerPowerW, limitW: orNone(history.limitW) })
  const after = play({
    fromMs,
    visits: withMoreVisits(history, addedVisits),
    chargerPowerW: withChargers(history, addedChargers, chargerPowerW),
    limitW: orNone(limitW),
  })
  const figures = figuresOf(after)
  const result = {
    verdict: verdictOf(figures, limitW),
    before: figuresOf(before),
    after: figures,
    most: limitW === null ? null : mostChargers(history, { ...question, limitW }),
    typicalDay: typicalDays(history, before, after),
    loadDuration: {
      percent: DURATION_PERCENT,
      beforeW: loadDuration(before.given.powerW),
      afterW: loadDuration(after.given.powerW),
      wantedW: loadDuration(after.wanted.powerW),
    },
  }
  return { assumed, result }
}

function orNone(limitW: number | null): number {
  return limitW ?? Number.POSITIVE_INFINITY
}

/** Each new charger is as busy as one of today. */
function growthWith({ chargerPowerW }: SiteHistory, addedChargers: number): number {
  return chargerPowerW.length === 0 ? 0 : (addedChargers / chargerPowerW.length) * 100
}

function copiesFor({ visits }: SiteHistory, growthPercent: number): number {
  return Math.round((visits.arrivesAtMs.length * growthPercent) / 100)
}

/** New chargers stand after those of today. */
function withChargers({ chargerPowerW }: SiteHistory, added: number, powerW: number): Float64Array {
  return Float64Array.of(...chargerPowerW, ...Array.from({ length: added }, () => powerW))
}

function verdictOf({ hoursOverLimit, heldBackPercent }: LoadFigures, limitW: number | null): CapacityVerdict {
  if (limitW === null) return 'noLimit'
  if (hoursOverLimit === 0) return 'neverReached'
  return heldBackPercent <= ALLOWED_PERCENT ? 'fits' : 'tooTight'
}

/** In search of the most chargers no more visits than eleven times today's are replayed, and never more than MOST_VISITS. */
const MOST_GROWTH_PERCENT = 1000

function mostGrowth({ visits }: SiteHistory): number {
  const room = MOST_VISITS / Math.max(1, visits.arrivesAtMs.length) - 1
  return Math.min(MOST_GROWTH_PERCENT, room * 100)
}

/** The most chargers that are tried: a site that carries five times its own has other questions. */
function mostTried({ chargerPowerW }: SiteHistory): number {
  return Math.min(200, Math.max(20, 5 * chargerPowerW.length))
}

interface LimitedQuestion extends Question {
  readonly limitW: number
}

/** The most new chargers with which no more is held back than is allowed, each as busy as those asked about. */
function mostChargers(history: SiteHistory, question: LimitedQuestion): { chargers: number; isMore: boolean } {
  const { addedChargers, growthPercent } = question
  const perCharger =
    growthPercent === undefined || addedChargers === 0 ? growthWith(history, 1) : growthPercent / addedChargers
  const fits = (chargers: number) => isCarried(history, question, chargers, perCharger * chargers)
  const tried = Math.min(mostTried(history), Math.max(1, Math.floor(mostGrowth(history) / Math.max(1, perCharger))))
  if (!fits(1)) return { chargers: 0, isMore: false }
  let carried = 1
  let tooMany = 2
  for (; tooMany < tried && fits(tooMany); tooMany *= 2) carried = tooMany
  if (tooMany >= tried && fits(tried)) return { chargers: tried, isMore: true }
  tooMany = Math.min(tooMany, tried)
  while (tooMany - carried > 1) {
    const middle = Math.floor((carried + tooMany) / 2)
    if (fits(middle)) carried = middle
    else tooMany = middle
  }
  return { chargers: carried, isMore: false }
}

function isCarried(history: SiteHistory, question: LimitedQuestion, chargers: number, growthPercent: number): boolean {
  const visits = withMoreVisits(history, copiesFor(history, growthPercent))
  const placed = findChargers(visits, withChargers(history, chargers, question.chargerPowerW))
  const wanted = replay(placed.visits, Number.POSITIVE_INFINITY, history.fromMs)
  return percentOf(energyAbove(wanted.powerW, question.limitW), total(wanted.deliveredWh)) <= ALLOWED_PERCENT
}

type Result = NonNullable<WhatIf['result']>

function typicalDays({ fromMs, timeZone }: SiteHistory, before: Scenario, after: Scenario): Result['typicalDay'] {
  const clock = localClock(timeZone)
  const today = typicalDay(before.given.powerW, fromMs, clock)
  const then = typicalDay(after.given.powerW, fromMs, clock)
  return today === null || then === null ? null : { before: today, after: then }
}

/** Power that is exceeded in each share of the time. */
function loadDuration(powerW: Float64Array): number[] {
  const falling = powerW.toSorted((a, b) => b - a)
  const last = falling.length - 1
  return DURATION_PERCENT.map((percent) => Math.round(falling[Math.round((percent / 100) * last)] ?? 0))
}
