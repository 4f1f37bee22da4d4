import { sql } from 'kysely'
import { auditActions } from '../contract/index.ts'
import { redact } from '../gateway/redaction.ts'
import type { Tx } from '../platform/database/index.ts'
import { currentRequest, type RequestOrigin } from '../platform/request-origin.ts'
import { type Author, nameOf } from './actor.ts'
import { auditedAs } from './audit/author.ts'
import { changedFields, type Fields, lightened } from './audit/changed-fields.ts'
import { subjectKindOf } from './audit/subject-kind.ts'

/** What somebody with the right to do so has done. Secrets in it are left out. */
export interface Deed {
  readonly atMs: number
  /** `station.created`, `token.deleted`, `signIn` … An operation says in the contract which it writes. */
  readonly action: string
  /** What it was done to: an identity, an id, an e-mail address. */
  readonly object: string
  /** What kind of thing that is; the action says it, if this does not. */
  readonly kind?: string | undefined
  readonly reason?: string | undefined
  /** What was changed, before and after: the log keeps the fields that differ. */
  readonly before?: Fields | undefined
  readonly after?: Fields | undefined
  readonly detail?: Readonly<Record<string, unknown>>
}

const LONGEST_USER_AGENT = 120

const ACTIONS: ReadonlySet<string> = new Set(auditActions())

/** Appends to the audit log, in the transaction of the deed itself. */
export async function recordAudit(tx: Tx, actor: Author, deed: Deed): Promise<void> {
  if (!ACTIONS.has(deed.action)) throw new Error(`The contract knows no ${deed.action} in the audit log.`)
  const request = currentRequest()
  if (request !== undefined) note(request, deed.action)
  const { kind, id } = auditedAs(actor)
  const changes = lightened(changedFields(deed.before, deed.after))
  await sql`
    insert into audit_log (tenant_id, at, actor, actor_kind, actor_id, action, subject_kind, object, reason, detail,
      changes, operation, address, user_agent)
    values (${actor.tenantId}, ${new Date(deed.atMs)}, ${nameOf(actor)}, ${kind}, ${id}, ${deed.action},
      ${deed.kind ?? subjectKindOf(deed.action)}, ${deed.object}, ${deed.reason ?? null}, ${json(deed.detail)}::jsonb,
      ${json(changes)}::jsonb, ${request?.operation ?? null}, ${request?.address ?? null},
      ${request?.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null})`.execute(tx)
}

/** What an operation writes is declared; anything else is our mistake and is not committed. */
function note(request: RequestOrigin, action: string): void {
  if (!request.deeds.includes(action)) {
    throw new Error(`${request.operation} writes ${action} to the audit log, which the contract does not say.`)
  }
  request.written.push(action)
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(redact(value))
}
