import type { Clock, Timer } from '../platform/clock/index.ts'
import { sleep } from '../platform/clock/index.ts'
import { isDatabaseAway } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'

const PROBE_PERIOD_MS = 1000

/** What waits for the database of a program that ends waits for ever. */
const NEVER = new Promise<void>(() => undefined)

/** `suspect`: writes fail, stations are paused. `down`: for longer than the grace, stations are sent away. */
export type HealthState = 'up' | 'suspect' | 'down'

export interface DatabaseHealthOptions {
  readonly clock: Clock
  readonly graceMs: number
  /** Proves that the database takes writes; throws when it does not. */
  readonly probe: () => Promise<void>
  readonly onChange: (state: HealthState) => void
  readonly log: Logger
}

/** The breaker between the gateway and its database: one prober for all that wait, one switch for all sockets. */
export class DatabaseHealth {
  readonly #options: DatabaseHealthOptions
  #state: HealthState = 'up'
  #recovery: Promise<void> | undefined
  #stopped = false

  constructor(options: DatabaseHealthOptions) {
    this.#options = options
  }

  get state(): HealthState {
    return this.#state
  }

  /** The database failed someone. Resolves when it takes writes again; never once we have stopped. */
  recover(error: unknown): Promise<void> {
    if (this.#stopped) return NEVER
    this.#recovery ??= this.#probeUntilUp(error)
    return this.#recovery
  }

  /** Runs a query again and again while its errors say that the database is away. */
  async persist<Result>(query: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await query()
      } catch (error) {
        if (this.#stopped || !isDatabaseAway(error)) throw error
        await this.recover(error)
      }
    }
  }

  stop(): void {
    this.#stopped = true
  }

  async #probeUntilUp(error: unknown): Promise<void> {
    const { clock, graceMs, probe, log } = this.#options
    log.error({ err: error }, 'The database does not take writes; stations are paused')
    this.#change('suspect')
    const grace: Timer = clock.after(graceMs, () => this.#change('down'))
    while (!this.#stopped) {
      try {
        await probe()
        break
      } catch {
        await sleep(clock, PROBE_PERIOD_MS)
      }
    }
    grace.cancel()
    this.#recovery = undefined
    if (this.#stopped) return NEVER
    log.info('The database takes writes again')
    this.#change('up')
  }

  #change(state: HealthState): void {
    this.#state = state
    this.#options.onChange(state)
  }
}
