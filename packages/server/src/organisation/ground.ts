import { sql } from 'kysely'
import { instantOrNull } from '../api/instant.ts'
import type { Config } from '../config/index.ts'
import type { MailServer, Storage } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** How much room the data takes. The size of the database is that of all tenants: PostgreSQL knows no other. */
export async function readStorage(
  db: Db,
  tenantId: TenantId,
): Promise<Pick<Storage, 'databaseBytes' | 'files' | 'filesBytes' | 'stations'>> {
  const { rows } = await sql<{ database_bytes: string; files: number; files_bytes: string; stations: number }>`
    select pg_database_size(current_database()) as database_bytes, count(*)::int as files,
      coalesce(sum(size_bytes), 0) as files_bytes,
      (select count(*)::int from stations where tenant_id = ${tenantId}) as stations
    from files where tenant_id = ${tenantId} and stored_at is not null`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('Counting always gives a row.')
  return {
    databaseBytes: Number(row.database_bytes),
    files: row.files,
    filesBytes: Number(row.files_bytes),
    stations: row.stations,
  }
}

interface MailRow {
  readonly waiting: number
  readonly failed: number
  readonly last_sent_at: Date | null
  readonly last_error: string | null
}

/** Where mails go and how the last ones fared. Never the user and the password of the server. */
export async function readMailServer(db: Db, tenantId: TenantId, config: Config['mail']): Promise<MailServer> {
  const { rows } = await sql<MailRow>`
    select (count(*) filter (where sent_at is null and next_attempt_at is not null))::int as waiting,
      (count(*) filter (where sent_at is null and next_attempt_at is null))::int as failed,
      max(sent_at) as last_sent_at,
      (array_agg(last_error order by created_at desc) filter (where last_error is not null))[1] as last_error
    from outbox_mails where tenant_id = ${tenantId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('Counting always gives a row.')
  return {
    server: config.smtpUrl === undefined ? null : hostOf(config.smtpUrl.reveal()),
    from: config.from,
    waiting: row.waiting,
    failed: row.failed,
    lastSentAt: instantOrNull(row.last_sent_at),
    lastError: row.last_error,
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '?'
}
