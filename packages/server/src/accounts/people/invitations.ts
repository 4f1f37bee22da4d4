import { sql } from 'kysely'
import { instant } from '../../api/instant.ts'
import type { Invitation } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type Holding, type HoldingRow, holdingOf, siteScopeOf } from '../holding.ts'
import { hashOpaqueToken } from '../opaque-token.ts'
import { type AssignedRole, assignedOf } from '../role-assignment.ts'

/** How long the link of an invitation works. */
export const INVITATION_MS = 7 * 86_400_000

export interface NewInvitation {
  readonly tenantId: TenantId
  readonly invitationId: string
  readonly token: string
  readonly email: string
  readonly role: AssignedRole
  readonly siteIds: readonly string[] | null
  readonly invitedBy: string
  readonly nowMs: number
}

/** Stores an invitation; an earlier one for the same address stops working. */
export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<void> {
  const { tenantId, role, nowMs } = invitation
  await sql`
    delete from invitations
    where tenant_id = ${tenantId} and email = lower(${invitation.email}) and accepted_at is null`.execute(tx)
  await sql`
    insert into invitations (tenant_id, invitation_id, token_hash, email, role, custom_role_id, site_ids, invited_by,
      created_at, expires_at)
    values (${tenantId}, ${invitation.invitationId}, ${hashOpaqueToken(invitation.token)}, lower(${invitation.email}),
      ${role.builtIn}, ${role.customId}::uuid, ${invitation.siteIds}::uuid[], ${invitation.invitedBy},
      ${new Date(nowMs)}, ${new Date(nowMs + INVITATION_MS)})`.execute(tx)
}

interface InvitationRow extends HoldingRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly invitation_id: string
  readonly email: string
  readonly invited_by: string
  readonly created_at: Date
  readonly expires_at: Date
}

const SELECT = sql`
  select i.tenant_id, t.name as tenant_name, i.invitation_id, i.email, i.role, i.custom_role_id, r.name as role_name,
    r.permissions as role_permissions, i.site_ids, i.invited_by, i.created_at, i.expires_at
  from invitations i
  join tenants t on t.tenant_id = i.tenant_id
  left join custom_roles r on r.role_id = i.custom_role_id`

/** The invitations of a tenant that are still open, newest first. */
export async function listInvitations(db: Db, tenantId: TenantId, nowMs: number): Promise<Invitation[]> {
  const { rows } = await sql<InvitationRow>`
    ${SELECT} where i.tenant_id = ${tenantId} and i.accepted_at is null and i.expires_at > ${new Date(nowMs)}
    order by i.created_at desc limit 1000`.execute(db)
  return rows.map(invitationOf)
}

export async function readInvitation(
  db: Db,
  tenantId: TenantId,
  invitationId: string,
): Promise<Invitation | undefined> {
  const { rows } = await sql<InvitationRow>`
    ${SELECT} where i.tenant_id = ${tenantId} and i.invitation_id = ${invitationId} and i.accepted_at is null`.execute(
    db,
  )
  return rows[0] && invitationOf(rows[0])
}

function invitationOf(row: InvitationRow): Invitation {
  const { role, roleName, scope } = holdingOf(row)
  return {
    id: row.invitation_id,
    email: row.email,
    role,
    roleName,
    scope: siteScopeOf(scope),
    invitedBy: row.invited_by,
    createdAt: instant(row.created_at),
    expiresAt: instant(row.expires_at),
  }
}

/** Gives the address of the invitation that was withdrawn; undefined when there is none. */
export async function deleteInvitation(tx: Tx, tenantId: TenantId, invitationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ email: string }>`
    delete from invitations
    where tenant_id = ${tenantId} and invitation_id = ${invitationId} and accepted_at is null
    returning email`.execute(tx)
  return rows[0]?.email
}

/** What a link offers. */
export interface Offer {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly invitationId: string
  readonly email: string
  readonly holding: Holding
  /** The columns as they go into the membership. */
  readonly role: AssignedRole
  readonly siteIds: readonly string[] | null
}

/** The invitation behind a link; undefined when it was used or withdrawn, or has expired. */
export async function findOffer(db: Db, token: string, nowMs: number): Promise<Offer | undefined> {
  const { rows } = await sql<InvitationRow>`
    ${SELECT} where i.token_hash = ${hashOpaqueToken(token)} and i.accepted_at is null
      and i.expires_at > ${new Date(nowMs)}`.execute(db)
  return rows[0] && offerOf(rows[0])
}

/** The open invitation of a tenant for an address. */
export async function findOfferFor(
  db: Db,
  { tenantId, email, nowMs }: { readonly tenantId: TenantId; readonly email: string; readonly nowMs: number },
): Promise<Offer | undefined> {
  const { rows } = await sql<InvitationRow>`
    ${SELECT} where i.tenant_id = ${tenantId} and i.email = ${email} and i.accepted_at is null
      and i.expires_at > ${new Date(nowMs)}`.execute(db)
  return rows[0] && offerOf(rows[0])
}

function offerOf(row: InvitationRow): Offer {
  const holding = holdingOf(row)
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    invitationId: row.invitation_id,
    email: row.email,
    holding,
    role: assignedOf(row),
    siteIds: row.site_ids,
  }
}

/** Uses an invitation up. Of many at once exactly one gets true. */
export async function useInvitation(tx: Tx, invitationId: string, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    update invitations set accepted_at = ${new Date(nowMs)}
    where invitation_id = ${invitationId} and accepted_at is null and expires_at > ${new Date(nowMs)}
    returning invitation_id`.execute(tx)
  return rows.length > 0
}
