import type { LiveMessage } from '@stationmaster/server/contract'
import { reconnectDelayMs } from './backoff.ts'

export interface StreamHandlers {
  onOpen(): void
  onMessage(message: LiveMessage): void
  onLost(): void
}

/** Keeps an event stream open and comes back with growing delays. The result closes it. */
export function openLiveStream(url: string, handlers: StreamHandlers): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0

  const connect = () => {
    source = new EventSource(url)
    source.onopen = () => {
      attempt = 0
      handlers.onOpen()
    }
    source.onmessage = (event) => {
      const message = parseMessage(event.data)
      if (message !== null) handlers.onMessage(message)
    }
    source.onerror = () => {
      // The browser retries by itself, but gives up on an HTTP error: one rule for both is simpler.
      source?.close()
      handlers.onLost()
      timer = setTimeout(connect, reconnectDelayMs(attempt, Math.random))
      attempt += 1
    }
  }

  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

/** A record, so that the compiler names a message that is missing here. */
const types: Readonly<Record<LiveMessage['type'], true>> = {
  stations: true,
  stationsRemoved: true,
  sessions: true,
  progress: true,
  commands: true,
  bookings: true,
  quarantine: true,
  refusedHandshakes: true,
  now: true,
  tick: true,
}

/**
 * The server checks what it sends against the contract, so the type is enough to know a message. One that this page
 * does not know comes from a newer server: skipping it is safe, the next fetch heals.
 */
function parseMessage(text: unknown): LiveMessage | null {
  if (typeof text !== 'string') return null
  try {
    const message: unknown = JSON.parse(text)
    const hasType = typeof message === 'object' && message !== null && 'type' in message
    const isKnown = hasType && typeof message.type === 'string' && Object.hasOwn(types, message.type)
    return isKnown ? (message as LiveMessage) : null
  } catch {
    return null
  }
}
