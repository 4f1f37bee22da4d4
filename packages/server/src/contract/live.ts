import { z } from 'zod'
import { Command } from './commands.ts'
import { NetworkNow } from './network.ts'
import { RefusedHandshake } from './refused-handshakes.ts'
import { SessionSummary } from './sessions.ts'
import { QuarantinedStation, StationSummary } from './stations.ts'

/** What moves on while a session charges and nothing else of it changes; to be laid over what is known of the session. */
export const SessionProgress = SessionSummary.pick({
  id: true,
  stationId: true,
  energyWh: true,
  powerW: true,
  socPercent: true,
})
export type SessionProgress = z.infer<typeof SessionProgress>

/**
 * Messages of the event stream `/api/v1/live`. Each carries whole objects or whole figures, so a lost one is healed by
 * the next; after a reconnect the reader fetches again.
 */
export const LiveMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stations'), items: z.array(StationSummary) }),
  z.strictObject({ type: z.literal('sessions'), items: z.array(SessionSummary) }),
  /** Running sessions that have gone on, every two seconds at most. */
  z.strictObject({ type: z.literal('progress'), items: z.array(SessionProgress) }),
  z.strictObject({ type: z.literal('commands'), items: z.array(Command) }),
  /** Bookings that have changed: to be read anew, with what is in their way. */
  z.strictObject({ type: z.literal('bookings'), ids: z.array(z.string()) }),
  z.strictObject({ type: z.literal('quarantine'), items: z.array(QuarantinedStation) }),
  z.strictObject({ type: z.literal('refusedHandshakes'), items: z.array(RefusedHandshake) }),
  /** Stations that are registered no more, by identity. */
  z.strictObject({ type: z.literal('stationsRemoved'), ids: z.array(z.string()) }),
  z.strictObject({ type: z.literal('now'), now: NetworkNow }),
  /** Sent every 15 s so that the reader can show how old its picture is. */
  z.strictObject({ type: z.literal('tick'), at: z.string() }),
])
export type LiveMessage = z.infer<typeof LiveMessage>
