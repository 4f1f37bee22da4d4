import type { LiveMessage } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { RowScope } from '../../platform/row-scope.ts'
import type { Notice } from './notices.ts'

/** One open stream. */
export interface LiveStream {
  /** False when the reader is too slow and was let go. */
  send(event: Buffer): boolean
}

/** Reads of summaries in one scope; each is one query. */
export interface LiveReaders {
  stations(stationKeys: readonly number[]): Promise<Extract<LiveMessage, { type: 'stations' }>['items']>
  sessions(sessionIds: readonly string[]): Promise<Extract<LiveMessage, { type: 'sessions' }>['items']>
  progress(sessionIds: readonly string[]): Promise<Extract<LiveMessage, { type: 'progress' }>['items']>
  commands(commandIds: readonly string[]): Promise<Extract<LiveMessage, { type: 'commands' }>['items']>
  /** Those of the bookings that are in the scope. */
  bookings(bookingIds: readonly string[]): Promise<Extract<LiveMessage, { type: 'bookings' }>['ids']>
  quarantine(identities: readonly string[]): Promise<Extract<LiveMessage, { type: 'quarantine' }>['items']>
  refusedHandshakes(ids: readonly number[]): Promise<Extract<LiveMessage, { type: 'refusedHandshakes' }>['items']>
  now(): Promise<Extract<LiveMessage, { type: 'now' }>['now']>
}

/** With the gateway's own gathering it stays below half a second. */
const GATHER_MS = 250
/** A turn that took long is followed by as many times its length of rest, so that screens never hold up stations. */
const REST = 4
const LONGEST_REST_MS = 2000
const NOW_EVERY_MS = 1000
/** A session that charges goes on with every report: of all that changes by far the most, and the least urgent. */
const PROGRESS_EVERY_MS = 2000
/** Its figures are few and read by their key. */
const MOST_PROGRESS_AT_ONCE = 2500
/** Things read at once; what is above waits for the next turn. */
const MOST_AT_ONCE = 250

/** Gathers what has changed in one tenant, reads what its scope shows of it once, and sends it to everyone who looks. */
export class TenantFeed {
  readonly streams = new Set<LiveStream>()
  readonly #scope: RowScope
  readonly #readers: LiveReaders
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #stations = new Set<number>()
  readonly #removed = new Set<string>()
  readonly #sessions = new Set<string>()
  /** Sessions that have gone on, and no more than that. */
  readonly #progress = new Set<string>()
  readonly #commands = new Set<string>()
  readonly #bookings = new Set<string>()
  readonly #quarantine = new Set<string>()
  readonly #refusals = new Set<number>()
  #isScheduled = false
  #restUntilMs = Number.NEGATIVE_INFINITY
  readonly #nowPace: Pace
  readonly #progressPace: Pace
  /** Something has changed since the figures of now were read. */
  #nowIsStale = false

  constructor(scope: RowScope, readers: LiveReaders, services: { clock: Clock; logger: Logger }) {
    this.#scope = scope
    this.#readers = readers
    this.#clock = services.clock
    this.#logger = services.logger
    this.#nowPace = new Pace(services.clock, NOW_EVERY_MS)
    this.#progressPace = new Pace(services.clock, PROGRESS_EVERY_MS)
  }

  get tenantId(): number {
    return this.#scope.tenantId
  }

  /** Notes a change; nothing is kept when nobody looks. */
  note(notice: Notice): void {
    if (this.streams.size === 0) return
    switch (notice.kind) {
      case 'station':
        this.#stations.add(notice.stationKey)
        break
      case 'stationRemoved':
        // Of what is gone nobody can say any more whether it lay in the scope.
        if (this.#scope.sites === 'all') this.#removed.add(notice.identity)
        break
      case 'session':
        this.#sessions.add(notice.sessionId)
        // The station's summary carries the figures of its sessions.
        this.#stations.add(notice.stationKey)
        break
      case 'progress':
        this.#progress.add(notice.sessionId)
        break
      case 'command':
        this.#commands.add(notice.commandId)
        break
      case 'booking':
        this.#bookings.add(notice.bookingId)
        break
      case 'quarantine':
        this.#quarantine.add(notice.identity)
        break
      case 'refusedHandshake':
        this.#refusals.add(notice.refusalId)
        break
    }
    this.#schedule(GATHER_MS)
  }

  /** Sends one message to every stream, written out once for all. */
  broadcast(message: LiveMessage): void {
    const event = Buffer.from(eventOf(message))
    for (const stream of this.streams) if (!stream.send(event)) this.streams.delete(stream)
  }

  #schedule(delayMs: number): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    const restMs = this.#restUntilMs - this.#clock.monotonicMs()
    this.#clock.after(Math.max(delayMs, restMs), () => void this.#turn())
  }

  async #turn(): Promise<void> {
    const startMs = this.#clock.monotonicMs()
    try {
      if (this.streams.size === 0) this.#forget()
      else await this.#sendChanges()
    } catch (error) {
      // What could not be read is healed by the next change, and by the reader's next fetch.
      this.#logger.warn({ err: error }, 'Changes could not be read for live screens')
    } finally {
      this.#isScheduled = false
    }
    const endMs = this.#clock.monotonicMs()
    this.#restUntilMs = endMs + Math.min(LONGEST_REST_MS, REST * (endMs - startMs))
    const delayMs = this.#untilNextTurnMs()
    if (delayMs < Number.POSITIVE_INFINITY) this.#schedule(delayMs)
  }

  async #sendChanges(): Promise<void> {
    const stations = await this.#readers.stations(take(this.#stations))
    if (stations.length > 0) this.broadcast({ type: 'stations', items: stations })
    // After what was still read of them.
    const removed = take(this.#removed)
    if (removed.length > 0) this.broadcast({ type: 'stationsRemoved', ids: removed })
    const whole = take(this.#sessions)
    // What is told whole needs no figures besides; those that come while it is read do.
    for (const id of whole) this.#progress.delete(id)
    const sessions = await this.#readers.sessions(whole)
    if (sessions.length > 0) this.broadcast({ type: 'sessions', items: sessions })
    if (this.#progress.size > 0 && this.#progressPace.isDue()) await this.#sendProgress()
    const commands = await this.#readers.commands(take(this.#commands))
    if (commands.length > 0) this.broadcast({ type: 'commands', items: commands })
    const bookings = await this.#readers.bookings(take(this.#bookings))
    if (bookings.length > 0) this.broadcast({ type: 'bookings', ids: bookings })
    const quarantine = await this.#readers.quarantine(take(this.#quarantine))
    if (quarantine.length > 0) this.broadcast({ type: 'quarantine', items: quarantine })
    const refusals = await this.#readers.refusedHandshakes(take(this.#refusals))
    if (refusals.length > 0) this.broadcast({ type: 'refusedHandshakes', items: refusals })
    this.#nowIsStale = true
    if (!this.#nowPace.isDue()) return
    this.#nowPace.take()
    this.#nowIsStale = false
    this.broadcast({ type: 'now', now: await this.#readers.now() })
  }

  async #sendProgress(): Promise<void> {
    this.#progressPace.take()
    const items = await this.#readers.progress(take(this.#progress, MOST_PROGRESS_AT_ONCE))
    if (items.length > 0) this.broadcast({ type: 'progress', items })
  }

  /** Infinity: nothing is left to be told. */
  #untilNextTurnMs(): number {
    if (this.#noted().some((ids) => ids.size > 0)) return GATHER_MS
    return Math.min(
      this.#progress.size > 0 ? this.#progressPace.untilDueMs() : Number.POSITIVE_INFINITY,
      this.#nowIsStale ? this.#nowPace.untilDueMs() : Number.POSITIVE_INFINITY,
    )
  }

  #forget(): void {
    for (const ids of [...this.#noted(), this.#progress]) ids.clear()
    this.#nowIsStale = false
  }

  /** What is told at the next turn. */
  #noted(): readonly Set<unknown>[] {
    return [
      this.#stations,
      this.#removed,
      this.#sessions,
      this.#commands,
      this.#bookings,
      this.#quarantine,
      this.#refusals,
    ]
  }
}

export function eventOf(message: LiveMessage): string {
  return `data: ${JSON.stringify(message)}\n\n`
}

/** When what is read no more than so often may be read again. */
class Pace {
  readonly #clock: Clock
  readonly #everyMs: number
  #dueMs = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock
    this.#everyMs = everyMs
  }

  take(): void {
    this.#dueMs = this.#clock.monotonicMs() + this.#everyMs
  }

  isDue(): boolean {
    return this.untilDueMs() === 0
  }

  untilDueMs(): number {
    return Math.max(0, this.#dueMs - this.#clock.monotonicMs())
  }
}

/** Takes the oldest ids out of the set. */
function take<Id>(ids: Set<Id>, most = MOST_AT_ONCE): Id[] {
  const taken = [...ids].slice(0, most)
  for (const id of taken) ids.delete(id)
  return taken
}
