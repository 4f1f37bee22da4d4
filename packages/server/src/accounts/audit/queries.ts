import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../../api/cursor.ts'
import { instant } from '../../api/instant.ts'
import { matchesWords } from '../../api/search.ts'
import type { AuditEntry, AuditQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'

export const AuditCursor = z.tuple([InstantText, z.int()])

export type AuditFilter = Omit<z.output<typeof AuditQuery>, 'cursor' | 'limit'>

interface AuditRow {
  readonly audit_id: number
  readonly at: Date
  readonly cursor_at: string
  readonly actor: string
  readonly actor_kind: AuditEntry['actor']['kind']
  readonly actor_id: string | null
  readonly action: string
  readonly subject_kind: string | null
  readonly object: string
  readonly reason: string | null
  readonly changes: AuditEntry['changes'] | null
  readonly detail: Readonly<Record<string, unknown>> | null
  readonly operation: string | null
  readonly address: string | null
  readonly user_agent: string | null
  readonly erased: boolean
  readonly position: number | null
}

interface Place {
  readonly limit: number
  readonly after: z.infer<typeof AuditCursor> | undefined
  readonly order: 'newestFirst' | 'oldestFirst'
}

/** A page of the audit log. */
export async function listAudit(
  db: Db,
  tenantId: TenantId,
  filter: AuditFilter,
  { limit, after, order }: Place,
): Promise<Page<AuditEntry>> {
  const conditions = conditionsOf(tenantId, filter)
  if (after !== undefined) {
    const beyond = order === 'newestFirst' ? sql`<` : sql`>`
    conditions.push(sql`(a.at, a.audit_id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::bigint)`)
  }
  const direction = order === 'newestFirst' ? sql`desc` : sql`asc`
  const { rows } = await sql<AuditRow>`
    select a.audit_id, a.at, ${instantText(sql`a.at`)} as cursor_at, a.actor, a.actor_kind, a.actor_id, a.action,
      a.subject_kind, a.object, a.reason, a.changes, a.detail, a.operation, a.address, a.user_agent,
      a.erased_at is not null as erased, l.position
    from audit_log a left join audit_links l on l.audit_id = a.audit_id
    where ${sql.join(conditions, sql` and `)}
    order by a.at ${direction}, a.audit_id ${direction} limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, { item: entryOf, key: (row) => [row.cursor_at, row.audit_id] })
}

function conditionsOf(tenantId: TenantId, filter: AuditFilter) {
  const { from, to, actor, actorKind, action, subjectKind, subject, person, search } = filter
  const conditions = [sql`a.tenant_id = ${tenantId}`]
  if (from !== undefined) conditions.push(sql`a.at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`a.at < ${to}::timestamptz`)
  if (actor !== undefined) conditions.push(sql`(a.actor_id = ${actor} or ${matchesWords(sql`a.actor`, actor)})`)
  if (actorKind !== undefined) conditions.push(sql`a.actor_kind = ${actorKind}`)
  if (action !== undefined) conditions.push(sql`(a.action = ${action} or starts_with(a.action, ${`${action}.`}))`)
  if (subjectKind !== undefined) conditions.push(sql`a.subject_kind = ${subjectKind}`)
  if (subject !== undefined) conditions.push(sql`lower(a.object) = lower(${subject})`)
  if (person !== undefined) {
    const address = sql`(select p.email from persons p where p.id = ${person}::uuid)`
    conditions.push(sql`(a.actor_id = ${person} or a.subject_kind = 'person' and lower(a.object) = ${address})`)
  }
  if (search !== undefined) {
    const columns = sql`a.actor, a.action, a.object, a.reason, a.detail::text, a.changes::text, a.address`
    conditions.push(matchesWords(columns, search))
  }
  return conditions
}

function entryOf(row: AuditRow): AuditEntry {
  return {
    id: row.audit_id,
    at: instant(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.object },
    reason: row.reason,
    changes: row.changes ?? [],
    detail: row.detail,
    operation: row.operation,
    address: row.address,
    userAgent: row.user_agent,
    erased: row.erased,
    position: row.position,
  }
}
