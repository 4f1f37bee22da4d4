import type { StationCertificateUse } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tx } from '../platform/database/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { TenantId } from '../stations/ids.ts'

/** Who signs the certificates of one use, and by which rules. Stored as JSON; the password is sealed beside it. */
export const AuthoritySettings = z.object({
  kind: z.enum(['local', 'est']).default('local'),
  organization: z.string().nullable().default(null),
  validityDays: z.int().default(365),
  renewBeforeDays: z.int().default(30),
  /** How long an accepted certificate leaves the one before it alive, unless it is used first. */
  overlapS: z.int().default(3600),
  url: z.string().nullable().default(null),
  username: z.string().nullable().default(null),
  /** PEM of the root that the service's own TLS certificate stands under; null for those of the system. */
  tlsRoot: z.string().nullable().default(null),
})
export type AuthoritySettings = z.infer<typeof AuthoritySettings>

/** Plug & charge: where contract certificates come from, and whom we ask about those of others. */
export const PlugAndChargeSettings = z.object({
  provider: z.enum(['none', 'test', 'http']).default('none'),
  url: z.string().nullable().default(null),
  tlsRoot: z.string().nullable().default(null),
  /** Origins of OCSP responders and CRLs that may be asked although their address is not public. */
  trustedResponders: z.array(z.string()).default([]),
})
export type PlugAndChargeSettings = z.infer<typeof PlugAndChargeSettings>

export type AuthorityName = 'station' | 'v2g'
export type SettingsSubject = `authority.${AuthorityName}` | 'plugAndCharge'

/** The authority that signs for a use. */
export function authorityFor(use: StationCertificateUse): AuthorityName {
  return use === 'ChargingStationCertificate' ? 'station' : 'v2g'
}

/** Settings with their secret, should they have one. */
export interface Stored<Settings> {
  readonly settings: Settings
  readonly secret: string | undefined
}

export function readAuthoritySettings(db: Db, sealing: Sealing, key: { tenantId: TenantId; name: AuthorityName }) {
  const subject = `authority.${key.name}` as const
  return readSettings(db, sealing, { tenantId: key.tenantId, subject, schema: AuthoritySettings })
}

export function readPlugAndChargeSettings(db: Db, sealing: Sealing, tenantId: TenantId) {
  return readSettings(db, sealing, { tenantId, subject: 'plugAndCharge', schema: PlugAndChargeSettings })
}

async function readSettings<Settings>(
  db: Db,
  sealing: Sealing,
  key: { readonly tenantId: TenantId; readonly subject: SettingsSubject; readonly schema: z.ZodType<Settings> },
): Promise<Stored<Settings>> {
  const { rows } = await sql<{ body: unknown; sealed: Buffer | null }>`
    select body, sealed from certificate_settings
    where tenant_id = ${key.tenantId} and subject = ${key.subject}`.execute(db)
  const [row] = rows
  const secret = row?.sealed == null ? undefined : sealing.open(row.sealed)
  return { settings: key.schema.parse(row?.body ?? {}), secret }
}

/** Stores settings; the secret stays as it is when none is given, and is forgotten when it is null. */
export async function writeSettings(
  tx: Tx,
  entry: {
    readonly tenantId: TenantId
    readonly subject: SettingsSubject
    readonly body: AuthoritySettings | PlugAndChargeSettings
    readonly sealed: Buffer | null | undefined
    readonly nowMs: number
  },
): Promise<void> {
  const { tenantId, subject, body, sealed, nowMs } = entry
  await sql`
    insert into certificate_settings (tenant_id, subject, body, sealed, changed_at)
    values (${tenantId}, ${subject}, ${JSON.stringify(body)}::jsonb, ${sealed ?? null}, ${new Date(nowMs)})
    on conflict (tenant_id, subject) do update set body = excluded.body, changed_at = excluded.changed_at,
      sealed = ${sealed === undefined ? sql`certificate_settings.sealed` : sql`excluded.sealed`}`.execute(tx)
}
