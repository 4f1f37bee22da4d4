import { sql } from 'kysely'
import type { NoticeKind, Severity } from '../contract/index.ts'
import type { EventListener, StoredEvent } from '../events/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import { MEANT, type Meaning, meaningOf } from './from-events.ts'
import { maySee, type Recipient, readRecipients } from './people.ts'
import { channelsOf } from './settings.ts'
import { RETURN_MS, recoverySettlingMs, settlingMs, tellingMs } from './timing.ts'

/** A moment of the same kind and subject within this time is the same one. */
const SAME_MOMENT_MS = 3_600_000

export interface NoticeServices {
  readonly ids: Ids
  readonly clock: Clock
}

/** Turns events into notices and decides who is told of them when, in the transaction that stores the events. */
export function noticeListener(services: NoticeServices): EventListener {
  return {
    wants: async () => (_tenantId, type) => MEANT.has(type),
    async receive(tx, events) {
      const recipients = await readRecipients(tx, [...new Set(events.map(({ tenantId }) => tenantId))])
      for (const event of events) {
        const meaning = meaningOf(event)
        if (meaning?.kind === 'opens') await open(tx, services, { event, meaning, recipients })
        else if (meaning !== undefined) await close(tx, event, { meaning, recipients, nowMs: services.clock.nowMs() })
      }
    },
  }
}

interface NoticeRow {
  readonly notice_id: string
  readonly severity: Severity
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly returns: number
}

interface Opening {
  readonly event: StoredEvent
  readonly meaning: Extract<Meaning, { kind: 'opens' }>
  readonly recipients: readonly Recipient[]
}

async function open(tx: Tx, { ids, clock }: NoticeServices, opening: Opening): Promise<void> {
  const { event, meaning, recipients } = opening
  const nowMs = clock.nowMs()
  const before = await readNotice(tx, event, meaning)
  const isWorse = before?.severity === 'warning' && meaning.severity === 'critical'
  if (before !== undefined && !isWorse && isSame(before, meaning, nowMs)) {
    await sql`
      update notices set data = ${JSON.stringify(event.data)}::jsonb where notice_id = ${before.notice_id}`.execute(tx)
    return
  }
  const hasReturned = before?.closed_at != null && !meaning.isMoment && nowMs - before.closed_at.getTime() < RETURN_MS
  const returns = hasReturned ? before.returns + 1 : 0
  const noticeId = before?.notice_id ?? ids.next()
  await sql`
    insert into notices (tenant_id, notice_id, kind, subject, severity, station_id, site_id, data, opened_at, closed_at, returns)
    values (${event.tenantId}, ${noticeId}, ${meaning.notice}, ${meaning.subject}, ${meaning.severity}, ${event.stationKey},
      ${event.siteId}::uuid, ${JSON.stringify(event.data)}::jsonb, ${new Date(nowMs)},
      ${meaning.isMoment ? new Date(nowMs) : null}::timestamptz, ${returns})
    on conflict (tenant_id, kind, subject) do update set severity = excluded.severity, site_id = excluded.site_id,
      data = excluded.data, opened_at = excluded.opened_at, closed_at = excluded.closed_at, returns = excluded.returns`.execute(
    tx,
  )
  // Whoever has not heard of its end yet need not hear that it has begun again.
  await sql`
    update notice_tellings set state = 'told' where notice_id = ${noticeId} and state = 'recovered' and not ${meaning.isMoment}`.execute(
    tx,
  )
  const seen = { tenantId: event.tenantId, kind: meaning.notice, siteId: event.siteId }
  for (const recipient of recipients.filter((one) => maySee(one, seen))) {
    await plan(tx, recipient, { noticeId, meaning, returns, nowMs })
  }
}

/** Whether what is reported is what is known already. */
function isSame(before: NoticeRow, { isMoment }: Opening['meaning'], nowMs: number): boolean {
  return isMoment ? nowMs - before.opened_at.getTime() < SAME_MOMENT_MS : before.closed_at === null
}

interface Moment {
  readonly noticeId: string
  readonly notice: NoticeKind
  readonly severity: Severity
  readonly nowMs: number
}

/** Plans to tell one person of a moment that concerns nobody else. */
export function planMoment(tx: Tx, recipient: Recipient, { noticeId, notice, severity, nowMs }: Moment): Promise<void> {
  const meaning = { kind: 'opens', notice, subject: noticeId, severity, isMoment: true } as const
  return plan(tx, recipient, { noticeId, meaning, returns: 0, nowMs })
}

interface Planned {
  readonly noticeId: string
  readonly meaning: Opening['meaning']
  readonly returns: number
  readonly nowMs: number
}

async function plan(tx: Tx, { tenantId, personId, settings }: Recipient, planned: Planned): Promise<void> {
  const { noticeId, meaning, returns, nowMs } = planned
  const readyMs = nowMs + settlingMs(meaning.notice, returns, settings)
  for (const channel of channelsOf(settings, meaning.notice, meaning.severity)) {
    const dueMs = tellingMs(readyMs, { severity: meaning.severity, channel }, settings)
    await sql`
      insert into notice_tellings (tenant_id, notice_id, person_id, channel, state, due_at)
      values (${tenantId}, ${noticeId}, ${personId}, ${channel}, 'waiting', ${new Date(dueMs)})
      on conflict (notice_id, person_id, channel) do update
        set state = 'waiting', due_at = excluded.due_at, attempts = 0, last_error = null
        where notice_tellings.state = 'done' or ${meaning.isMoment}`.execute(tx)
  }
}

interface Closing {
  readonly meaning: Extract<Meaning, { kind: 'closes' }>
  readonly recipients: readonly Recipient[]
  readonly nowMs: number
}

/** It is over: who was told of it hears so, once; who was not hears nothing of it. */
async function close(tx: Tx, event: StoredEvent, { meaning, recipients, nowMs }: Closing): Promise<void> {
  const before = await readNotice(tx, event, meaning)
  if (before === undefined || before.closed_at !== null) return
  const { notice_id: noticeId, severity, returns } = before
  await sql`update notices set closed_at = ${new Date(nowMs)} where notice_id = ${noticeId}`.execute(tx)
  await sql`
    update notice_tellings set state = 'done' where notice_id = ${noticeId} and state = 'waiting'`.execute(tx)
  const { rows } = await sql<{ person_id: string; channel: 'email' | 'push' | 'webhook' }>`
    select person_id, channel from notice_tellings where notice_id = ${noticeId} and state = 'told'`.execute(tx)
  const readyMs = nowMs + recoverySettlingMs(returns)
  for (const { person_id, channel } of rows) {
    const recipient = recipients.find(({ tenantId, personId }) => tenantId === event.tenantId && personId === person_id)
    const dueMs = recipient === undefined ? readyMs : tellingMs(readyMs, { severity, channel }, recipient.settings)
    await sql`
      update notice_tellings set state = 'recovered', due_at = ${new Date(dueMs)}, attempts = 0
      where notice_id = ${noticeId} and person_id = ${person_id} and channel = ${channel}`.execute(tx)
  }
}

async function readNotice(
  tx: Tx,
  { tenantId }: StoredEvent,
  { notice, subject }: { readonly notice: NoticeKind; readonly subject: string },
): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    select notice_id, severity, opened_at, closed_at, returns from notices
    where tenant_id = ${tenantId} and kind = ${notice} and subject = ${subject} for update`.execute(tx)
  return rows[0]
}
