import { sql } from 'kysely'
import { type Holding, type HoldingRow, holdingOf } from '../accounts/index.ts'
import {
  ConsoleLanguage,
  type GrantedPermission,
  type NoticeKind,
  type NotificationSettings,
} from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { settingsOf } from './settings.ts'

/** What somebody must be allowed to see to be told of it. */
const PERMISSIONS: Readonly<Record<NoticeKind, GrantedPermission>> = {
  stationOffline: 'stations.read',
  stationFaulted: 'stations.read',
  commandRunFailed: 'stations.read',
  stationWaiting: 'stations.write',
  sessionDoubtful: 'sessions.read',
  certificateExpiring: 'stations.secure',
  securityEvent: 'stations.secure',
  webhookDisabled: 'webhooks.manage',
  dataRefused: 'settings.manage',
  workOrder: 'work.read',
  bookingRequested: 'bookings.manage',
}

/** Somebody who may be told of things in a tenant. */
export interface Recipient {
  readonly tenantId: TenantId
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly holding: Holding
  readonly settings: NotificationSettings
  readonly language: ConsoleLanguage
  /** The one of the settings, or the person's. */
  readonly timeZone: string
}

interface RecipientRow extends HoldingRow {
  readonly tenant_id: TenantId
  readonly person_id: string
  readonly name: string
  readonly email: string
  readonly settings: unknown
  readonly language: string | null
  readonly time_zone: string | null
}

/** The people of some tenants with what they may see and what they have chosen. */
export async function readRecipients(db: Db, tenantIds: readonly TenantId[]): Promise<readonly Recipient[]> {
  const { rows } = await sql<RecipientRow>`
    select m.tenant_id, m.person_id, p.name, p.email, m.role, m.custom_role_id, r.name as role_name,
      r.permissions as role_permissions, m.site_ids, n.settings,
      coalesce(p.language, o.default_language) as language, coalesce(p.time_zone, o.time_zone) as time_zone
    from memberships m
    join persons p on p.id = m.person_id
    left join organisations o on o.tenant_id = m.tenant_id
    left join custom_roles r on r.role_id = m.custom_role_id
    left join notification_settings n on n.tenant_id = m.tenant_id and n.person_id = m.person_id
    where m.tenant_id = any(${tenantIds}::smallint[])`.execute(db)
  return rows.map((row) => recipientOf(row))
}

function recipientOf(row: RecipientRow): Recipient {
  const settings = settingsOf(row.settings)
  return {
    tenantId: row.tenant_id,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    holding: holdingOf(row),
    settings,
    language: ConsoleLanguage.safeParse(row.language).data ?? 'en',
    timeZone: row.settings === null ? (row.time_zone ?? settings.timeZone) : settings.timeZone,
  }
}

export interface Seen {
  readonly tenantId: TenantId
  readonly kind: NoticeKind
  readonly siteId: string | null
}

/** Whether somebody may see what a notice is about. What no site owns is for those who see everything. */
export function maySee({ tenantId, holding }: Recipient, notice: Seen): boolean {
  const { scope, permissions } = holding
  const isInScope = scope === 'everything' || (notice.siteId !== null && scope.has(notice.siteId))
  return tenantId === notice.tenantId && isInScope && permissions.has(PERMISSIONS[notice.kind])
}
