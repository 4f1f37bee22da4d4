import type { CallFrame, SendFrame } from '@stationmaster/ocpp'

/** A message from the station that waits for those before it, with its text for the flight recorder. */
export interface Inbound {
  readonly frame: CallFrame | SendFrame
  readonly text: string
}

/** Messages of one station in the order they came. Exists only while something waits. */
export class InboundQueue {
  readonly #waiting: Inbound[] = []
  #characters = 0

  push(message: Inbound): void {
    this.#waiting.push(message)
    this.#characters += message.text.length
  }

  shift(): Inbound | undefined {
    const message = this.#waiting.shift()
    if (message !== undefined) this.#characters -= message.text.length
    return message
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  holds(messageId: string): boolean {
    return this.#waiting.some(({ frame }) => frame.messageId === messageId)
  }

  holdsMoreThan(characters: number): boolean {
    return this.#characters > characters
  }

  exceeds(limit: { readonly frames: number; readonly bytes: number }): boolean {
    return this.#waiting.length > limit.frames || this.#characters > limit.bytes
  }
}
