import type { WebSocket } from 'ws'

/** Why a socket is not read just now; it is read again when no reason is left. */
export const PAUSE = { rate: 1, queue: 2, database: 4, draining: 8, inbox: 16 } as const

/** Back-pressure on one socket: the kernel's buffer fills and the station waits; nothing is dropped. */
export class Flow {
  readonly #webSocket: WebSocket
  #reasons = 0

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket
  }

  get isPaused(): boolean {
    return this.#reasons !== 0
  }

  /** Whether this reason is new. */
  pause(reason: number): boolean {
    if ((this.#reasons & reason) !== 0) return false
    if (this.#reasons === 0) this.#webSocket.pause()
    this.#reasons |= reason
    return true
  }

  resume(reason: number): void {
    if ((this.#reasons & reason) === 0) return
    this.#reasons &= ~reason
    if (this.#reasons === 0) this.#webSocket.resume()
  }

  /** A closing socket must be read, or the other side's close frame is never seen. */
  release(): void {
    if (this.#reasons !== 0) this.#webSocket.resume()
    this.#reasons = 0
  }
}
