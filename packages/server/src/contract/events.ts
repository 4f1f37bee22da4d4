import { z } from 'zod'
import type { GrantedPermission } from './permissions.ts'
import { Timestamp, Uuid } from './primitives.ts'

/*
 * What the program tells others when it happens: webhooks, and notifications of people. Names and fields here are what
 * outsiders rely on. Times are ours unless a field says otherwise.
 */

const station = { stationId: z.string(), siteId: Uuid.nullable() }
const Fault = z.strictObject({
  evseId: z.int(),
  connectorId: z.int(),
  errorCode: z.string().nullable(),
  info: z.string().nullable(),
})
const Session = z.strictObject({
  sessionId: Uuid,
  ...station,
  evseId: z.int(),
  connectorId: z.int(),
  transactionId: z.string().nullable(),
  state: z.enum(['active', 'ended']),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  energyWh: z.number(),
  powerW: z.number().nullable(),
  socPercent: z.number().nullable(),
  stoppedReason: z.string().nullable(),
  /** Codes of what is doubtful about it. */
  flags: z.array(z.string()),
})

/** What each type of event carries as its `data`. */
export const eventData = {
  'station.online': z.strictObject(station),
  'station.offline': z.strictObject({ ...station, lastSeenAt: Timestamp.nullable() }),
  /** A connector has a fault that it did not have, or another one. All present faults are listed. */
  'station.faulted': z.strictObject({ ...station, faults: z.array(Fault) }),
  /** The last fault is gone. */
  'station.recovered': z.strictObject(station),
  /** A station that nobody has registered asks to join. */
  'station.waiting': z.strictObject({
    stationId: z.string(),
    vendor: z.string().nullable(),
    model: z.string().nullable(),
    serialNumber: z.string().nullable(),
  }),
  'session.started': Session,
  /** Energy, power or state of charge have moved; once a minute at most for each session. */
  'session.updated': Session,
  'session.ended': Session,
  /** Its energy or times are not to be trusted without a look. */
  'session.doubtful': Session,
  'command.finished': z.strictObject({
    commandId: Uuid,
    ...station,
    kind: z.string(),
    state: z.string(),
    status: z.string().nullable(),
    detail: z.string().nullable(),
    requestedBy: z.string(),
  }),
  'commandRun.finished': z.strictObject({
    runId: Uuid,
    kind: z.string(),
    state: z.string(),
    stations: z.int(),
    failed: z.int(),
  }),
  'security.event': z.strictObject({
    stationId: z.string().nullable(),
    siteId: Uuid.nullable(),
    type: z.string(),
    detail: z.string().nullable(),
    critical: z.boolean(),
  }),
  /** A certificate ends soon and has no successor. */
  'certificate.expiring': z.strictObject({
    /** Null: a trusted root. */
    stationId: z.string().nullable(),
    siteId: Uuid.nullable(),
    /** The certificate's use, or the root's subject. */
    name: z.string(),
    notAfter: Timestamp,
  }),
  /** The database has refused rows that a station caused; they are kept aside. */
  'data.refused': z.strictObject({
    stationId: z.string().nullable(),
    siteId: Uuid.nullable(),
    rows: z.int(),
    table: z.string(),
  }),
  /** Nothing could be delivered for three days, or its receiver is gone. */
  'webhook.disabled': z.strictObject({ webhookId: Uuid, name: z.string(), reason: z.string() }),
  /** Sent by hand, to see whether a webhook works. */
  'webhook.test': z.strictObject({ webhookId: Uuid, message: z.string() }),
} as const

export type EventType = keyof typeof eventData
export type EventData<Type extends EventType> = z.infer<(typeof eventData)[Type]>
/** An event of any type, with its data. */
export type EventContent = { [Type in EventType]: { readonly type: Type; readonly data: EventData<Type> } }[EventType]

/** What can be chosen for a webhook, and what its maker must be allowed to see. */
export const EVENT_PERMISSIONS = {
  'station.online': 'stations.read',
  'station.offline': 'stations.read',
  'station.faulted': 'stations.read',
  'station.recovered': 'stations.read',
  'station.waiting': 'stations.read',
  'session.started': 'sessions.read',
  'session.updated': 'sessions.read',
  'session.ended': 'sessions.read',
  'session.doubtful': 'sessions.read',
  'command.finished': 'stations.read',
  'commandRun.finished': 'stations.read',
  'security.event': 'stations.read',
  'certificate.expiring': 'stations.read',
  'data.refused': 'settings.manage',
  'webhook.disabled': 'webhooks.manage',
} as const satisfies Readonly<Partial<Record<EventType, GrantedPermission>>>

export type ChosenEventType = keyof typeof EVENT_PERMISSIONS
export const CHOSEN_EVENT_TYPES = Object.keys(EVENT_PERMISSIONS).filter(isChosen)
export const ChosenEventType = z.enum(CHOSEN_EVENT_TYPES)

function isChosen(type: string): type is ChosenEventType {
  return Object.hasOwn(EVENT_PERMISSIONS, type)
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventData, type)
}

/** The body of a webhook's request. */
export const EventEnvelope = z.strictObject({
  /** The same however often it is delivered: keep it to work on an event once. */
  id: Uuid,
  type: z.string(),
  /** When it happened. Events do not arrive in order. */
  at: Timestamp,
  data: z.record(z.string(), z.unknown()),
})
export type EventEnvelope = z.infer<typeof EventEnvelope>
