import { sql } from 'kysely'
import type { TenantId } from '../../stations/ids.ts'
import { type Difference, MOST_DIFFERENCES, type Watch } from '../watch.ts'

interface WaitingRow {
  readonly tenant_id: TenantId
  readonly subject: string
  /** Null: it waits no longer. */
  readonly identity: string | null
  readonly vendor: string | null
  readonly model: string | null
  readonly serial_number: string | null
  readonly first_seen_at: Date | null
}

/** Stations that ask to join. One that was turned away or let in is news when it asks again. */
export const waitingWatch: Watch = {
  name: 'waiting',
  sweepMs: 10_000,
  async look(tx) {
    const { rows } = await sql<WaitingRow>`
      select coalesce(q.tenant_id, m.tenant_id) as tenant_id, coalesce(q.identity_folded, m.subject) as subject,
        q.identity, q.vendor, q.model, q.serial_number, q.first_seen_at
      from quarantine q
      full join (select tenant_id, subject from event_marks where watch = 'waiting') m
        on m.tenant_id = q.tenant_id and m.subject = q.identity_folded
      where q.tenant_id is null or m.tenant_id is null
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map(differenceOf)
  },
}

function differenceOf(row: WaitingRow): Difference {
  const { tenant_id: tenantId, subject, identity, vendor, model, serial_number: serialNumber, first_seen_at } = row
  const place = { tenantId, subject, stationKey: null, siteId: null }
  if (identity === null || first_seen_at === null) return { ...place, mark: null, happenings: [] }
  const data = { stationId: identity, vendor, model, serialNumber }
  return { ...place, mark: {}, happenings: [{ type: 'station.waiting', atMs: first_seen_at.getTime(), data }] }
}
