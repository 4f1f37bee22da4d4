import type { Connection, Submittable } from 'pg'
import { type Flush, GUARD } from './flush.ts'
import type { Step } from './table.ts'
import { COPY_DONE, copyDataHead, prepare, run, SYNC } from './wire-messages.ts'

/** Rows to copy travel in pieces, so that the database need not hold all of them at once. */
const PIECE_BYTES = 262_144

/** Names of statements by their text, the same on every connection. */
const names = new Map<string, string>()

/**
 * One flush on its way: every statement is sent at once and PostgreSQL treats all up to the Sync as one transaction, so
 * that a flush is one round trip and one commit. After an error it skips to the Sync, rows under way included.
 */
export class FlushQuery implements Submittable {
  /** Settles when the transaction has committed or failed. */
  readonly done: Promise<void>
  readonly #flush: Flush
  readonly #prepared: Set<string>
  readonly #resolve: () => void
  readonly #reject: (error: Error) => void
  #failed = false

  /** `prepared`: names of the statements that the connection knows already; those of a flush that commits are added. */
  constructor(flush: Flush, prepared: Set<string>) {
    this.#flush = flush
    this.#prepared = prepared
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.done = promise
    this.#resolve = resolve
    this.#reject = reject
  }

  submit({ stream }: Connection): void {
    const { nodeId, flushNumber, steps } = this.#flush
    stream.cork()
    this.#write(stream, GUARD, [nodeId, String(flushNumber)])
    for (const step of steps) this.#writeStep(stream, step)
    stream.write(SYNC)
    stream.uncork()
  }

  handleError(error: Error): void {
    this.#failed = true
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    if (this.#failed) return
    for (const text of [GUARD, ...this.#flush.steps.map((step) => step.text)]) this.#prepared.add(nameOf(text))
    this.#resolve()
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  #writeStep(stream: NodeJS.WritableStream, { text, write }: Step): void {
    if (write.kind === 'statement') {
      this.#write(stream, text, write.parameters)
      return
    }
    this.#write(stream, text, [])
    const { rows } = write
    for (let start = 0; start < rows.length; start += PIECE_BYTES) {
      const piece = rows.subarray(start, start + PIECE_BYTES)
      stream.write(copyDataHead(piece.length))
      stream.write(piece)
    }
    stream.write(COPY_DONE)
  }

  #write(stream: NodeJS.WritableStream, text: string, parameters: readonly (string | Buffer)[]): void {
    const name = nameOf(text)
    if (!this.#prepared.has(name)) stream.write(prepare(name, text))
    for (const part of run(name, parameters)) stream.write(part)
  }
}

function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = `journal-${names.size}`
    names.set(text, name)
  }
  return name
}
