import { sql } from 'kysely'
import type { WorkOrder, WorkOrderStep } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { isOpen } from './queries.ts'

/** Who goes, and when. */
export interface Appointment {
  readonly assignee: { readonly id: string; readonly name: string }
  readonly from: string
  readonly until: string
}

/** Holds the tenant's appointments until the transaction ends: nobody else takes or moves one meanwhile. */
export async function holdAppointments(tx: Tx, tenantId: TenantId): Promise<void> {
  await sql`insert into work_order_numbers (tenant_id, last) values (${tenantId}, 0)
    on conflict (tenant_id) do update set last = work_order_numbers.last`.execute(tx)
}

export async function nextNumber(tx: Tx, tenantId: TenantId): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    update work_order_numbers set last = last + 1 where tenant_id = ${tenantId} returning last`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The appointments of the tenant are not held.')
  return row.last
}

/** Whether something else holds the person at that time. */
export async function isTaken(
  tx: Tx,
  tenantId: TenantId,
  { assignee, from, until }: Appointment,
  exceptOrderId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from work_order_slots where tenant_id = ${tenantId} and person_id = ${assignee.id}
      and order_id <> ${exceptOrderId} and slot_from < ${until}::timestamptz and slot_until > ${from}::timestamptz
    limit 1`.execute(tx)
  return rows.length > 0
}

export interface NewOrder {
  readonly tenantId: TenantId
  readonly orderId: string
  readonly number: number
  readonly stationKey: StationKey
  readonly evseId: number | null
  readonly connectorId: number | null
  readonly fault: Pick<WorkOrder['fault'], 'kind' | 'cause' | 'info'>
  readonly priority: WorkOrder['priority']
  readonly appointment: Appointment
  readonly note: string | null
  readonly createdBy: string
  readonly nowMs: number
}

export async function insertOrder(tx: Tx, order: NewOrder): Promise<void> {
  const { fault, appointment } = order
  await sql`
    insert into work_orders (tenant_id, order_id, number, station_id, evse_id, connector_id, fault_kind, fault_cause,
      fault_info, priority, state, assignee_id, assignee_name, slot_from, slot_until, note, created_by, created_at)
    values (${order.tenantId}, ${order.orderId}, ${order.number}, ${order.stationKey}, ${order.evseId}, ${order.connectorId},
      ${fault.kind}, ${fault.cause}, ${fault.info}, ${order.priority}, 'sent', ${appointment.assignee.id},
      ${appointment.assignee.name}, ${appointment.from}, ${appointment.until}, ${order.note}, ${order.createdBy},
      ${new Date(order.nowMs)})`.execute(tx)
  await holdSlot(tx, order.tenantId, order.orderId, appointment)
}

async function holdSlot(tx: Tx, tenantId: TenantId, orderId: string, { assignee, from, until }: Appointment) {
  await sql`
    insert into work_order_slots (tenant_id, order_id, person_id, slot_from, slot_until)
    values (${tenantId}, ${orderId}, ${assignee.id}, ${from}, ${until})
    on conflict (order_id) do update
      set person_id = excluded.person_id, slot_from = excluded.slot_from, slot_until = excluded.slot_until`.execute(tx)
}

/** An open order that nobody else changes until the transaction ends. */
export interface HeldOrder {
  readonly order_id: string
  readonly number: number
  readonly station_id: StationKey
  readonly state: WorkOrder['state']
  readonly assignee_id: string
  readonly assignee_name: string
  readonly slot_from: Date
  readonly slot_until: Date
}

export async function holdOrder(tx: Tx, tenantId: TenantId, orderId: string): Promise<HeldOrder | undefined> {
  const { rows } = await sql<HeldOrder>`
    select order_id, number, station_id, state, assignee_id, assignee_name, slot_from, slot_until
    from work_orders where tenant_id = ${tenantId} and order_id = ${orderId} for update`.execute(tx)
  return rows[0]
}

export async function moveOrder(tx: Tx, tenantId: TenantId, orderId: string, appointment: Appointment): Promise<void> {
  const { assignee, from, until } = appointment
  await sql`
    update work_orders set state = 'sent', assignee_id = ${assignee.id}, assignee_name = ${assignee.name},
      slot_from = ${from}, slot_until = ${until} where order_id = ${orderId}`.execute(tx)
  await holdSlot(tx, tenantId, orderId, appointment)
}

export interface Ending {
  readonly causeCode?: string
  readonly whatWasDone?: string | undefined
}

/** Brings an order into another state; one that is over holds nobody any more. */
export async function setState(tx: Tx, orderId: string, state: WorkOrder['state'], ending: Ending = {}): Promise<void> {
  await sql`
    update work_orders o set state = ${state}, cause_code = coalesce(${ending.causeCode ?? null}, cause_code),
      what_was_done = coalesce(${ending.whatWasDone ?? null}, what_was_done)
    where o.order_id = ${orderId} and ${isOpen}`.execute(tx)
  if (state === 'done' || state === 'cancelled') {
    await sql`delete from work_order_slots where order_id = ${orderId}`.execute(tx)
  }
}

export interface NewStep {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly stepId: string
  readonly orderId: string
  readonly kind: WorkOrderStep['kind']
  readonly by: string
  readonly nowMs: number
  readonly appointment?: Appointment
  readonly words?: string | undefined
}

export async function insertStep(tx: Tx, step: NewStep): Promise<void> {
  const { appointment } = step
  await sql`
    insert into work_order_steps (tenant_id, station_id, step_id, order_id, kind, done_by, done_at, assignee, slot_from,
      slot_until, words)
    values (${step.tenantId}, ${step.stationKey}, ${step.stepId}, ${step.orderId}, ${step.kind}, ${step.by},
      ${new Date(step.nowMs)}, ${appointment?.assignee.name ?? null}, ${appointment?.from ?? null}::timestamptz,
      ${appointment?.until ?? null}::timestamptz, ${step.words || null})`.execute(tx)
}
