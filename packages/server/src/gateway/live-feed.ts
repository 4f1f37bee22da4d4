import type { Bus } from '../platform/bus/index.ts'
import type { Clock, Timer } from '../platform/clock/index.ts'
import { LIVE_SUBJECT, type LiveNotice } from './live.ts'

/** How long notices are gathered: a screen that is a fifth of a second late is live. */
const PERIOD_MS = 200

/** Gathers notices and publishes each thing that changed once per period, however often it changed. */
export class LiveFeed implements Disposable {
  readonly #bus: Bus
  readonly #timer: Timer
  #notices = new Map<string, LiveNotice>()

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus
    this.#timer = clock.every(PERIOD_MS, () => this.flush())
  }

  add(notice: LiveNotice): void {
    this.#notices.set(keyOf(notice), notice)
  }

  flush(): void {
    if (this.#notices.size === 0) return
    const notices = [...this.#notices.values()]
    this.#notices = new Map()
    this.#bus.publish(LIVE_SUBJECT, notices)
  }

  [Symbol.dispose](): void {
    this.#timer.cancel()
    this.flush()
  }
}

function keyOf(notice: LiveNotice): string {
  switch (notice.kind) {
    case 'station':
      return `s${notice.stationKey}`
    case 'session':
      return notice.sessionId
    case 'progress':
      return `p${notice.sessionId}`
    case 'command':
      return notice.commandId
    case 'quarantine':
      return `q${notice.tenantId} ${notice.identity}`
    case 'refusedHandshake':
      return `r${notice.refusalId}`
  }
}
