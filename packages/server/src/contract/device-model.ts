import { z } from 'zod'
import { PageQuery, pageOf, Timestamp, Uuid } from './primitives.ts'

/** Where in a station's device model something is; 0 and '' where nothing is named. */
export const place = {
  component: z.string(),
  componentInstance: z.string(),
  evseId: z.int(),
  connectorId: z.int(),
  variable: z.string(),
  variableInstance: z.string(),
}

/** What may stand in a variable, as the station says it (2.x), or as the standard does (1.6 keys). */
export const Characteristics = z.strictObject({
  dataType: z
    .enum(['string', 'decimal', 'integer', 'dateTime', 'boolean', 'OptionList', 'SequenceList', 'MemberList'])
    .nullable(),
  unit: z.string().nullable(),
  /** For texts and lists: the longest. */
  minLimit: z.number().nullable(),
  maxLimit: z.number().nullable(),
  maxElements: z.int().nullable(),
  valuesList: z.array(z.string()).nullable(),
  supportsMonitoring: z.boolean().nullable(),
})
export type Characteristics = z.infer<typeof Characteristics>

export const DeviceVariable = z.strictObject({
  ...place,
  attribute: z.string(),
  value: z.string().nullable(),
  mutability: z.string().nullable(),
  characteristics: Characteristics.nullable(),
  reportedAt: Timestamp,
})
export type DeviceVariable = z.infer<typeof DeviceVariable>

const evseId = z.coerce.number().int().min(0).max(9999).optional()
const name = z.string().max(128).optional()

export const VariableQuery = PageQuery.extend({
  search: z.string().max(100).optional(),
  component: name,
  variable: name,
  evseId,
  attribute: z.enum(['Actual', 'Target', 'MinSet', 'MaxSet']).optional(),
  /** Only what can be set. */
  writable: z.stringbool().optional(),
})
export const VariablePage = pageOf(DeviceVariable)

/** A component with how many variables it has; 1.6 keys are the component ''. */
export const DeviceComponent = z.strictObject({
  component: z.string(),
  componentInstance: z.string(),
  evseId: z.int(),
  connectorId: z.int(),
  variables: z.int(),
  writable: z.int(),
  monitors: z.int(),
  reportedAt: Timestamp,
})
export const ComponentQuery = PageQuery.extend({ search: z.string().max(100).optional(), evseId })
export const ComponentPage = pageOf(DeviceComponent)

export const DeviceMonitor = z.strictObject({
  monitorId: z.int(),
  ...place,
  type: z.string(),
  value: z.number(),
  severity: z.int(),
  transaction: z.boolean(),
  notificationType: z.string().nullable(),
  stream: z.strictObject({ intervalS: z.int().optional(), values: z.int().optional() }).nullable(),
  reportedAt: Timestamp,
  /** The newest event of this monitor. */
  lastEvent: z
    .strictObject({ at: Timestamp.nullable(), receivedAt: Timestamp, actualValue: z.string(), cleared: z.boolean() })
    .nullable(),
})
export const MonitorQuery = PageQuery.extend({ search: z.string().max(100).optional(), evseId })
export const MonitorPage = pageOf(DeviceMonitor)

export const MonitorEvent = z.strictObject({
  eventId: z.int(),
  /** The station's time. */
  at: Timestamp.nullable(),
  receivedAt: Timestamp,
  trigger: z.string(),
  actualValue: z.string(),
  ...place,
  notificationType: z.string(),
  monitorId: z.int().nullable(),
  /** The event that led to this one. */
  causeEventId: z.int().nullable(),
  transactionId: z.string().nullable(),
  severity: z.int().nullable(),
  cleared: z.boolean(),
  techCode: z.string().nullable(),
  techInfo: z.string().nullable(),
})
export const MonitorEventQuery = PageQuery.extend({
  monitorId: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
  component: name,
  /** This severity and more serious ones. */
  severity: z.coerce.number().int().min(0).max(9).optional(),
})
export const MonitorEventPage = pageOf(MonitorEvent)

/** A report that came in parts, joined to the command that asked for it. */
export const DeviceReport = z.strictObject({
  kind: z.enum(['variables', 'monitors', 'customer']),
  requestId: z.int(),
  /** Null: nobody here has asked. */
  commandId: Uuid.nullable(),
  /** asked: accepted, no part yet; incomplete: parts are missing and none has come for a while. */
  state: z.enum(['asked', 'receiving', 'complete', 'incomplete', 'empty']),
  partsReceived: z.int(),
  /** Known once the last part has come. */
  partsExpected: z.int().nullable(),
  missingParts: z.array(z.int()),
  askedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
  /** customer: what the station told, as far as it has come. */
  text: z.string().nullable(),
})
export const ReportQuery = PageQuery.extend({ kind: DeviceReport.shape.kind.optional() })
export const ReportPage = pageOf(DeviceReport)

export const EventStream = z.strictObject({
  streamId: z.int(),
  monitorId: z.int(),
  intervalS: z.int().nullable(),
  values: z.int().nullable(),
  openedAt: Timestamp,
  closedAt: Timestamp.nullable(),
  /** Values that waited at the station when it last sent some. */
  pending: z.int(),
  lastAt: Timestamp.nullable(),
})
export const EventStreamList = z.strictObject({ items: z.array(EventStream) })
export const StreamValueList = z.strictObject({
  /** Oldest first; the newest thousand are kept. */
  items: z.array(z.strictObject({ at: Timestamp, value: z.string() })),
})
