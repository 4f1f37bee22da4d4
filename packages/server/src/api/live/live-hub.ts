import { type Actor, scopeOf } from '../../accounts/actor.ts'
import { LIVE_SUBJECT } from '../../gateway/live.ts'
import type { Bus } from '../../platform/bus/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { RowScope } from '../../platform/row-scope.ts'
import type { TenantId } from '../../stations/ids.ts'
import { limitReaders, liveViewOf } from './live-view.ts'
import { readNotices } from './notices.ts'
import { type LiveReaders, type LiveStream, TenantFeed } from './tenant-feed.ts'

const TICK_MS = 15_000

export interface HubServices {
  readonly bus: Bus
  readonly clock: Clock
  readonly logger: Logger
  /** Readers of the rows of a scope. */
  readonly readersOf: (tenantId: TenantId, scope: RowScope) => LiveReaders
}

/** All open live streams of this process; those who see the same share a feed. */
export class LiveHub {
  readonly #services: HubServices
  readonly #feeds = new Map<string, TenantFeed>()
  readonly #subscription: { stop(): void }
  readonly #ticking: { cancel(): void }

  constructor(services: HubServices) {
    this.#services = services
    this.#subscription = services.bus.subscribe(LIVE_SUBJECT, ({ payload }) => {
      if (this.#feeds.size === 0) return
      for (const notice of readNotices(payload)) {
        for (const feed of this.#feeds.values()) if (feed.tenantId === notice.tenantId) feed.note(notice)
      }
    })
    this.#ticking = services.clock.every(TICK_MS, () => this.#tick())
  }

  /** Adds a stream; the result removes it. */
  open(actor: Actor, stream: LiveStream): () => void {
    const scope = scopeOf(actor)
    const key = liveViewOf(actor)
    const readers = limitReaders(this.#services.readersOf(actor.tenantId, scope), actor)
    const feed = this.#feeds.get(key) ?? new TenantFeed(scope, readers, this.#services)
    this.#feeds.set(key, feed)
    feed.streams.add(stream)
    return () => {
      feed.streams.delete(stream)
      if (feed.streams.size === 0 && this.#feeds.get(key) === feed) this.#feeds.delete(key)
    }
  }

  [Symbol.dispose](): void {
    this.#subscription.stop()
    this.#ticking.cancel()
  }

  #tick(): void {
    const at = new Date(this.#services.clock.nowMs()).toISOString()
    for (const feed of this.#feeds.values()) feed.broadcast({ type: 'tick', at })
  }
}
