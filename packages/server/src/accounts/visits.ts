import { sql } from 'kysely'
import type { Permission } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { recordAudit } from './audit.ts'
import { effective, ROLE_PERMISSIONS } from './roles.ts'

/** How long a platform owner may stay in a tenant of others. */
export const VISIT_MS = 3_600_000
/** How often visits that have run out are written down as ended. */
export const VISIT_STEP_MS = 10_000

/** What would outlast the visit, or open the accounts of others, is not a visitor's. */
const NOT_FOR_VISITORS: ReadonlySet<string> = new Set([
  'people.manage',
  'roles.manage',
  'apiKeys.manage',
  'webhooks.manage',
  'settings.manage',
  'outbox.read',
])

export const VISITOR_PERMISSIONS: ReadonlySet<Permission> = effective(
  ROLE_PERMISSIONS.owner.filter((permission) => !NOT_FOR_VISITORS.has(permission)),
)

export interface NewVisit {
  readonly tenantId: TenantId
  readonly visitId: string
  readonly personId: string
  readonly sessionId: string
  readonly homeTenantId: TenantId
  readonly visitor: string
  readonly reason: string
  readonly nowMs: number
}

/** Begins a visit, and writes it into both tenants' audit logs. */
export async function startVisit(tx: Tx, visit: NewVisit): Promise<void> {
  const { nowMs } = visit
  await sql`
    insert into tenant_visits (tenant_id, visit_id, person_id, session_id, home_tenant_id, visitor, reason, started_at,
      ends_at)
    values (${visit.tenantId}, ${visit.visitId}, ${visit.personId}, ${visit.sessionId}, ${visit.homeTenantId},
      ${visit.visitor}, ${visit.reason}, ${new Date(nowMs)}, ${new Date(nowMs + VISIT_MS)})`.execute(tx)
  await writeDown(tx, visit, 'tenant.visited', nowMs)
}

export interface VisitRow {
  readonly visitId: string
  readonly personId: string
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly visitor: string
  readonly reason: string
  readonly endsAtMs: number
  readonly home: string
}

/** The visit under way in a browser session. */
export async function findVisit(db: Db, sessionId: string, nowMs: number): Promise<VisitRow | undefined> {
  const { rows } = await sql<Omit<VisitRow, 'endsAtMs'> & { ends_at: Date }>`
    select v.visit_id as "visitId", v.person_id as "personId", v.tenant_id as "tenantId", t.name as "tenantName", v.visitor, v.reason, v.ends_at,
      h.name as home
    from tenant_visits v
    join tenants t on t.tenant_id = v.tenant_id
    join tenants h on h.tenant_id = v.home_tenant_id
    where v.session_id = ${sessionId} and v.ended_at is null and v.ends_at > ${new Date(nowMs)}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const { ends_at: endsAt, ...visit } = row
  return { ...visit, endsAtMs: endsAt.getTime() }
}

type EndedVisit = Pick<NewVisit, 'tenantId' | 'visitId' | 'homeTenantId' | 'visitor' | 'reason' | 'personId'>

const ENDED = sql`
  tenant_id as "tenantId", visit_id as "visitId", home_tenant_id as "homeTenantId", visitor, reason,
  person_id as "personId"`

/** Ends the visit of a browser session; false when there is none. */
export async function endVisit(
  tx: Tx,
  { sessionId, nowMs }: { readonly sessionId: string; readonly nowMs: number },
): Promise<boolean> {
  const { rows } = await sql<EndedVisit>`
    update tenant_visits set ended_at = ${new Date(nowMs)} where session_id = ${sessionId} and ended_at is null
    returning ${ENDED}`.execute(tx)
  for (const visit of rows) await writeDown(tx, visit, 'tenant.left', nowMs)
  return rows.length > 0
}

/** Writes down that visits have run out. Their visitors see nothing any more from that moment on, job or no job. */
export async function endOverdueVisits(tx: Tx, nowMs: number): Promise<void> {
  const { rows } = await sql<EndedVisit>`
    update tenant_visits set ended_at = ends_at where ended_at is null and ends_at <= ${new Date(nowMs)}
    returning ${ENDED}`.execute(tx)
  for (const visit of rows) await writeDown(tx, visit, 'tenant.visitRanOut', nowMs)
}

/** In the tenant that was visited and in the one the visitor comes from. */
async function writeDown(tx: Tx, visit: EndedVisit, action: string, nowMs: number): Promise<void> {
  const { visitor: name, reason, visitId, personId } = visit
  for (const tenantId of [visit.tenantId, visit.homeTenantId]) {
    const author = { tenantId, name, via: 'browser', platformPersonId: personId } as const
    const detail = { visitId, tenantId: visit.tenantId }
    await recordAudit(tx, author, { atMs: nowMs, action, object: name, reason, detail })
  }
}
