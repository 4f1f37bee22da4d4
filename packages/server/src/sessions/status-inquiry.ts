import type { StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'
import type { StationIdentity, StationKey, TenantId } from '../stations/ids.ts'

/** A session whose station shall be asked how it stands. */
export interface OpenSession {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly transactionId: string
}

const MOST_AT_ONCE = 500
/** With the usual quarter of an hour a session that stays open is asked about once a day in the end. */
const LONGEST_FACTOR = 96

/**
 * Finds sessions of 2.x stations that nothing has been heard of for `afterMs` while their station was online, and that
 * are not whole: events are missing, or the end is. Marks them as asked, so that the next time comes later: after twice
 * as long each time, until something is heard. The rows are the only record: whoever is restarted finds the same.
 */
export async function takeOpenSessions(
  tx: Tx,
  { nowMs, afterMs }: { readonly nowMs: number; readonly afterMs: number },
): Promise<readonly OpenSession[]> {
  const quietSince = new Date(nowMs - afterMs)
  const { rows } = await sql<OpenSession>`
    with open as (
      select s.station_id, s.session_id, t.identity_folded
      from sessions s join stations t on t.station_id = s.station_id
      where (s.state = 'active'
          or (s.flags @> '[{"code": "sequenceGap"}]' and not s.flags @> '[{"code": "messagesLost"}]'))
        and s.transaction_id is not null and s.updated_at <= ${quietSince}
        and (s.status_asked_at is null or s.status_asked_at <= ${new Date(nowMs)}::timestamptz
          - ${afterMs} * interval '1 millisecond'
            * case when s.updated_at > s.status_asked_at then 1
                   else least(power(2, s.status_asks - 1), ${LONGEST_FACTOR}) end)
        and t.connected_node is not null and t.connected_at <= ${quietSince} and t.ocpp_version in ('2.0.1', '2.1')
        and t.registration = 'Accepted' and t.boot_status = 'Accepted'
        and not exists (select from sessions n where n.station_id = s.station_id
          and n.transaction_id = s.transaction_id and n.generation > s.generation)
      order by s.status_asked_at nulls first limit ${MOST_AT_ONCE} for update of s skip locked
    )
    update sessions s set status_asked_at = ${new Date(nowMs)},
      status_asks = case when s.updated_at > s.status_asked_at then 1 else least(s.status_asks + 1, 100) end
    from open o where s.station_id = o.station_id and s.session_id = o.session_id
    returning s.tenant_id as "tenantId", s.station_id as "stationKey",
      o.identity_folded as identity, s.transaction_id as "transactionId"`.execute(tx)
  return rows
}

/** The command that asks (2.x E14). */
export function statusInquiry(transactionId: string): StationCommand {
  return { kind: 'getTransactionStatus', transactionId }
}
