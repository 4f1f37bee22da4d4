import { type Random, seededRandom } from '@stationmaster/scheduling'
import { columnsOf, HOUR_MS, type SiteHistory, type Visit, visitAt } from './visits.ts'

/** Any number would do; that it stays the same makes the same question give the same answer. */
const SEED = 20_240
const WEEK_MS = 168 * HOUR_MS
/** No copy comes at the very minute of its original. */
const JITTER_MS = HOUR_MS

/**
 * The visits of a site and so many more, drawn from its own: each copy comes on the same weekday, within half an hour of
 * the same time, in any week of those known. The first copies are the same however many are drawn.
 */
export function withMoreVisits(history: SiteHistory, added: number): SiteHistory['visits'] {
  const { visits } = history
  const known = visits.arrivesAtMs.length
  if (added === 0 || known === 0) return visits
  const random = seededRandom(SEED)
  const all: Visit[] = []
  for (let index = 0; index < known; index++) all.push(visitAt(visits, index))
  for (let copy = 0; copy < added; copy++) {
    all.push(copyOf(history, visitAt(visits, Math.floor(random() * known)), random))
  }
  return columnsOf(all)
}

/** It wants any charger. */
export const ANY_CHARGER = -1

function copyOf({ fromMs, untilMs }: SiteHistory, visit: Visit, random: Random): Visit {
  const weeks = Math.max(1, Math.floor((untilMs - fromMs) / WEEK_MS))
  const week = Math.floor(random() * weeks)
  const jitterMs = (random() - 0.5) * JITTER_MS
  const stayMs = visit.leavesAtMs - visit.arrivesAtMs
  const ownMs = visit.arrivesAtMs - fromMs
  const sinceMs = untilMs - fromMs < WEEK_MS ? ownMs : (ownMs % WEEK_MS) + week * WEEK_MS
  const arrivesAtMs = Math.max(fromMs, Math.min(fromMs + sinceMs + jitterMs, untilMs))
  return { ...visit, arrivesAtMs, leavesAtMs: arrivesAtMs + stayMs, charger: ANY_CHARGER }
}
