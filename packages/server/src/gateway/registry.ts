import { z } from 'zod'
import type { Bus, Payload, Subscription } from '../platform/bus/index.ts'
import { RecentMap } from '../platform/recent-map.ts'
import type { StationKey } from '../stations/ids.ts'
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

const Taking = z.object({ stationKey: z.number(), epoch: z.number() })

/** The stations whose sockets this process holds, one actor each. */
export class Registry implements Disposable {
  readonly #bus: Bus
  /** By station key: identities of different tenants may be the same. */
  readonly #seats = new Map<number, Seat>()
  /** Resolves when everything decided so far is durable. */
  readonly #settled: () => Promise<void>
  /** The newest epoch another process has announced, by station key. */
  readonly #takings = new RecentMap<number, number>(REMEMBERED_TAKINGS)
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

  get(stationKey: StationKey): StationActor | undefined {
    return this.#seats.get(stationKey)?.actor
  }

  /** Seats the actor and answers for its station on the bus; one that has been overtaken meanwhile is closed. */
  seat(actor: StationActor): void {
    const { stationKey } = actor.state
    this.#remove(stationKey)
    if ((this.#takings.get(stationKey) ?? 0) > actor.epoch) {
      actor.close(CLOSE.policyViolation, 'takeover')
      return
    }
    const subscriptions = [
      this.#bus.serve(commandSubject(stationKey), async (payload) => {
        const commandId = readRoutedCommand(payload)
        if (commandId !== undefined) actor.deliver(commandId)
        return null
      }),
      this.#bus.serve(releaseSubject(stationKey), async () => {
        actor.close(CLOSE.policyViolation, 'takeover')
        await this.#settled()
        return null
      }),
    ]
    this.#seats.set(stationKey, { actor, subscriptions })
  }

  /** Unseats the actor if it still holds the seat. */
  leave(actor: StationActor): boolean {
    if (this.#seats.get(actor.state.stationKey)?.actor !== actor) return false
    this.#remove(actor.state.stationKey)
    return true
  }

  /** Closes the station's present socket, here or at the other process that holds it, and waits for what it decided. */
  async release(stationKey: StationKey, heldElsewhere: boolean): Promise<StationActor | undefined> {
    const present = this.get(stationKey)
    if (present !== undefined) {
      present.close(CLOSE.policyViolation, 'takeover')
      this.#remove(stationKey)
    } else if (heldElsewhere) {
      await releaseSocket(this.#bus, stationKey)
    }
    return present
  }

  /** Tells the others that the station is ours as of this epoch. */
  announceTaken(stationKey: StationKey, epoch: number): void {
    this.#bus.publish(TAKEN_SUBJECT, { stationKey, epoch })
  }

  [Symbol.dispose](): void {
    this.#announcements.stop()
  }

  #onTaken(payload: Payload): void {
    const taking = Taking.safeParse(payload).data
    if (taking === undefined) return
    const { stationKey, epoch } = taking
    this.#takings.set(stationKey, epoch)
    const actor = this.#seats.get(stationKey)?.actor
    if (actor !== undefined && actor.epoch < epoch) actor.close(CLOSE.policyViolation, 'takeover')
  }

  #remove(stationKey: StationKey): void {
    for (const subscription of this.#seats.get(stationKey)?.subscriptions ?? []) subscription.stop()
    this.#seats.delete(stationKey)
  }
}
