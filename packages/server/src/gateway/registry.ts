import { type Bus, type Subscription, subjectOf } from '../platform/bus/index.ts'
import type { StationIdentity } from '../stations/ids.ts'
import type { StationActor } from './actor/actor.ts'
import { commandSubject, readRoutedCommand } from './commands/route.ts'

interface Seat {
  readonly actor: StationActor
  readonly subscriptions: readonly Subscription[]
}

const RELEASE_TIMEOUT_MS = 2000
const GOING_AWAY_TO_NEWER = 1008

/** The stations whose sockets this process holds, one actor each. */
export class Registry {
  readonly #bus: Bus
  readonly #seats = new Map<StationIdentity, Seat>()
  /** Resolves when everything decided so far is durable. */
  readonly #settled: () => Promise<void>

  constructor(bus: Bus, settled: () => Promise<void>) {
    this.#bus = bus
    this.#settled = settled
  }

  get size(): number {
    return this.#seats.size
  }

  *actors(): Iterable<StationActor> {
    for (const { actor } of this.#seats.values()) yield actor
  }

  get(identity: StationIdentity): StationActor | undefined {
    return this.#seats.get(identity)?.actor
  }

  /** Seats the actor and answers for its station on the bus. */
  seat(actor: StationActor): void {
    const { identity } = actor.state
    this.#remove(identity)
    const subscriptions = [
      this.#bus.serve(commandSubject(identity), async (payload) => {
        const commandId = readRoutedCommand(payload)
        if (commandId !== undefined) actor.deliver(commandId)
        return null
      }),
      this.#bus.serve(releaseSubject(identity), async () => {
        actor.close(GOING_AWAY_TO_NEWER, 'takeover')
        await this.#settled()
        return null
      }),
    ]
    this.#seats.set(identity, { actor, subscriptions })
  }

  /** Unseats the actor if it still holds the seat. */
  leave(actor: StationActor): boolean {
    if (this.#seats.get(actor.state.identity)?.actor !== actor) return false
    this.#remove(actor.state.identity)
    return true
  }

  /** Closes the station's present socket, here or at the other process that holds it, and waits for what it decided. */
  async release(identity: StationIdentity, heldElsewhere: boolean): Promise<StationActor | undefined> {
    const present = this.get(identity)
    if (present !== undefined) {
      present.close(GOING_AWAY_TO_NEWER, 'takeover')
      this.#remove(identity)
    } else if (heldElsewhere) {
      // A process that does not answer is taken for dead; the epoch keeps it from writing connection columns.
      await this.#bus.request(releaseSubject(identity), null, { timeoutMs: RELEASE_TIMEOUT_MS })
    }
    return present
  }

  #remove(identity: StationIdentity): void {
    for (const subscription of this.#seats.get(identity)?.subscriptions ?? []) subscription.stop()
    this.#seats.delete(identity)
  }
}

function releaseSubject(identity: StationIdentity): string {
  return subjectOf('station', identity, 'release')
}
