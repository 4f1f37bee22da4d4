import { z } from 'zod'
import {
  ConnectorId,
  EvseId,
  label,
  PageQuery,
  pageOf,
  StationIdentity,
  TimeInput,
  Timestamp,
  Uuid,
} from './primitives.ts'

/** What somebody can be sent to, as attention items name it. */
export const SiteFaultKind = z.enum(['connectorFaulted', 'stationOffline', 'stationUnavailable'])
export type SiteFaultKind = z.infer<typeof SiteFaultKind>

export const WORK_ORDER_STATES = ['sent', 'accepted', 'onSite', 'done', 'cancelled'] as const
export const WorkOrderState = z.enum(WORK_ORDER_STATES)
export type WorkOrderState = z.infer<typeof WorkOrderState>

/** What was the matter, as found on the spot. */
export const CAUSE_CODES = [
  'connector',
  'cable',
  'power',
  'communication',
  'software',
  'damage',
  'setting',
  'nothingFound',
  'other',
] as const
export const CauseCode = z.enum(CAUSE_CODES)
export type CauseCode = z.infer<typeof CauseCode>

const Words = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => !/[^\P{Cc}\n\r\t]/u.test(text), 'must not contain control characters')

export const Slot = z.strictObject({ from: Timestamp, until: Timestamp })
const SlotInput = z
  .strictObject({ from: TimeInput, until: TimeInput })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'], error: 'must be after from' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 86_400_000, {
    path: ['until'],
    error: 'must be within a day of from',
  })

/** The fault of an attention item: without a point it is that of the whole station. */
export const FaultQuery = z.strictObject({
  kind: SiteFaultKind,
  stationId: StationIdentity,
  evseId: EvseId.optional(),
  connectorId: ConnectorId.optional(),
})
export type FaultQuery = z.infer<typeof FaultQuery>

export const WorkOrderStep = z.strictObject({
  kind: z.enum(['sent', 'rescheduled', 'accepted', 'onSite', 'done', 'cancelled']),
  by: z.string(),
  at: Timestamp,
  assignee: z.string().nullable(),
  slot: Slot.nullable(),
  /** A note, a reason, or what was done. */
  words: z.string().nullable(),
})
export type WorkOrderStep = z.infer<typeof WorkOrderStep>

export const WorkOrder = z.strictObject({
  id: Uuid,
  /** Counted in the tenant. */
  number: z.int(),
  state: WorkOrderState,
  priority: z.enum(['urgent', 'normal']),
  stationId: StationIdentity,
  siteName: z.string().nullable(),
  /** Street and town, as far as known. */
  address: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  evseId: z.int().nullable(),
  connectorId: z.int().nullable(),
  /** As it was when somebody was sent; `isPresent` tells whether it still is. */
  fault: z.strictObject({
    kind: SiteFaultKind,
    cause: z.string().nullable(),
    info: z.string().nullable(),
    isPresent: z.boolean(),
  }),
  assignee: z.strictObject({ id: Uuid, name: z.string() }),
  slot: Slot,
  note: z.string().nullable(),
  causeCode: CauseCode.nullable(),
  whatWasDone: z.string().nullable(),
  /** The caller is the one who was sent. */
  isMine: z.boolean(),
  createdBy: z.string(),
  createdAt: Timestamp,
})
export type WorkOrder = z.infer<typeof WorkOrder>

export const WorkOrderDetail = WorkOrder.extend({ steps: z.array(WorkOrderStep) })
export type WorkOrderDetail = z.infer<typeof WorkOrderDetail>

export const WorkOrderQuery = PageQuery.extend({
  show: z.enum(['open', 'mine', 'all']).default('open'),
  stationId: StationIdentity.optional(),
})
export const WorkOrderPage = pageOf(WorkOrder)

/** Somebody who could go, and their first free hour. */
export const WorkOffer = z.strictObject({
  person: z.strictObject({ id: Uuid, name: z.string() }),
  slot: Slot,
  /** From the job before it on that day; null: there is none, or its place is unknown. */
  travelKm: z.number().nullable(),
  openOrders: z.int(),
})
export type WorkOffer = z.infer<typeof WorkOffer>

/** Whom to send and when, the best first; empty: nobody may. */
export const WorkProposal = z.strictObject({
  priority: z.enum(['urgent', 'normal']),
  offers: z.array(WorkOffer),
  /** Somebody has been sent already. */
  openOrder: WorkOrder.nullable(),
})
export type WorkProposal = z.infer<typeof WorkProposal>

export const WorkOrderInput = z.strictObject({
  fault: FaultQuery,
  assigneeId: Uuid,
  slot: SlotInput,
  note: Words.optional(),
})
export type WorkOrderInput = z.infer<typeof WorkOrderInput>

/** Fields left out stay as they are. */
export const WorkOrderPatch = z.strictObject({ assigneeId: Uuid.optional(), slot: SlotInput.optional() })
export type WorkOrderPatch = z.infer<typeof WorkOrderPatch>

export const WorkOrderCompletion = z.strictObject({ causeCode: CauseCode, whatWasDone: Words.optional() })
export type WorkOrderCompletion = z.infer<typeof WorkOrderCompletion>

export const WorkOrderCancellation = z.strictObject({ reason: label(500) })
