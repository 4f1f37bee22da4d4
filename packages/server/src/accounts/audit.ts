import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'
import { type Author, nameOf } from './actor.ts'

/** What somebody with the right to do so has done. Never holds a secret. */
export interface Deed {
  readonly atMs: number
  /** `station.created`, `token.deleted`, `signIn` … */
  readonly action: string
  /** What it was done to: an identity, an id, an e-mail address. */
  readonly object: string
  readonly reason?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Appends to the audit log, in the transaction of the deed itself. */
export async function recordAudit(tx: Tx, actor: Author, deed: Deed): Promise<void> {
  await sql`
    insert into audit_log (tenant_id, at, actor, action, object, reason, detail)
    values (${actor.tenantId}, ${new Date(deed.atMs)}, ${nameOf(actor)}, ${deed.action}, ${deed.object},
      ${deed.reason ?? null}, ${deed.detail === undefined ? null : JSON.stringify(deed.detail)}::jsonb)`.execute(tx)
}
