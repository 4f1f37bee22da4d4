import { z } from 'zod'
import type { Bus, Payload, Subscription } from '../platform/bus/index.ts'
import { RecentMap } from '../platform/recent-map.ts'
import type { StationIdentity } from '../stations/ids.ts'
import type { StationActor } from './actor/actor.ts'
import { commandSubject, readRoutedCommand } from './commands/route.ts'
import { releaseSocket, releaseSubject } from './release.ts'
import { CLOSE } from './socket/close-code.ts'

interface Seat {
  readonly actor: StationActor
  readonly subscriptions: readonly Subscription[]
}

/** Tells all processes that one of them has taken a station from another. */
const TAKEN_SUBJECT = 'gateway.taken'
/** Takings remembered for handshakes that are still under way here. */
const REMEMBERED_TAKINGS = 10_000

const Taking = z.object({ identity: z.string(), epoch: z.number() })

/** The stations whose sockets this process holds, one actor each. */
export class Registry implements Disposable {
  readonly #bus: Bus
  /** By folded identity. */
  readonly #seats = new Map<string, Seat>()
  /** Resolves when everything decided so far is durable. */
  readonly #settled: () => Promise<void>
  /** The newest epoch another process has announced, by identity. */
  readonly #takings = new RecentMap<string, number>(REMEMBERED_TAKINGS)
  readonly #announcements: Subscription

  constructor(bus: Bus, settled: () => Promise<void>) {
    this.#bus = bus
    this.#settled = settled
    this.#announcements = bus.subscribe(TAKEN_SUBJECT, ({ payload }) => this.#onTaken(payload))
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

  /** Seats the actor and answers for its station on the bus; one that has been overtaken meanwhile is closed. */
  seat(actor: StationActor): void {
    const { identity } = actor.state
    this.#remove(identity)
    if ((this.#takings.get(identity) ?? 0) > actor.epoch) {
      actor.close(CLOSE.policyViolation, 'takeover')
      return
    }
    const subscriptions = [
      this.#bus.serve(commandSubject(identity), async (payload) => {
        const commandId = readRoutedCommand(payload)
        if (commandId !== undefined) actor.deliver(commandId)
        return null
      }),
      this.#bus.serve(releaseSubject(identity), async () => {
        actor.close(CLOSE.policyViolation, 'takeover')
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
      present.close(CLOSE.policyViolation, 'takeover')
      this.#remove(identity)
    } else if (heldElsewhere) {
      await releaseSocket(this.#bus, identity)
    }
    return present
  }

  /** Tells the others that the station is ours as of this epoch. */
  announceTaken(identity: StationIdentity, epoch: number): void {
    this.#bus.publish(TAKEN_SUBJECT, { identity, epoch })
  }

  [Symbol.dispose](): void {
    this.#announcements.stop()
  }

  #onTaken(payload: Payload): void {
    const taking = Taking.safeParse(payload).data
    if (taking === undefined) return
    const { identity, epoch } = taking
    this.#takings.set(identity, epoch)
    const actor = this.#seats.get(identity)?.actor
    if (actor !== undefined && actor.epoch < epoch) actor.close(CLOSE.policyViolation, 'takeover')
  }

  #remove(identity: StationIdentity): void {
    for (const subscription of this.#seats.get(identity)?.subscriptions ?? []) subscription.stop()
    this.#seats.delete(identity)
  }
}
