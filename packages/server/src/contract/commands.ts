import { z } from 'zod'
import { ACCESS_COMMANDS } from './commands/access.ts'
import { CERTIFICATES_COMMANDS } from './commands/certificates.ts'
import { CHARGING_COMMANDS } from './commands/charging.ts'
import { CORE_COMMANDS } from './commands/core.ts'
import { DEVICE_COMMANDS } from './commands/device.ts'
import { FILES_COMMANDS } from './commands/files.ts'
import { PAYMENT_COMMANDS } from './commands/payment.ts'
import { SECURITY_COMMANDS } from './commands/security.ts'
import { label, PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

/** What an operator can ask of a station; one shape for every OCPP version. A block of the standard adds its list. */
export const CommandBody = z.discriminatedUnion('kind', [
  ...CORE_COMMANDS,
  ...CHARGING_COMMANDS,
  ...FILES_COMMANDS,
  ...SECURITY_COMMANDS,
  ...CERTIFICATES_COMMANDS,
  ...ACCESS_COMMANDS,
  ...DEVICE_COMMANDS,
  ...PAYMENT_COMMANDS,
])
export type CommandBody = z.infer<typeof CommandBody>
export type CommandKind = CommandBody['kind']

export const CommandInput = z.strictObject({
  command: CommandBody,
  reason: label(300).optional(),
  /** When the station is offline: refuse at once, or keep until the deadline. */
  ifOffline: z.enum(['refuse', 'queue']).default('refuse'),
  /** Seconds until the command lapses. */
  deadlineS: z.int().min(5).max(604_800).default(60),
})
export type CommandInput = z.infer<typeof CommandInput>

export const CommandState = z.enum([
  'queued',
  'sent',
  'accepted',
  'rejected',
  'timedOut',
  'unknown',
  'failed',
  'cancelled',
])
export type CommandState = z.infer<typeof CommandState>

export const Command = z.strictObject({
  id: Uuid,
  stationId: StationIdentity,
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  state: CommandState,
  /** The station's own word. */
  status: z.string().nullable(),
  detail: z.string().nullable(),
  answer: z.unknown().nullable(),
  ocppAction: z.string().nullable(),
  request: z.string().nullable(),
  response: z.string().nullable(),
  createdAt: Timestamp,
  sentAt: Timestamp.nullable(),
  answeredAt: Timestamp.nullable(),
  deadlineAt: Timestamp,
})
export type Command = z.infer<typeof Command>

export const CommandWait = z.strictObject({
  /** Seconds to wait for the outcome before answering. */
  wait: z.coerce.number().int().min(0).max(60).default(0),
})
export const CommandQuery = PageQuery.extend({
  state: CommandState.optional(),
  /** Only those of this kind, such as notifyWebPayment. */
  kind: label(50).optional(),
})
export const CommandPage = pageOf(Command)
