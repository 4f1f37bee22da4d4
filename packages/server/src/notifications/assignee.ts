import { sql } from 'kysely'
import type { z } from 'zod'
import type { WorkOrderNotice } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { type NoticeServices, planMoment } from './notices.ts'
import type { Recipient } from './people.ts'

export interface AssigneeNotice {
  readonly tenantId: TenantId
  readonly data: z.output<typeof WorkOrderNotice>
  /** Undefined: they belong to the tenant no more. */
  readonly recipient: Recipient | undefined
}

/** Tells one person of work that is theirs, or is not any more, in the transaction that makes it so. */
export async function tellAssignee(
  tx: Tx,
  { ids, clock }: NoticeServices,
  { tenantId, data, recipient }: AssigneeNotice,
): Promise<void> {
  if (recipient === undefined) return
  const [noticeId, nowMs] = [ids.next(), clock.nowMs()]
  await sql`
    insert into notices (tenant_id, notice_id, kind, subject, severity, station_id, site_id, data, opened_at, closed_at, returns)
    select ${tenantId}, ${noticeId}, 'workOrder', ${noticeId}, 'warning', s.station_id, s.site_id, ${JSON.stringify(data)}::jsonb,
      ${new Date(nowMs)}, ${new Date(nowMs)}, 0
    from stations s where s.tenant_id = ${tenantId} and s.identity_folded = ${data.stationId.toLowerCase()}`.execute(tx)
  await planMoment(tx, recipient, { noticeId, notice: 'workOrder', severity: 'warning', nowMs })
}
