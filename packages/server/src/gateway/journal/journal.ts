import type { Logger } from '../../platform/logging/index.ts'
import type { GatewayMetrics } from '../metrics.ts'
import { redact } from '../redaction.ts'
import { Batch, type JournalChange } from './batch.ts'
import { blamesRow, isTransient } from './failure.ts'
import { flushStatement, type Statement } from './statement.ts'
import type { RefusedRow } from './tables/flight-recorder.ts'

/** Told once its changes are durable (or kept in `refused_rows`). One object per caller: nothing is allocated per event. */
export interface Committable {
  committed(): void
}

/** Sends one statement and returns when it has committed. */
export type StatementSender = (statement: Statement) => Promise<void>

export interface JournalOptions {
  readonly nodeId: string
  readonly send: StatementSender
  /** The database cannot write: resolves when it can again. */
  readonly recover: (error: unknown) => Promise<void>
  readonly metrics: GatewayMetrics
  readonly log: Logger
  /** Changes of one flush; bounds how long the first of them waits for the last. */
  readonly maxBatch: number
  /** Called after a commit that put something into the inbox. */
  readonly onInbox: () => void
}

interface Entry {
  readonly changes: readonly JournalChange[]
  readonly waiter: Committable | undefined
}

/**
 * Group commit. Changes of all stations since the last flush go to the database in one statement; the next flush
 * starts when the previous one has returned. Under load batches grow by themselves, when idle the wait is one commit.
 */
export class Journal {
  readonly #options: JournalOptions
  #entries: Entry[] = []
  #flushNumber = 0
  #running = false

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** Entries waiting for the next flush. */
  get depth(): number {
    return this.#entries.length
  }

  append(changes: readonly JournalChange[], waiter?: Committable): void {
    this.#entries.push({ changes, waiter })
    if (this.#running) return
    this.#running = true
    // After the events already read from the sockets, so that they share the first flush.
    setImmediate(() => void this.#run())
  }

  /** Resolves when everything appended so far is durable. */
  barrier(): Promise<void> {
    if (!this.#running) return Promise.resolve()
    return new Promise((resolve) => this.append([], { committed: resolve }))
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
    const changes = entries.flatMap((entry) => entry.changes)
    const done = this.#options.metrics.flushStarted(changes.length)
    if (changes.length > 0) await this.#commit(changes)
    if (changes.some((change) => change.kind === 'inbox')) this.#options.onInbox()
    done()
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
    for (;;) {
      const statement = this.#build(changes, flushNumber)
      if (statement instanceof Error) return statement
      try {
        await this.#options.send(statement)
        return undefined
      } catch (error) {
        if (blamesRow(error)) return error
        if (!isTransient(error)) await this.#options.recover(error)
      }
    }
  }

  /** A row that cannot even be written down is as much at fault as one the database refuses. */
  #build(changes: readonly JournalChange[], flushNumber: number): Statement | Error {
    try {
      return flushStatement(this.#options.nodeId, flushNumber, new Batch(changes).tables())
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
