import { sql } from 'kysely'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { Member } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type Holding, type HoldingRow, holdingOf, siteScopeOf } from '../holding.ts'

interface MemberRow extends HoldingRow {
  readonly person_id: string
  readonly name: string
  readonly email: string
  readonly has_second_factor: boolean
  readonly last_seen_at: Date | null
  readonly created_at: Date
}

/** A member and what it may do. */
export interface FoundMember {
  readonly holding: Holding
  readonly member: Omit<Member, 'isSelf'>
}

/** The people of a tenant by name, or one of them. */
export async function readMembers(db: Db, tenantId: TenantId, personId: string | null = null): Promise<FoundMember[]> {
  const { rows } = await sql<MemberRow>`
    select m.person_id, p.name, p.email, m.role, m.custom_role_id, r.name as role_name, r.permissions as role_permissions,
      m.site_ids, m.created_at,
      p.two_factor_enabled or exists (select from passkeys k where k.person_id = p.id) as has_second_factor,
      (select max(b.updated_at) from browser_sessions b where b.person_id = p.id and b.tenant_id = m.tenant_id) as last_seen_at
    from memberships m
    join persons p on p.id = m.person_id
    left join custom_roles r on r.role_id = m.custom_role_id
    where m.tenant_id = ${tenantId} and (${personId}::uuid is null or m.person_id = ${personId}::uuid)
    order by lower(p.name), m.person_id limit 2000`.execute(db)
  return rows.map(memberOf)
}

function memberOf(row: MemberRow): FoundMember {
  const holding = holdingOf(row)
  return {
    holding,
    member: {
      id: row.person_id,
      name: row.name,
      email: row.email,
      role: holding.role,
      roleName: holding.roleName,
      scope: siteScopeOf(holding.scope),
      hasSecondFactor: row.has_second_factor,
      lastSeenAt: instantOrNull(row.last_seen_at),
      joinedAt: instant(row.created_at),
    },
  }
}
