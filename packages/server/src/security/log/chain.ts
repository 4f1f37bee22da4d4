import { createHash } from 'node:crypto'

/** One event as the chain sees it; times as text with microseconds, so that nothing is lost on the way. */
export interface ChainedEvent {
  readonly eventId: number
  readonly tenantId: number
  readonly stationKey: number | null
  readonly receivedAt: string
  readonly at: string | null
  readonly source: string
  readonly type: string
  readonly detail: string | null
}

/** What the first link follows. */
export const CHAIN_START: Uint8Array = new Uint8Array(32)

/** The hash of a link: SHA-256 over the hash before it, its position, and everything its event says. */
export function linkHash(previous: Uint8Array, position: number, event: ChainedEvent): Buffer {
  const { eventId, tenantId, stationKey, receivedAt, at, source, type, detail } = event
  const content = JSON.stringify([position, eventId, tenantId, stationKey, receivedAt, at, source, type, detail])
  return createHash('sha256').update(previous).update(content).digest()
}
