import { setTimeout as delay } from 'node:timers/promises'
import { type CloseCause, openStationSocket, type StationSocket } from '../../bench/rig/station-socket.ts'

export interface LineOptions {
  readonly port: number
  readonly identity: string
  readonly password: string
  readonly protocol: string
  onClosed(cause: CloseCause): void
}

export type CallOutcome =
  | { readonly kind: 'result'; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly kind: 'error'; readonly code: string }
  /** No answer came: the socket ended, or the time-out of the firmware passed. */
  | { readonly kind: 'none' }

const CALL_TIMEOUT_MS = 30_000
const REDIAL_MS = 300
const DIAL_TIMEOUT_MS = 5000

interface Outstanding {
  readonly id: string
  settle(outcome: CallOutcome): void
}

/** A station's connection that is dialled again whenever it ends; one call at a time. */
export class StationLine {
  readonly #options: LineOptions
  #socket: StationSocket | undefined
  #outstanding: Outstanding | undefined

  constructor(options: LineOptions) {
    this.#options = options
  }

  /** Sends a call, after connecting if need be. */
  async call(id: string, action: string, payload: object): Promise<CallOutcome> {
    while (this.#socket === undefined) {
      await this.#dial()
      // Spread, so that a fleet does not come back in one instant.
      if (this.#socket === undefined) await delay(REDIAL_MS * (0.5 + Math.random()))
    }
    const { promise, resolve } = Promise.withResolvers<CallOutcome>()
    this.#outstanding = { id, settle: resolve }
    this.#socket.sendText(JSON.stringify([2, id, action, payload]))
    const timeout = setTimeout(() => resolve({ kind: 'none' }), CALL_TIMEOUT_MS)
    const outcome = await promise
    clearTimeout(timeout)
    this.#outstanding = undefined
    return outcome
  }

  close(): void {
    this.#socket?.reset()
    this.#socket = undefined
  }

  #dial(): Promise<void> {
    const { port, identity, password, protocol } = this.#options
    return new Promise((resolve) => {
      const timeout = setTimeout(() => {
        socket.reset()
        resolve()
      }, DIAL_TIMEOUT_MS)
      const done = () => {
        clearTimeout(timeout)
        resolve()
      }
      const socket = openStationSocket(
        { port, path: `/ocpp/${identity}`, protocol, credentials: { username: identity, password } },
        {
          open: () => {
            this.#socket = socket
            done()
          },
          text: (payload) => this.#receive(payload.toString()),
          closed: (cause) => {
            this.#lost(cause)
            done()
          },
        },
      )
    })
  }

  #lost(cause: CloseCause): void {
    if (this.#socket !== undefined) this.#options.onClosed(cause)
    this.#socket = undefined
    this.#outstanding?.settle({ kind: 'none' })
  }

  #receive(text: string): void {
    const [type, id, body] = JSON.parse(text)
    if (type === 2) this.#socket?.sendText(JSON.stringify([4, id, 'NotImplemented', '', {}]))
    else if (id === this.#outstanding?.id) {
      this.#outstanding?.settle(type === 3 ? { kind: 'result', payload: body } : { kind: 'error', code: String(body) })
    }
  }
}
