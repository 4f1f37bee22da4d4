import type { Clock } from '../../platform/clock/index.ts'
import { networkOf } from '../../platform/http/network-of.ts'
import { RecentMap } from '../../platform/recent-map.ts'
import type { SecurityEventChange } from '../../stations/change.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'

/** Somebody was turned away. */
export interface RefusalNote {
  readonly tenantId: TenantId
  /** Null: of no station that we know. */
  readonly stationKey: StationKey | null
  /** A name of the standard's list (2.x appendix 1), or one of ours. */
  readonly type: string
  readonly address: string
  readonly detail: Readonly<Record<string, unknown>>
}

const EVERY_MS = 60_000
/** Kinds of refusals remembered; past it an attack from many addresses is written down more often, never less. */
const REMEMBERED = 10_000

interface Noted {
  readonly atMs: number
  suppressed: number
}

/**
 * Writes refusals into the security event log. One who keeps hammering is written down once a minute with a count: he
 * must not fill the log.
 */
export class RefusalNotes {
  readonly #clock: Clock
  readonly #append: (changes: readonly SecurityEventChange[]) => void
  /** By station (or network) and type. */
  readonly #noted = new RecentMap<string, Noted>(REMEMBERED)

  constructor(clock: Clock, append: (changes: readonly SecurityEventChange[]) => void) {
    this.#clock = clock
    this.#append = append
  }

  note({ tenantId, stationKey, type, address, detail }: RefusalNote): void {
    const key = `${stationKey ?? `${tenantId} ${networkOf(address)}`}/${type}`
    const nowMs = this.#clock.monotonicMs()
    const before = this.#noted.get(key)
    if (before !== undefined && nowMs - before.atMs < EVERY_MS) {
      before.suppressed += 1
      return
    }
    this.#noted.set(key, { atMs: nowMs, suppressed: 0 })
    const repeated = before === undefined || before.suppressed === 0 ? {} : { repeatedBefore: before.suppressed }
    const atMs = this.#clock.nowMs()
    const text = JSON.stringify({ ...detail, address, ...repeated })
    this.#append([
      { kind: 'securityEvent', tenantId, stationKey, receivedAtMs: atMs, source: 'csms', type, atMs, detail: text },
    ])
  }
}
