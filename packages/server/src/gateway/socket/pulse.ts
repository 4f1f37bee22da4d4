import type { WebSocket } from 'ws'
import type { GatewayConfig } from '../../config/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { TimerWheel, WheelTask } from './timer-wheel.ts'

/** What a pulse needs of its process. */
export interface PulseEnvironment {
  readonly config: Pick<GatewayConfig, 'ping' | 'silentSocketTimeoutMs'>
  readonly wheel: TimerWheel
  readonly clock: Clock
  readonly random: Random
}

/** The socket a pulse watches. */
export interface Watched {
  readonly webSocket: WebSocket
  /** A paused socket cannot answer; its silence proves nothing. */
  readonly isPaused: boolean
  readonly isClosed: boolean
  /** Nothing was heard for too long: `silent` never spoke at all, `lost` went quiet. */
  onDead(cause: 'silent' | 'lost'): void
}

const JITTER = 0.1

/** Pings a socket and notices when it is dead. Any frame is a sign of life, a pong too. */
export class Pulse implements WheelTask {
  dueMs = 0
  readonly #environment: PulseEnvironment
  readonly #watched: Watched
  readonly #openedAtMs: number
  #heard = true
  #spoken = false
  #missed = 0

  constructor(environment: PulseEnvironment, watched: Watched) {
    this.#environment = environment
    this.#watched = watched
    this.#openedAtMs = environment.clock.monotonicMs()
    this.#schedule()
  }

  /** A pong or frame has come. */
  heard(): void {
    this.#heard = true
  }

  /** The station has sent a message of its own. */
  spoke(): void {
    this.#heard = true
    this.#spoken = true
  }

  onDue(): void {
    const watched = this.#watched
    if (watched.isClosed) return
    if (this.#silentLeftMs() <= 0) {
      watched.onDead('silent')
      return
    }
    this.#missed = this.#heard || watched.isPaused ? 0 : this.#missed + 1
    if (this.#missed >= this.#environment.config.ping.missed) {
      watched.onDead('lost')
      return
    }
    this.#heard = false
    watched.webSocket.ping()
    this.#schedule()
  }

  #silentLeftMs(): number {
    if (this.#spoken) return Number.POSITIVE_INFINITY
    const { clock, config } = this.#environment
    return this.#openedAtMs + config.silentSocketTimeoutMs - clock.monotonicMs()
  }

  #schedule(): void {
    const { config, random, wheel } = this.#environment
    const pingMs = config.ping.intervalMs * (1 - JITTER + 2 * JITTER * random.fraction())
    wheel.add(this, Math.max(0, Math.min(pingMs, this.#silentLeftMs())))
  }
}
