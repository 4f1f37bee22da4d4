import { sql } from 'kysely'
import type { z } from 'zod'
import type { BookingNotice } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { type NoticeServices, planMoment } from './notices.ts'
import { maySee, type Recipient } from './people.ts'

export interface AskedBooking {
  readonly tenantId: TenantId
  readonly siteId: string
  readonly data: z.output<typeof BookingNotice>
  /** All who belong to the tenant: those are told who decide upon bookings of the site. */
  readonly people: readonly Recipient[]
  /** Who has taken it down knows of it. */
  readonly by: string | undefined
}

/** Tells those who decide that a place is asked for, in the transaction that notes the request. */
export async function tellDeciders(
  tx: Tx,
  { ids, clock }: NoticeServices,
  { tenantId, siteId, data, people, by }: AskedBooking,
): Promise<void> {
  const [noticeId, nowMs] = [ids.next(), clock.nowMs()]
  const notice = { tenantId, siteId, kind: 'bookingRequested' } as const
  const told = people.filter((person) => person.personId !== by && maySee(person, notice))
  if (told.length === 0) return
  await sql`
    insert into notices (tenant_id, notice_id, kind, subject, severity, site_id, data, opened_at, closed_at, returns)
    values (${tenantId}, ${noticeId}, ${notice.kind}, ${data.bookingId}, 'info', ${siteId}, ${JSON.stringify(data)}::jsonb,
      ${new Date(nowMs)}, ${new Date(nowMs)}, 0)`.execute(tx)
  for (const person of told) await planMoment(tx, person, { noticeId, notice: notice.kind, severity: 'info', nowMs })
}
