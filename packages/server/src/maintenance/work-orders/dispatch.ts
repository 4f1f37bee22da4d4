import { type Actor, callerOf, nameOf, recordAudit } from '../../accounts/index.ts'
import type { FaultQuery, WorkOrderInput, WorkOrderPatch, WorkProposal } from '../../contract/index.ts'
import { type Recipient, readRecipients, tellAssignee } from '../../notifications/index.ts'
import { readOrganisation } from '../../organisation/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import { outsideScopes } from '../../platform/row-scope.ts'
import { type FoundFault, findFault, priorityOf } from './faults.ts'
import { type Offer, offersFor, type Worker } from './offers.ts'
import { findOpenOrder, readOrder } from './queries.ts'
import {
  type Appointment,
  type HeldOrder,
  holdAppointments,
  holdOrder,
  insertOrder,
  insertStep,
  isTaken,
  moveOrder,
  nextNumber,
} from './store.ts'
import { readSeenOrders, readWorkers } from './workers.ts'

export interface WorkServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

/** Somebody asking, as queries of orders name them. */
export function askerOf(actor: Actor) {
  return { tenantId: actor.tenantId, callerId: callerOf(actor) }
}

/** Whom to send to a fault and when, or who has been sent. */
export async function propose(services: WorkServices, actor: Actor, fault: FaultQuery): Promise<WorkProposal> {
  const db = services.database.kysely
  const found = await existingFault(services, actor, fault)
  const openOrder = await findOpenOrder(db, askerOf(actor), { ...fault, stationKey: found.stationKey })
  const workers = await workersFor(services, actor, found.siteId)
  const { timeZone } = await readOrganisation(db, actor.tenantId)
  const priority = priorityOf(fault.kind)
  const task = {
    place: found.place,
    isUrgent: priority === 'urgent',
    nowMs: services.clock.nowMs(),
    timeZone: timeZone ?? 'UTC',
  }
  return { priority, openOrder: openOrder ?? null, offers: offersFor(task, workers).map(offerOf) }
}

/** Who may be sent. What holds them elsewhere holds them here too, and tells no more of itself than the caller may see. */
async function workersFor({ database }: WorkServices, { tenantId }: Actor, siteId: string | null) {
  const seenOrders = await readSeenOrders(database.kysely, tenantId)
  return outsideScopes(() => readWorkers(database.kysely, tenantId, { siteId, seenOrders }))
}

function offerOf({ worker, fromMs, untilMs, travelKm, openOrders }: Offer): WorkProposal['offers'][number] {
  const slot = { from: new Date(fromMs).toISOString(), until: new Date(untilMs).toISOString() }
  const way = travelKm === null ? null : Math.round(travelKm * 10) / 10
  return { person: { id: worker.id, name: worker.name }, slot, travelKm: way, openOrders }
}

async function existingFault({ database }: WorkServices, actor: Actor, fault: FaultQuery): Promise<FoundFault> {
  const found = await findFault(database.kysely, actor.tenantId, fault)
  if (found === undefined) throw new Refusal('stationNotFound')
  return found
}

/** Sends somebody to a fault; the new order's id. */
export async function dispatch(services: WorkServices, actor: Actor, input: WorkOrderInput): Promise<string> {
  const { tenantId } = actor
  const { fault } = input
  const found = await existingFault(services, actor, fault)
  if (!found.isPresent) throw new Refusal('faultNotPresent')
  const workers = await workersFor(services, actor, found.siteId)
  const appointment = { assignee: assigneeAmong(workers, input.assigneeId), ...input.slot }
  const orderId = services.ids.next()
  const people = await peopleOf(services, actor)
  await services.database.transaction(async (tx) => {
    const nowMs = services.clock.nowMs()
    await holdAppointments(tx, tenantId)
    const open = await findOpenOrder(tx, askerOf(actor), { ...fault, stationKey: found.stationKey })
    if (open !== undefined) throw new Refusal('faultHasOrder', { detail: `It is order ${open.number}.` })
    await requireFree(tx, actor, appointment, orderId)
    const number = await nextNumber(tx, tenantId)
    await insertOrder(tx, {
      ...{ tenantId, orderId, number, stationKey: found.stationKey, appointment, nowMs },
      evseId: fault.evseId ?? null,
      connectorId: fault.connectorId ?? null,
      fault: { kind: fault.kind, cause: found.cause, info: found.info },
      priority: priorityOf(fault.kind),
      note: input.note || null,
      createdBy: nameOf(actor),
    })
    const step = { tenantId, stationKey: found.stationKey, stepId: services.ids.next(), orderId, nowMs }
    await insertStep(tx, { ...step, kind: 'sent', by: nameOf(actor), appointment, words: input.note })
    const detail = { number, station: fault.stationId, assignee: appointment.assignee.name }
    await recordAudit(tx, actor, { atMs: nowMs, action: 'workOrder.sent', object: orderId, detail })
    await tell(tx, services, { actor, people, orderId, change: 'sent', to: appointment.assignee.id })
  })
  return orderId
}

/** Sends somebody else, or at another time. Whoever was sent before hears that they need not go. */
export async function reschedule(
  services: WorkServices,
  actor: Actor,
  orderId: string,
  patch: WorkOrderPatch,
): Promise<void> {
  const { tenantId } = actor
  const known = await readOrder(services.database.kysely, askerOf(actor), orderId)
  if (known === undefined) throw new Refusal('workOrderNotFound')
  const { siteId } = await existingFault(services, actor, faultOf(known))
  const workers = await workersFor(services, actor, siteId)
  const people = await peopleOf(services, actor)
  await services.database.transaction(async (tx) => {
    const nowMs = services.clock.nowMs()
    await holdAppointments(tx, tenantId)
    const order = await heldOrder(tx, actor, orderId)
    if (order.state !== 'sent' && order.state !== 'accepted') throw new Refusal('workOrderMovedOn')
    const appointment = {
      assignee: assigneeAmong(workers, patch.assigneeId ?? order.assignee_id),
      from: patch.slot?.from ?? order.slot_from.toISOString(),
      until: patch.slot?.until ?? order.slot_until.toISOString(),
    }
    await requireFree(tx, actor, appointment, orderId)
    await moveOrder(tx, tenantId, orderId, appointment)
    const step = { tenantId, stationKey: order.station_id, stepId: services.ids.next(), orderId, nowMs }
    await insertStep(tx, { ...step, kind: 'rescheduled', by: nameOf(actor), appointment })
    const detail = { number: order.number, assignee: appointment.assignee.name, from: appointment.from }
    await recordAudit(tx, actor, { atMs: nowMs, action: 'workOrder.rescheduled', object: orderId, detail })
    const isSame = appointment.assignee.id === order.assignee_id
    const told = { actor, people, orderId }
    await tell(tx, services, { ...told, change: isSame ? 'rescheduled' : 'sent', to: appointment.assignee.id })
    if (isSame) return
    // Of the appointment that is theirs no more; when somebody else goes is not theirs to know.
    const theirs = { from: order.slot_from.toISOString(), until: order.slot_until.toISOString() }
    await tell(tx, services, { ...told, change: 'cancelled', to: order.assignee_id, theirs })
  })
}

function faultOf({ fault, stationId, evseId, connectorId }: NonNullable<Awaited<ReturnType<typeof readOrder>>>) {
  return { kind: fault.kind, stationId, evseId: evseId ?? undefined, connectorId: connectorId ?? undefined }
}

function assigneeAmong(workers: readonly Worker[], id: string): Appointment['assignee'] {
  const worker = workers.find((one) => one.id === id)
  if (worker !== undefined) return { id: worker.id, name: worker.name }
  throw new Refusal('invalidInput', {
    errors: [{ field: 'assigneeId', rule: 'must be somebody who may do work at this site' }],
  })
}

async function requireFree(tx: Tx, { tenantId }: Actor, appointment: Appointment, orderId: string): Promise<void> {
  if (!(await isTaken(tx, tenantId, appointment, orderId))) return
  throw new Refusal('slotTaken', {
    errors: [{ field: 'slot.from', rule: 'must be when nothing else holds the person' }],
  })
}

/** An order that nobody else changes meanwhile; refuses what is not there. */
export async function heldOrder(tx: Tx, { tenantId }: Actor, orderId: string): Promise<HeldOrder> {
  const order = await holdOrder(tx, tenantId, orderId)
  if (order === undefined) throw new Refusal('workOrderNotFound')
  return order
}

interface Told {
  readonly actor: Actor
  readonly people: readonly Recipient[]
  readonly orderId: string
  readonly change: 'sent' | 'rescheduled' | 'cancelled'
  readonly to: string
  /** When they were to go; undefined: as the order says now. */
  readonly theirs?: { readonly from: string; readonly until: string }
}

/** Those who may be told. Read before a transaction begins: what waits for another's must not wait for a connection. */
export function peopleOf({ database }: WorkServices, { tenantId }: Actor): Promise<readonly Recipient[]> {
  return outsideScopes(() => readRecipients(database.kysely, [tenantId]))
}

/** Tells whoever is sent, or need not go. */
export async function tell(
  tx: Tx,
  services: WorkServices,
  { actor, people, orderId, change, to, theirs }: Told,
): Promise<void> {
  const order = await readOrder(tx, askerOf(actor), orderId)
  if (order === undefined) throw new Error('The order that was just changed is not there.')
  const { number, stationId, evseId, siteName, address, fault } = order
  const { from, until } = theirs ?? order.slot
  const note = theirs === undefined ? order.note : null
  const place = [siteName, address].filter((part) => part !== null).join(', ')
  const cause = fault.cause ?? fault.kind
  await tellAssignee(tx, services, {
    tenantId: actor.tenantId,
    recipient: people.find(({ personId }) => personId === to),
    data: { change, orderId, number, stationId, evseId, place, cause, from, until, note },
  })
}
