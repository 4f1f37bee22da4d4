import { BuiltInRole, GrantedPermission, type Permission, type SiteScope } from '../contract/index.ts'
import type { Scope } from './actor.ts'
import { effective, ROLE_PERMISSIONS } from './roles.ts'

/** The columns that say what somebody may do, as memberships, invitations and API keys have them. */
export interface HoldingRow {
  readonly role: string | null
  readonly custom_role_id: string | null
  /** Of the custom role. */
  readonly role_name: string | null
  readonly role_permissions: readonly string[] | null
  readonly site_ids: readonly string[] | null
}

/** A role and where it counts. */
export interface Holding {
  /** A built-in role, the id of a custom one, or `custom` with permissions of its own. */
  readonly role: string
  readonly roleName: string | null
  readonly granted: readonly GrantedPermission[]
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
}

/** Reads what a row gives. What an older or newer program has stored and we do not know gives nothing. */
export function holdingOf(row: HoldingRow): Holding {
  const builtIn = BuiltInRole.safeParse(row.role).data
  const granted =
    builtIn === undefined
      ? (row.role_permissions ?? []).flatMap((name) => GrantedPermission.safeParse(name).data ?? [])
      : ROLE_PERMISSIONS[builtIn]
  return {
    role: builtIn ?? row.custom_role_id ?? 'custom',
    roleName: builtIn === undefined ? row.role_name : null,
    granted,
    permissions: effective(granted),
    scope: row.site_ids === null ? 'everything' : new Set(row.site_ids),
  }
}

/** A scope as the API says it. */
export function siteScopeOf(scope: Scope): SiteScope {
  return scope === 'everything' ? scope : { siteIds: [...scope].toSorted() }
}

/** A scope as the code compares it. */
export function comparedScope(scope: SiteScope): Scope {
  return scope === 'everything' ? scope : new Set(scope.siteIds)
}

/** The `site_ids` column of a scope. */
export function siteIdsOf(scope: SiteScope): readonly string[] | null {
  return scope === 'everything' ? null : [...new Set(scope.siteIds)]
}
