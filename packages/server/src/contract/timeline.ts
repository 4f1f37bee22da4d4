import { z } from 'zod'
import { PageQuery, pageOf, TimeInput, Timestamp, Uuid } from './primitives.ts'

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

export const TimelineQuery = PageQuery.extend({
  from: TimeInput.optional(),
  to: TimeInput.optional(),
  action: z.string().max(60).optional(),
  direction: z.enum(['fromStation', 'toStation']).optional(),
  sessionId: Uuid.optional(),
  search: z.string().max(100).optional(),
})
export const TimelinePage = pageOf(TimelineEntry)
