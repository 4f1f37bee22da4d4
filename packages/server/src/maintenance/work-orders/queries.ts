import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type NewestCursor, newestFirst, pageOf } from '../../api/cursor.ts'
import { instant } from '../../api/instant.ts'
import type { WorkOrder, WorkOrderDetail, WorkOrderQuery, WorkOrderStep } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { isPresent } from './faults.ts'

/** Who asks: the tenant, and the person or key. */
export interface Asker {
  readonly tenantId: TenantId
  readonly callerId: string
}

interface OrderRow {
  readonly at: string
  readonly order_id: string
  readonly number: number
  readonly state: WorkOrder['state']
  readonly priority: WorkOrder['priority']
  readonly identity: string
  readonly site_name: string | null
  readonly address: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly evse_id: number | null
  readonly connector_id: number | null
  readonly fault_kind: WorkOrder['fault']['kind']
  readonly fault_cause: string | null
  readonly fault_info: string | null
  readonly is_present: boolean
  readonly assignee_id: string
  readonly assignee_name: string
  readonly slot_from: Date
  readonly slot_until: Date
  readonly note: string | null
  readonly cause_code: WorkOrder['causeCode']
  readonly what_was_done: string | null
  readonly created_by: string
  readonly created_at: Date
}

const LATEST = newestFirst(sql`o.slot_from`, sql`o.order_id`)
/** Somebody is still to go. */
export const isOpen = sql`o.state in ('sent', 'accepted', 'onSite')`
const present = isPresent({ kind: sql`o.fault_kind`, evse: sql`o.evse_id`, connector: sql`o.connector_id` })

function select(tenantId: TenantId, where: RawBuilder<unknown>) {
  return sql<OrderRow>`
    select o.order_id, o.number, o.state, o.priority, s.identity, t.name as site_name,
      nullif(concat_ws(', ', t.address, t.city), '') as address, t.latitude, t.longitude, o.evse_id, o.connector_id,
      o.fault_kind, o.fault_cause, o.fault_info, ${present} as is_present, o.assignee_id, o.assignee_name, o.slot_from,
      o.slot_until, o.note, o.cause_code, o.what_was_done, o.created_by, o.created_at, ${LATEST.at} as at
    from work_orders o join stations s on s.station_id = o.station_id left join sites t on t.site_id = s.site_id
    where o.tenant_id = ${tenantId} and ${where}`
}

type OrderQuery = Omit<z.output<typeof WorkOrderQuery>, 'cursor'> & {
  readonly after: z.output<typeof NewestCursor> | undefined
}

export async function listOrders(db: Db, asker: Asker, { show, stationId, limit, after }: OrderQuery) {
  const conditions = [
    ...(show === 'all' ? [] : [isOpen]),
    ...(show === 'mine' ? [sql`o.assignee_id = ${asker.callerId}`] : []),
    ...(stationId === undefined ? [] : [sql`s.identity_folded = ${stationId.toLowerCase()}`]),
    ...(after === undefined ? [] : [LATEST.after(after)]),
    sql`true`,
  ]
  const { rows } = await sql<OrderRow>`${select(asker.tenantId, sql.join(conditions, sql` and `))}
    order by ${LATEST.order} limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, { item: (row) => orderOf(row, asker), key: (row) => [row.at, row.order_id] })
}

/** One order with its history. */
export async function readOrder(db: Db, asker: Asker, orderId: string): Promise<WorkOrderDetail | undefined> {
  const { rows } = await select(asker.tenantId, sql`o.order_id = ${orderId}`).execute(db)
  const [row] = rows
  return row === undefined ? undefined : { ...orderOf(row, asker), steps: await readSteps(db, orderId) }
}

/** The order by which somebody has been sent to a fault already. */
export async function findOpenOrder(
  db: Db,
  asker: Asker,
  fault: {
    readonly stationKey: StationKey
    readonly kind: string
    readonly evseId?: number | undefined
    readonly connectorId?: number | undefined
  },
): Promise<WorkOrder | undefined> {
  const { rows } = await select(
    asker.tenantId,
    sql`${isOpen} and o.station_id = ${fault.stationKey} and o.fault_kind = ${fault.kind}
      and o.evse_id is not distinct from ${fault.evseId ?? null}::smallint
      and o.connector_id is not distinct from ${fault.connectorId ?? null}::smallint`,
  ).execute(db)
  const [row] = rows
  return row && orderOf(row, asker)
}

function orderOf(row: OrderRow, { callerId }: Asker): WorkOrder {
  return {
    id: row.order_id,
    number: row.number,
    state: row.state,
    priority: row.priority,
    stationId: row.identity,
    siteName: row.site_name,
    address: row.address,
    latitude: row.latitude,
    longitude: row.longitude,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    fault: { kind: row.fault_kind, cause: row.fault_cause, info: row.fault_info, isPresent: row.is_present },
    assignee: { id: row.assignee_id, name: row.assignee_name },
    slot: { from: instant(row.slot_from), until: instant(row.slot_until) },
    note: row.note,
    causeCode: row.cause_code,
    whatWasDone: row.what_was_done,
    isMine: row.assignee_id === callerId,
    createdBy: row.created_by,
    createdAt: instant(row.created_at),
  }
}

interface StepRow {
  readonly kind: WorkOrderStep['kind']
  readonly done_by: string
  readonly done_at: Date
  readonly assignee: string | null
  readonly slot_from: Date | null
  readonly slot_until: Date | null
  readonly words: string | null
}

async function readSteps(db: Db, orderId: string): Promise<WorkOrderStep[]> {
  const { rows } = await sql<StepRow>`
    select kind, done_by, done_at, assignee, slot_from, slot_until, words from work_order_steps
    where order_id = ${orderId} order by done_at, step_id`.execute(db)
  return rows.map(({ kind, done_by, done_at, assignee, slot_from, slot_until, words }) => ({
    ...{ kind, by: done_by, at: instant(done_at), assignee, words },
    slot: slot_from === null || slot_until === null ? null : { from: instant(slot_from), until: instant(slot_until) },
  }))
}
