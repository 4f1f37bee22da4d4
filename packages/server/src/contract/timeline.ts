import { z } from 'zod'
import { OcppVersion, PageQuery, pageOf, StationIdentity, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const Reason = z.strictObject({ code: z.string(), data: z.record(z.string(), z.unknown()).optional() })

/** One entry of a station's flight recorder: a call, its answer, and why it was answered so. */
export const TimelineEntry = z.strictObject({
  at: Timestamp,
  direction: z.enum(['fromStation', 'toStation']),
  action: z.string(),
  messageId: z.string(),
  /** The frame as text, secrets redacted. */
  frame: z.string(),
  answer: z.string().nullable(),
  answeredAt: Timestamp.nullable(),
  sessionId: Uuid.nullable(),
  reasons: z.array(Reason),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

const TimelineFilter = z.strictObject({
  from: TimeInput.optional(),
  to: TimeInput.optional(),
  action: z.string().max(60).optional(),
  direction: z.enum(['fromStation', 'toStation']).optional(),
  sessionId: Uuid.optional(),
  /** Only calls that were answered with an error, or not at all. */
  failed: z.stringbool().optional(),
  search: z.string().max(100).optional(),
})

export const TimelineQuery = PageQuery.extend(TimelineFilter.shape)
export const TimelinePage = pageOf(TimelineEntry)

/** All stations together: the last hour, unless a session or a time says otherwise. */
export const NetworkTimelineQuery = PageQuery.extend(TimelineFilter.shape)
export const NetworkTimelinePage = pageOf(TimelineEntry.extend({ stationId: StationIdentity }))

export const TimelineExportQuery = z.strictObject({
  from: TimeInput,
  to: TimeInput.optional(),
  /** Stands identities of people and devices in for by TOKEN-1, SERIAL-1 and so on. */
  masked: z.stringbool().default(true),
})

/** What was known of a token that the frames name. */
const ExportedToken = z.strictObject({
  value: z.string(),
  status: z.enum(['active', 'blocked']),
  expiresAt: Timestamp.nullable(),
  groupValue: z.string().nullable(),
  maxConcurrent: z.int().nullable(),
})

/** A piece of a station's flight recorder, whole enough to be replayed. */
export const TimelineExport = z.strictObject({
  format: z.literal('stationmaster-timeline-1'),
  exportedAt: Timestamp,
  masked: z.boolean(),
  station: z.strictObject({
    id: z.string(),
    ocppVersion: OcppVersion,
    registration: z.enum(['Accepted', 'Pending', 'Rejected']),
    quirks: z.record(z.string(), z.unknown()),
  }),
  /** Earlier than asked for when a session was running then: from its first message. */
  from: Timestamp,
  to: Timestamp,
  /** Whether there was more than one export holds; what is missing is at the end. */
  truncated: z.boolean(),
  tokens: z.array(ExportedToken),
  /** Oldest first. */
  entries: z.array(TimelineEntry),
})
export type TimelineExport = z.infer<typeof TimelineExport>
