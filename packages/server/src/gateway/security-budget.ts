import type { Clock } from '../platform/clock/index.ts'
import { RecentMap } from '../platform/recent-map.ts'
import { isCritical } from '../security/log/event-types.ts'
import type { SecurityEventChange } from '../stations/change.ts'
import type { JournalChange } from './journal/batch.ts'

interface Spent {
  readonly day: number
  readonly kept: Record<'critical' | 'usual', number>
  suppressed: number
}

const DAY_MS = 86_400_000
/** Stations remembered; the one that was quiet for longest begins anew when there are more. */
const REMEMBERED = 100_000

/**
 * Keeps one station from filling the security event log, whose rows can never be removed. So many are kept in a day (UTC),
 * and as many critical ones besides, so that noise cannot drown them. What is more is answered all the same, stays in the
 * timeline, and is told once when it begins and with its number the day after. Outlives sockets: connecting anew is no way out.
 */
export class SecurityEventBudget {
  readonly #perDay: number
  readonly #clock: Clock
  readonly #spent = new RecentMap<number, Spent>(REMEMBERED)

  constructor(perDay: number, clock: Clock) {
    this.#perDay = perDay
    this.#clock = clock
  }

  /** The changes without the events that are too many. */
  within(changes: readonly JournalChange[]): readonly JournalChange[] {
    if (!changes.some(({ kind }) => kind === 'securityEvent')) return changes
    return changes.flatMap((change): readonly JournalChange[] =>
      change.kind === 'securityEvent' ? this.#keep(change) : [change],
    )
  }

  #keep(event: SecurityEventChange): readonly SecurityEventChange[] {
    const { stationKey } = event
    if (stationKey === null) return [event]
    const day = Math.floor(this.#clock.nowMs() / DAY_MS)
    const before = this.#spent.get(stationKey)
    const spent = before?.day === day ? before : { day, kept: { critical: 0, usual: 0 }, suppressed: 0 }
    this.#spent.set(stationKey, spent)
    const late = before !== undefined && before !== spent && before.suppressed > 0
    const news = late ? [suppression(event, { suppressed: before.suppressed })] : []
    const weight = isCritical(event.type) ? 'critical' : 'usual'
    spent.kept[weight] += 1
    if (spent.kept[weight] <= this.#perDay) return [...news, event]
    spent.suppressed += 1
    return spent.suppressed === 1 ? [...news, suppression(event, { perDay: this.#perDay })] : news
  }
}

function suppression({ tenantId, stationKey, receivedAtMs }: SecurityEventChange, detail: object): SecurityEventChange {
  return {
    ...{ kind: 'securityEvent', tenantId, stationKey, receivedAtMs, atMs: receivedAtMs, source: 'csms' },
    type: 'SecurityEventsSuppressed',
    detail: JSON.stringify(detail),
  }
}
