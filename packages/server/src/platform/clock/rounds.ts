import type { Logger } from '../logging/index.ts'
import type { Clock, Timer } from './clock.ts'

/** Work done again and again, each kind at its own pace and never twice at once. */
export class Rounds {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #timers: Timer[] = []
  readonly #running = new Set<Promise<void>>()

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock
    this.#logger = logger
  }

  /** Runs `work` every period; a failure is logged and the next round tries again. */
  every(periodMs: number, name: string, work: () => Promise<unknown>): void {
    let isBusy = false
    const round = async () => {
      if (isBusy) return
      isBusy = true
      try {
        await work()
      } catch (error) {
        this.#logger.warn({ err: error, round: name }, 'A periodic step failed and will be tried again')
      } finally {
        isBusy = false
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
