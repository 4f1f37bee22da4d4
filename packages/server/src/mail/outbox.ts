import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { TenantId } from '../stations/ids.ts'

export interface Mail {
  /** Whose owners may read it in the outbox; null: nobody's, because it lets its reader into several tenants. */
  readonly tenantId: TenantId | null
  readonly to: string
  readonly subject: string
  /** Plain text. May hold a link with which its reader signs in. */
  readonly text: string
}

export interface OutboxServices {
  readonly sealing: Sealing
  readonly ids: Ids
  readonly logger: Logger
}

/** Writes a mail, in the transaction of what it is about. It is sent when that has committed and a mail server is set. */
export async function writeMail(tx: Tx, services: OutboxServices, mail: Mail, nowMs: number): Promise<void> {
  const now = new Date(nowMs)
  await sql`
    insert into outbox_mails (mail_id, tenant_id, to_address, subject, sealed_body, created_at, next_attempt_at)
    values (${services.ids.next()}, ${mail.tenantId}, ${mail.to}, ${mail.subject}, ${services.sealing.seal(mail.text)},
      ${now}, ${now})`.execute(tx)
  tx.afterCommit(() =>
    // Never the text: whoever reads the log must not be able to follow the link.
    services.logger.info({ subsystem: 'mail', to: mail.to, subject: mail.subject }, 'A mail was put into the outbox'),
  )
}
