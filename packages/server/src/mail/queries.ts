import { sql } from 'kysely'
import { z } from 'zod'
import { pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { OutboxMail } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

interface MailRow {
  readonly mail_id: string
  readonly to_address: string
  readonly subject: string
  readonly created_at: Date
  readonly attempts: number
  readonly next_attempt_at: Date | null
  readonly sent_at: Date | null
  readonly last_error: string | null
}

export const MailCursor = z.tuple([z.uuid()])

const COLUMNS = sql`mail_id, to_address, subject, created_at, attempts, next_attempt_at, sent_at, last_error`

/** A tenant's mails, newest first: their ids are in the order of time. */
export async function listMails(
  db: Db,
  tenantId: TenantId,
  { limit, after }: { readonly limit: number; readonly after: z.output<typeof MailCursor> | undefined },
) {
  const { rows } = await sql<MailRow>`
    select ${COLUMNS} from outbox_mails
    where tenant_id = ${tenantId} ${after === undefined ? sql`` : sql`and mail_id < ${after[0]}::uuid`}
    order by mail_id desc limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, { item: mailOf, key: (row) => [row.mail_id] })
}

export async function readMail(
  db: Db,
  tenantId: TenantId,
  mailId: string,
): Promise<{ readonly mail: OutboxMail; readonly sealedBody: Uint8Array } | undefined> {
  const { rows } = await sql<MailRow & { sealed_body: Buffer }>`
    select ${COLUMNS}, sealed_body from outbox_mails
    where tenant_id = ${tenantId} and mail_id = ${mailId}`.execute(db)
  const [row] = rows
  return row && { mail: mailOf(row), sealedBody: row.sealed_body }
}

function mailOf(row: MailRow): OutboxMail {
  return {
    id: row.mail_id,
    to: row.to_address,
    subject: row.subject,
    state: row.sent_at !== null ? 'sent' : row.next_attempt_at === null ? 'failed' : 'waiting',
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: instant(row.created_at),
    sentAt: instantOrNull(row.sent_at),
  }
}
