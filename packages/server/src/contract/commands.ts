import { z } from 'zod'
import { label, PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

const evseId = z.int().min(1).max(999)
const connectorId = z.int().min(1).max(99)

const VariableRef = z.strictObject({
  component: z.string().min(1).max(50),
  componentInstance: z.string().max(50).optional(),
  evseId: z.int().min(1).max(999).optional(),
  connectorId: z.int().min(1).max(99).optional(),
  variable: z.string().min(1).max(50),
  variableInstance: z.string().max(50).optional(),
  attribute: z.enum(['Actual', 'Target', 'MinSet', 'MaxSet']).optional(),
})

/** What an operator can ask of a station; one shape for every OCPP version. */
export const CommandBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('startTransaction'),
    evseId: evseId.optional(),
    /** An id token's value; left out, a one-time token is made for this start. */
    idToken: z.string().min(1).max(255).optional(),
  }),
  z.strictObject({
    kind: z.literal('stopTransaction'),
    /** The session, or the station's transaction id. */
    sessionId: Uuid.optional(),
    transactionId: z.string().min(1).max(36).optional(),
  }),
  z.strictObject({
    kind: z.literal('reset'),
    mode: z.enum(['immediate', 'onIdle']).default('onIdle'),
    evseId: evseId.optional(),
  }),
  z.strictObject({ kind: z.literal('unlockConnector'), evseId, connectorId: connectorId.default(1) }),
  z.strictObject({
    kind: z.literal('changeAvailability'),
    operative: z.boolean(),
    evseId: evseId.optional(),
    connectorId: connectorId.optional(),
  }),
  z.strictObject({
    kind: z.literal('triggerMessage'),
    message: z.enum([
      'BootNotification',
      'Heartbeat',
      'StatusNotification',
      'MeterValues',
      'FirmwareStatusNotification',
      'LogStatusNotification',
      'TransactionEvent',
    ]),
    evseId: evseId.optional(),
    connectorId: connectorId.optional(),
  }),
  z.strictObject({ kind: z.literal('getConfiguration'), keys: z.array(z.string().min(1).max(50)).max(100).optional() }),
  z.strictObject({
    kind: z.literal('changeConfiguration'),
    key: z.string().min(1).max(50),
    value: z.string().max(500),
  }),
  z.strictObject({ kind: z.literal('getVariables'), variables: z.array(VariableRef).min(1).max(100) }),
  z.strictObject({
    kind: z.literal('setVariables'),
    variables: z
      .array(VariableRef.extend({ value: z.string().max(2500) }))
      .min(1)
      .max(100),
  }),
  z.strictObject({
    kind: z.literal('getBaseReport'),
    base: z.enum(['ConfigurationInventory', 'FullInventory', 'SummaryInventory']).default('FullInventory'),
  }),
  z.strictObject({ kind: z.literal('clearCache') }),
  z.strictObject({
    kind: z.literal('dataTransfer'),
    vendorId: z.string().min(1).max(255),
    messageId: z.string().max(50).optional(),
    data: z.unknown().optional(),
  }),
  z.strictObject({
    kind: z.literal('raw'),
    action: z.string().regex(/^[A-Za-z0-9]{1,50}$/, 'must be an OCPP action name'),
    payload: z.record(z.string(), z.unknown()),
    /** Send even when the payload breaks the schema. */
    unchecked: z.boolean().default(false),
  }),
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
export const CommandQuery = PageQuery.extend({ state: CommandState.optional() })
export const CommandPage = pageOf(Command)
