import { sql } from 'kysely'
import { type HoldingRow, holdingOf } from '../../accounts/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { placeOf } from './faults.ts'
import type { HeldSlot, Worker } from './offers.ts'

interface PersonRow extends HoldingRow {
  readonly person_id: string
  readonly name: string
}

interface SlotRow {
  readonly person_id: string
  readonly order_id: string
  readonly slot_from: Date
  readonly slot_until: Date
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Where work is to be done, and of what whoever asks sees already. */
export interface WorkPlace {
  /** Null: at no site. */
  readonly siteId: string | null
  readonly seenOrders: ReadonlySet<string>
}

/** The orders of people to come that lie within the scope. */
export async function readSeenOrders(db: Db, tenantId: TenantId): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly order_id: string }>`
    select o.order_id from work_order_slots h join work_orders o on o.order_id = h.order_id
    where h.tenant_id = ${tenantId}`.execute(db)
  return new Set(rows.map(({ order_id }) => order_id))
}

/**
 * Who may do work at a site, with what holds them already wherever that is. Without a site: those who see everything.
 * Reads persons, and slots at sites that the caller may not see: call it outside of scopes.
 */
export async function readWorkers(
  db: Db,
  tenantId: TenantId,
  { siteId, seenOrders }: WorkPlace,
): Promise<readonly Worker[]> {
  const { rows } = await sql<PersonRow>`
    select m.person_id, p.name, m.role, m.custom_role_id, r.name as role_name, r.permissions as role_permissions, m.site_ids
    from memberships m join persons p on p.id = m.person_id left join custom_roles r on r.role_id = m.custom_role_id
    where m.tenant_id = ${tenantId}`.execute(db)
  const slots = await readSlots(db, tenantId, seenOrders)
  return rows.flatMap((row) => {
    const { permissions, scope } = holdingOf(row)
    const isCovered = scope === 'everything' || (siteId !== null && scope.has(siteId))
    if (!isCovered || !permissions.has('work.do')) return []
    const isTechnician = !permissions.has('work.dispatch')
    return [{ id: row.person_id, name: row.name, isTechnician, slots: slots.get(row.person_id) ?? [] }]
  })
}

async function readSlots(
  db: Db,
  tenantId: TenantId,
  seenOrders: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly HeldSlot[]>> {
  const { rows } = await sql<SlotRow>`
    select h.person_id, h.order_id, h.slot_from, h.slot_until, t.latitude, t.longitude
    from work_order_slots h join work_orders o on o.order_id = h.order_id join stations s on s.station_id = o.station_id
    left join sites t on t.site_id = s.site_id
    where h.tenant_id = ${tenantId}`.execute(db)
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id)
  return new Map([...byPerson].map(([person, held]) => [person, held.map((row) => slotOf(row, seenOrders))]))
}

function slotOf(row: SlotRow, seenOrders: ReadonlySet<string>): HeldSlot {
  const isHidden = !seenOrders.has(row.order_id)
  return { fromMs: row.slot_from.getTime(), untilMs: row.slot_until.getTime(), place: placeOf(row), isHidden }
}
