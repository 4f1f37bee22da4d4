import type { Handlers } from '../../api/handler.ts'
import { instant } from '../../api/instant.ts'
import type { LoadBasis } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import { inThread, PlanningDesk } from './planning-desk.ts'
import { readSiteHistory } from './read-history.ts'
import { HOUR_MS, type SiteHistory } from './visits.ts'
import { MOST_VISITS, type Question, visitsAskedFor } from './what-if.ts'

type CapacityHandlers = Pick<Handlers, 'getSiteCapacity' | 'askWhatIf'>

export interface CapacityParts {
  readonly database: Database
  readonly clock: Clock
}

/** What a site carried within the last year, and what it would carry. */
export function capacityHandlers({ database, clock }: CapacityParts): CapacityHandlers {
  const desk = new PlanningDesk()
  const historyOf = async (tenantId: TenantId, siteId: string): Promise<SiteHistory> => {
    const history = await readSiteHistory(database, { tenantId, siteId, nowMs: clock.nowMs() })
    if (history === undefined) throw new Refusal('siteNotFound')
    return history
  }
  return {
    getSiteCapacity: ({ actor, params, signal }) =>
      desk.atDesk(signal, async () => {
        const history = await historyOf(actor.tenantId, params.id)
        const basis = basisOf(params.id, history)
        const reply = await inThread({ kind: 'load', history }, signal)
        if (reply.kind !== 'load') throw new Error('The planning thread answered another question.')
        return { basis, load: reply.load }
      }),

    askWhatIf: ({ actor, params, body, signal }) =>
      desk.atDesk(signal, async () => {
        const history = await historyOf(actor.tenantId, params.id)
        const basis = basisOf(params.id, history)
        const { limitW = history.limitW, growthPercent, ...asked } = body
        const question = { ...asked, limitW, growthPercent }
        refuseTooMany(history, question)
        const reply = await inThread({ kind: 'whatIf', history, question }, signal)
        if (reply.kind !== 'whatIf') throw new Error('The planning thread answered another question.')
        return { basis, ...reply.answer }
      }),
  }
}

function refuseTooMany(history: SiteHistory, question: Question): void {
  if (visitsAskedFor(history, question) <= MOST_VISITS) return
  const field = question.growthPercent === undefined ? 'addedChargers' : 'growthPercent'
  const rule = `must come to no more than ${MOST_VISITS.toLocaleString('en')} visits with those of today`
  throw new Refusal('invalidInput', { errors: [{ field, rule }] })
}

/** To be taken before the visits go to the thread: they are no longer here then. */
function basisOf(siteId: string, { visits, fromMs, untilMs, chargerPowerW, limitW, timeZone }: SiteHistory): LoadBasis {
  return {
    siteId,
    from: instant(new Date(fromMs)),
    to: instant(new Date(untilMs)),
    days: Math.ceil((untilMs - fromMs) / (24 * HOUR_MS)),
    visits: visits.arrivesAtMs.length,
    chargers: chargerPowerW.length,
    limitW,
    timeZone,
  }
}
