import type { Clock, Timer } from '../platform/clock/index.ts'
import type { Logger } from '../platform/logging/index.ts'

/** Work done again and again, each kind at its own pace and never twice at once. */
export class Rounds {
  readonly #clock: Clock
  readonly #log: Logger
  readonly #timers: Timer[] = []
  readonly #running = new Set<Promise<void>>()

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock
    this.#log = log
  }

  /** Runs `work` every period; a failure is logged and the next round tries again. */
  every(periodMs: number, name: string, work: () => Promise<void>): void {
    let busy = false
    const round = async () => {
      if (busy) return
      busy = true
      try {
        await work()
      } catch (error) {
        this.#log.warn({ err: error, round: name }, 'A periodic step failed and will be tried again')
      } finally {
        busy = false
      }
    }
    this.#timers.push(
      this.#clock.every(periodMs, () => {
        const running = round().finally(() => this.#running.delete(running))
        this.#running.add(running)
      }),
    )
  }

  /** No new rounds; resolves when those under way have ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel()
    await Promise.all(this.#running)
  }
}
