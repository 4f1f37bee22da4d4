import type { Clock, Timer } from '../../platform/clock/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { SessionChange } from '../../stations/change.ts'
import type { StationKey } from '../../stations/ids.ts'
import type { GatewayMetrics } from '../metrics.ts'
import { redact } from '../redaction.ts'
import { Batch, type JournalChange } from './batch.ts'
import { blamesRow, isStoredAlready, isTransient, meetsSample } from './failure.ts'
import type { Flush } from './flush.ts'
import { SessionPace } from './session-pace.ts'
import type { RefusedRow } from './tables/flight-recorder.ts'

/** Told once its changes are durable (or kept in `refused_rows`). One object per caller: nothing is allocated per event. */
export interface Committable {
  committed(): void
}

/** Sends one flush and returns when it has committed. */
export type FlushSender = (flush: Flush) => Promise<void>

export interface JournalOptions {
  readonly nodeId: string
  readonly send: FlushSender
  /** The database cannot write: resolves when it can again. */
  readonly recover: (error: unknown) => Promise<void>
  readonly metrics: GatewayMetrics
  readonly log: Logger
  /** Changes of one flush; bounds how long the first of them waits for the last. */
  readonly maxBatch: number
  /** Called after a commit that put something into the inbox. */
  readonly onInbox: () => void
  /** Called after the commit of session rows that had been held back. */
  readonly onLateSessions: (changes: readonly SessionChange[]) => void
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>
}

/** Whose session rows are held back no longer. */
type Settled = ReadonlySet<StationKey> | 'all'

interface Entry {
  readonly changes: readonly JournalChange[]
  readonly waiter: Committable | undefined
  readonly settles?: Settled
}

/** How often rows that are held back are looked through when nothing else is stored. */
const LOOK_MS = 500

const NO_CHANGES: readonly JournalChange[] = []

/**
 * Group commit. Changes of all stations since the last flush go to the database in one statement; the next flush
 * starts when the previous one has returned. Under load batches grow by themselves, when idle the wait is one commit.
 */
export class Journal {
  readonly #options: JournalOptions
  #entries: Entry[] = []
  #flushNumber = 0
  #running = false
  readonly #pace = new SessionPace()
  #paceTimer: Timer | undefined

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** Entries waiting for the next flush. */
  get depth(): number {
    return this.#entries.length
  }

  append(changes: readonly JournalChange[], waiter?: Committable): void {
    this.#enter({ changes, waiter })
  }

  #enter(entry: Entry): void {
    this.#entries.push(entry)
    if (this.#running) return
    this.#running = true
    // After the events already read from the sockets, so that they share the first flush.
    setImmediate(() => void this.#run())
  }

  /** Resolves when everything appended so far is durable, session rows that were held back included. */
  barrier(): Promise<void> {
    if (!this.#running && !this.#pace.isWaiting('all')) return Promise.resolve()
    return this.#settle('all')
  }

  /** Resolves when the session rows of these stations are as new as what has been stored of them. */
  settleSessions(stations: ReadonlySet<StationKey>): Promise<void> {
    return this.#pace.isWaiting(stations) ? this.#settle(stations) : Promise.resolve()
  }

  #settle(settles: Settled): Promise<void> {
    return new Promise((resolve) => this.#enter({ changes: NO_CHANGES, waiter: { committed: resolve }, settles }))
  }

  async #run(): Promise<void> {
    let stored: readonly Entry[] = []
    while (this.#entries.length > 0) {
      const entries = this.#take()
      const flushed = this.#flush(entries)
      // The database has work before the answers to the last flush are written.
      this.#notify(stored)
      await flushed
      stored = entries
    }
    this.#running = false
    this.#notify(stored)
  }

  async #flush(entries: readonly Entry[]): Promise<void> {
    const { clock, metrics, onInbox, onLateSessions } = this.#options
    const { changes, late, hasInbox } = this.#due(entries, clock.monotonicMs())
    const done = metrics.flushStarted(changes.length)
    if (changes.length > 0) await this.#commit(changes)
    if (hasInbox) onInbox()
    if (late.length > 0) onLateSessions(late)
    done()
  }

  /** What these entries store now: without the session rows that are held back, with those that have been for long enough. */
  #due(entries: readonly Entry[], nowMs: number) {
    const changes: JournalChange[] = []
    const late: SessionChange[] = []
    let hasInbox = false
    // In the order they came in: of two rows of one session the later one wins.
    const add = (released: readonly SessionChange[]) => {
      late.push(...released)
      changes.push(...released)
    }
    for (const { changes: added, settles } of entries) {
      for (const change of added) {
        if (change.kind === 'session' && this.#pace.holds(change, nowMs)) continue
        if (change.kind === 'inbox') hasInbox = true
        changes.push(change)
      }
      if (settles !== undefined) add(this.#pace.take(settles, nowMs))
    }
    add(this.#pace.takeDue(nowMs))
    this.#awaitPace()
    return { changes, late, hasInbox }
  }

  /** Rows that are held back are written even if nothing else is. */
  #awaitPace(): void {
    if (!this.#pace.isWaiting('all')) {
      this.#paceTimer?.cancel()
      this.#paceTimer = undefined
      return
    }
    this.#paceTimer ??= this.#options.clock.after(LOOK_MS, () => {
      this.#paceTimer = undefined
      this.append(NO_CHANGES)
    })
  }

  /** Whole entries up to the batch limit. */
  #take(): Entry[] {
    let count = 0
    let end = 0
    for (const entry of this.#entries) {
      if (count > 0 && count + entry.changes.length > this.#options.maxBatch) break
      count += entry.changes.length
      end += 1
    }
    const taken = this.#entries
    this.#entries = taken.splice(end)
    return taken
  }

  #notify(entries: readonly Entry[]): void {
    for (const { waiter } of entries) {
      try {
        waiter?.committed()
      } catch (error) {
        this.#options.log.error({ err: error }, 'A station could not be told that its changes are stored')
      }
    }
  }

  /** Returns when every change is stored, or kept as a refused row. Never throws. */
  async #commit(changes: readonly JournalChange[]): Promise<void> {
    const error = await this.#write(changes)
    if (error === undefined) return
    const [only] = changes
    if (changes.length === 1 && only !== undefined) {
      await this.#refuse(only, error)
      return
    }
    // In order: of two rows with one key the later must win.
    const half = changes.length >> 1
    await this.#commit(changes.slice(0, half))
    await this.#commit(changes.slice(half))
  }

  /** Writes until the database takes or refuses the changes; gives the error that blames one of them. */
  async #write(changes: readonly JournalChange[]): Promise<unknown> {
    this.#flushNumber += 1
    const flushNumber = this.#flushNumber
    let mergesSamples = false
    for (;;) {
      const flush = this.#build(changes, { flushNumber, mergesSamples })
      if (flush instanceof Error) return flush
      try {
        await this.#options.send(flush)
        return undefined
      } catch (error) {
        if (isStoredAlready(error)) return undefined
        if (meetsSample(error) && !mergesSamples) mergesSamples = true
        else if (blamesRow(error)) return error
        else if (!isTransient(error)) await this.#options.recover(error)
      }
    }
  }

  /** A row that cannot even be written down is as much at fault as one the database refuses. */
  #build(
    changes: readonly JournalChange[],
    { flushNumber, mergesSamples }: { flushNumber: number; mergesSamples: boolean },
  ): Flush | Error {
    try {
      const steps = new Batch(changes, { mergesSamples }).steps()
      return { nodeId: this.#options.nodeId, flushNumber, steps }
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  async #refuse(change: JournalChange, error: unknown): Promise<void> {
    const { metrics, log } = this.#options
    const reason = error instanceof Error ? error.message : String(error)
    metrics.rowRefused(change.kind)
    log.error({ kind: change.kind, stationKey: change.stationKey, reason }, 'The database refused a row')
    const failed = change.kind === 'refused' ? error : await this.#write([asRefused(change, reason)])
    if (failed !== undefined) log.error({ kind: change.kind, err: failed }, 'A refused row could not be kept')
  }
}

function asRefused(change: Exclude<JournalChange, RefusedRow>, error: string): RefusedRow {
  return {
    kind: 'refused',
    tenantId: change.tenantId,
    stationKey: change.stationKey,
    receivedAtMs: change.receivedAtMs,
    table: change.kind,
    error,
    content: Buffer.from(contentOf(change)),
  }
}

function contentOf(change: JournalChange): string {
  try {
    const shown = change.kind === 'deviceVariable' ? { ...change, variable: redact(change.variable) } : change
    return JSON.stringify(shown, mapsAsObjects)
  } catch (error) {
    return `this ${change.kind} cannot be written down: ${String(error)}`
  }
}

function mapsAsObjects(_: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}
