import { z } from 'zod'
import { PageQuery, pageOf, Timestamp, Uuid } from './primitives.ts'

/** A mail that was written: on its way, sent, or waiting because no mail server is set. */
export const OutboxMail = z.strictObject({
  id: Uuid,
  to: z.string(),
  subject: z.string(),
  /** `waiting`: no mail server is set, or the next attempt is due. `failed`: given up. */
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  /** What the mail server said last. */
  lastError: z.string().nullable(),
  createdAt: Timestamp,
  sentAt: Timestamp.nullable(),
})
export type OutboxMail = z.infer<typeof OutboxMail>
/** With its text; null when a mail server delivers it, or it was sealed under a key that this server has lost. */
export const OutboxMailDetail = OutboxMail.extend({ text: z.string().nullable() })
export const OutboxQuery = PageQuery
/** `canSend`: a mail server is set. */
export const OutboxPage = pageOf(OutboxMail).extend({ canSend: z.boolean() })
