import { TokenBucket } from '../handshake/token-bucket.ts'
import { type Flow, PAUSE } from '../socket/flow.ts'
import type { ActorEnvironment } from './environment.ts'

/** Past its rate a station is read more slowly: what has been read at once is dealt with and paid for in time. */
export class ReadingPace {
  readonly #environment: ActorEnvironment
  readonly #flow: Flow
  readonly #bucket: TokenBucket

  constructor(environment: ActorEnvironment, flow: Flow) {
    const { clock, config } = environment
    this.#environment = environment
    this.#flow = flow
    this.#bucket = new TokenBucket(config.rate.perSecond, config.rate.burst, clock.monotonicMs())
  }

  /** Counts one message; past the rate the socket is paused until it is paid for. */
  count(): void {
    const { clock, metrics } = this.#environment
    if (this.#bucket.spend(clock.monotonicMs()) || !this.#flow.pause(PAUSE.rate)) return
    metrics.paused('rate')
    this.#await()
  }

  #await(): void {
    const { clock, wheel } = this.#environment
    wheel.after(this.#bucket.waitMs(clock.monotonicMs()), () => {
      if (this.#bucket.waitMs(clock.monotonicMs()) > 0) this.#await()
      else this.#flow.resume(PAUSE.rate)
    })
  }
}
