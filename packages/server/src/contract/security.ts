import { z } from 'zod'
import { PageQuery, pageOf, StationIdentity, Timestamp } from './primitives.ts'

/** How many stations use which security profile. */
export const SecurityProfileCounts = z.strictObject({
  items: z.array(
    z.strictObject({
      profile: z.int(),
      /** Stations that may connect with this profile at the least. */
      stations: z.int(),
      /** Stations that are connected with it now, whatever they must at least use. */
      connected: z.int(),
    }),
  ),
})

/** Something that concerns security, told by a station or noticed here. Never changed, never removed. */
export const SecurityEvent = z.strictObject({
  id: z.int(),
  /** Null: of no station that is known. */
  stationId: StationIdentity.nullable(),
  receivedAt: Timestamp,
  /** The station's own time. */
  at: Timestamp.nullable(),
  source: z.enum(['station', 'csms']),
  type: z.string(),
  /** By the list of the standard (2.x appendix 1), or by ours where the event is. */
  critical: z.boolean(),
  detail: z.string().nullable(),
  /** Its place in the chain of hashes; null for a few seconds, until it has one. */
  position: z.int().nullable(),
})
export type SecurityEvent = z.infer<typeof SecurityEvent>

export const SecurityEventQuery = PageQuery.extend({
  stationId: StationIdentity.optional(),
  type: z.string().max(50).optional(),
  source: z.enum(['station', 'csms']).optional(),
  critical: z.stringbool().optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
})
export const SecurityEventPage = pageOf(SecurityEvent)

/** Whether the security event log is as it was written. */
export const SecurityLogVerification = z.strictObject({
  intact: z.boolean(),
  /** Links that were recomputed. */
  checked: z.int(),
  /** Events that have no link yet; they get one within seconds. */
  waiting: z.int(),
  /** The newest link that holds. Note it elsewhere: a log that was cut off at its end shows by it. */
  head: z.strictObject({ position: z.int(), hash: z.string() }).nullable(),
  /** The first place where the log is not as it was written. */
  broken: z
    .strictObject({
      position: z.int(),
      eventId: z.int().nullable(),
      problem: z.enum(['linkMissing', 'eventMissing', 'contentChanged', 'eventWithoutLink']),
    })
    .nullable(),
})
export type SecurityLogVerification = z.infer<typeof SecurityLogVerification>
