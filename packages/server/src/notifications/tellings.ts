import { type RawBuilder, sql } from 'kysely'
import type { Channel, Severity } from '../contract/index.ts'
import { backOffMs } from '../platform/back-off.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { isNoticeKind } from './settings.ts'
import type { ToldNotice } from './words.ts'

/** Longer than telling takes: what dies while telling is told again. */
const LEASE_MS = 120_000
const MOST_AT_ONCE = 500
/** People of one tenant who are sent something at once: all their receivers may be slow. */
const SENT_PER_TENANT = 15
const WAITS = { firstMs: 30_000, longestMs: 3_600_000 }
const MOST_ATTEMPTS = 8

interface TellingRow {
  readonly tenant_id: TenantId
  readonly notice_id: string
  readonly person_id: string
  readonly channel: Channel
  readonly state: 'waiting' | 'recovered'
  readonly attempts: number
  readonly kind: string
  readonly site_id: string | null
  readonly severity: Severity
  readonly data: unknown
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly returns: number
}

/** One notice that is to be told to one person by one way. */
export interface Telling extends ToldNotice {
  readonly tenantId: TenantId
  readonly noticeId: string
  readonly personId: string
  readonly channel: Channel
  readonly siteId: string | null
  readonly attempts: number
}

/** Takes the mails that are due, each for one process alone. */
export function claimMails(tx: Tx, nowMs: number): Promise<readonly Telling[]> {
  return claim(tx, nowMs, sql`channel = 'email'`)
}

export interface SendingClaim {
  readonly nowMs: number
  /** Of people, each way counted apart. */
  readonly most: number
  /** One of each person and way that is being told. */
  readonly busy: readonly Telling[]
}

/** Takes what else is due, of those who have waited longest. */
export function claimSendings(tx: Tx, { nowMs, most, busy }: SendingClaim): Promise<readonly Telling[]> {
  const tenants = busy.map(({ tenantId }) => tenantId)
  const people = busy.map(({ personId }) => personId)
  const channels = busy.map(({ channel }) => channel)
  const free = sql`(tenant_id, person_id, channel) in (
    select tenant_id, person_id, channel from (
      select tenant_id, person_id, channel, min(due_at) as since,
        row_number() over (partition by tenant_id order by min(due_at), person_id, channel) as turn
      from notice_tellings
      where channel <> 'email' and state in ('waiting', 'recovered') and due_at <= ${new Date(nowMs)}
        and (tenant_id, person_id, channel) not in (
          select * from unnest(${tenants}::smallint[], ${people}::uuid[], ${channels}::text[]))
      group by 1, 2, 3
    ) waiting
    where turn <= ${SENT_PER_TENANT} - (select count(*) from unnest(${tenants}::smallint[]) one where one = waiting.tenant_id)
    order by since, person_id, channel limit ${most})`
  return claim(tx, nowMs, free)
}

/** Each for one process alone. */
async function claim(tx: Tx, nowMs: number, which: RawBuilder<unknown>): Promise<readonly Telling[]> {
  const { rows } = await sql<TellingRow>`
    update notice_tellings t set attempts = t.attempts + 1, due_at = ${new Date(nowMs + LEASE_MS)}
    from notices n
    where n.notice_id = t.notice_id and (t.notice_id, t.person_id, t.channel) in (
      select notice_id, person_id, channel from notice_tellings
      where state in ('waiting', 'recovered') and due_at <= ${new Date(nowMs)} and ${which}
      order by due_at limit ${MOST_AT_ONCE} for update skip locked)
    returning t.tenant_id, t.notice_id, t.person_id, t.channel, t.state, t.attempts, n.kind, n.site_id, n.severity, n.data,
      n.opened_at, n.closed_at, n.returns`.execute(tx)
  return rows.flatMap((row) => tellingOf(row))
}

function tellingOf({ kind, ...row }: TellingRow): Telling[] {
  if (!isNoticeKind(kind)) return []
  return [
    {
      tenantId: row.tenant_id,
      noticeId: row.notice_id,
      personId: row.person_id,
      channel: row.channel,
      siteId: row.site_id,
      attempts: row.attempts,
      ...{ kind, severity: row.severity, data: row.data, returns: row.returns },
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      isOver: row.state === 'recovered',
    },
  ]
}

/** They have been told, or there is nobody to tell. What lasts can still come to an end. */
export async function noteTold(tx: Tx, tellings: readonly Telling[], { reached = true } = {}): Promise<void> {
  for (const telling of tellings) {
    const isDone = telling.isOver || telling.closedAt !== null || !reached
    await sql`
      update notice_tellings set state = ${isDone ? 'done' : 'told'}, last_error = null
      where ${placeOf(telling)} and state = ${telling.isOver ? 'recovered' : 'waiting'}`.execute(tx)
  }
}

/** It did not work: it is tried again, a few times. */
export async function noteFailed(
  tx: Tx,
  tellings: readonly Telling[],
  { reason, nowMs }: { readonly reason: string; readonly nowMs: number },
): Promise<void> {
  for (const telling of tellings) {
    // The claim has counted this attempt already.
    const waitMs = backOffMs(WAITS, telling.attempts)
    await sql`
      update notice_tellings set last_error = ${reason}, due_at = ${new Date(nowMs + waitMs)},
        state = case when attempts >= ${MOST_ATTEMPTS} then 'done' else state end
      where ${placeOf(telling)}`.execute(tx)
  }
}

function placeOf({ noticeId, personId, channel }: Telling) {
  return sql`notice_id = ${noticeId} and person_id = ${personId} and channel = ${channel}`
}
