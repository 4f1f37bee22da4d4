import { readNotices } from '../../api/live/notices.ts'
import { LIVE_SUBJECT } from '../../gateway/live.ts'
import type { Bus } from '../../platform/bus/index.ts'
import type { Clock } from '../../platform/clock/index.ts'

/** Wakes callers who wait for a command to end. One subscription for all of them; nobody polls. */
export class OutcomeWaiters {
  /** By command id. */
  readonly #waiting = new Map<string, Set<() => void>>()
  readonly #clock: Clock
  readonly #subscription: { stop(): void }

  constructor({ bus, clock }: { bus: Bus; clock: Clock }) {
    this.#clock = clock
    this.#subscription = bus.subscribe(LIVE_SUBJECT, ({ payload }) => {
      if (this.#waiting.size === 0) return
      for (const notice of readNotices(payload)) {
        if (notice.kind === 'command') for (const wake of this.#waiting.get(notice.commandId) ?? []) wake()
      }
    })
  }

  /**
   * Gives what `read` says as soon as it `isOver`, and at the latest after `waitMs` or when the caller has gone.
   * `start` runs once we listen, so that no change is missed. A lost wake-up costs the rest of the wait, nothing else.
   */
  async until<Value>(
    commandId: string,
    options: {
      readonly waitMs: number
      readonly signal: AbortSignal
      readonly start?: () => Promise<unknown>
      readonly read: () => Promise<Value>
      readonly isOver: (value: Value) => boolean
    },
  ): Promise<Value> {
    const { read, isOver, signal } = options
    const deadlineMs = this.#clock.monotonicMs() + options.waitMs
    const bell = this.#listen(commandId)
    try {
      await options.start?.()
      for (;;) {
        bell.reset()
        const value = await read()
        const leftMs = deadlineMs - this.#clock.monotonicMs()
        if (isOver(value) || leftMs <= 0 || signal.aborted) return value
        await bell.rings(leftMs, signal)
      }
    } finally {
      bell.stop()
    }
  }

  [Symbol.dispose](): void {
    this.#subscription.stop()
    for (const bells of this.#waiting.values()) for (const wake of bells) wake()
  }

  #listen(commandId: string) {
    let bell = Promise.withResolvers<void>()
    const wake = () => bell.resolve()
    const bells = this.#waiting.get(commandId) ?? new Set()
    this.#waiting.set(commandId, bells.add(wake))
    return {
      reset: () => {
        bell = Promise.withResolvers<void>()
      },
      rings: async (forMs: number, signal: AbortSignal) => {
        const timer = this.#clock.after(forMs, wake)
        signal.addEventListener('abort', wake, { once: true })
        await bell.promise
        signal.removeEventListener('abort', wake)
        timer.cancel()
      },
      stop: () => {
        bells.delete(wake)
        if (bells.size === 0) this.#waiting.delete(commandId)
      },
    }
  }
}
