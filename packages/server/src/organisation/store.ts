import { sql } from 'kysely'
import { type Brand, ConsoleLanguage, LANGUAGES, type Organisation, type OrganisationPatch } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { pngAddress, pngBytes } from './logo.ts'

export interface Face {
  readonly brand: Brand | null
  readonly defaultLanguage: ConsoleLanguage | null
}

interface OrganisationRow {
  readonly name: string
  readonly own_name: string | null
  readonly logo_png: Buffer | null
  readonly accent: string | null
  readonly default_language: string | null
  readonly languages: readonly string[] | null
  readonly currency: string | null
  readonly time_zone: string | null
  readonly distance_unit: 'km' | 'mi' | null
  readonly assumed_price: string | null
}

const COLUMNS = sql`coalesce(o.name, t.name) as name, o.name as own_name, o.logo_png, o.accent, o.default_language, o.languages,
  o.currency, o.time_zone, o.distance_unit, trim_scale(o.assumed_price_per_kwh)::text as assumed_price`

/** How a tenant presents itself and what it reckons with. */
export async function readOrganisation(db: Db, tenantId: TenantId): Promise<Organisation> {
  const { rows } = await sql<OrganisationRow>`
    select ${COLUMNS} from tenants t left join organisations o on o.tenant_id = t.tenant_id
    where t.tenant_id = ${tenantId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('Whoever asks for an organisation belongs to it.')
  return organisationOf(row)
}

/** What the sign-in page may show: the face of the only tenant, or of the one that is named by its address or number. */
export async function readFace(db: Db, named: string | null): Promise<Face> {
  const { rows } = await sql<OrganisationRow>`
    select ${COLUMNS} from tenants t join organisations o on o.tenant_id = t.tenant_id
    where (select count(*) from tenants) = 1 or t.slug = ${named}::text or t.tenant_id::text = ${named}::text`.execute(
    db,
  )
  const [row] = rows
  if (row === undefined) return { brand: null, defaultLanguage: null }
  const { name, accent, logo, defaultLanguage } = organisationOf(row)
  return { brand: { name, accent, logo }, defaultLanguage }
}

/** Changes what is given; null takes back what may be left out. */
export async function saveOrganisation(
  tx: Tx,
  tenantId: TenantId,
  { patch, nowMs }: { readonly patch: OrganisationPatch; readonly nowMs: number },
): Promise<void> {
  const columns = Object.entries({
    name: patch.name,
    logo_png: patch.logo === undefined || patch.logo === null ? patch.logo : pngBytes(patch.logo),
    accent: patch.accent,
    default_language: patch.defaultLanguage,
    languages: patch.languages,
    currency: patch.currency,
    time_zone: patch.timeZone,
    distance_unit: patch.distanceUnit,
    assumed_price_per_kwh: patch.assumedPricePerKwh,
  }).filter(([, value]) => value !== undefined)
  await sql`insert into organisations (tenant_id, updated_at) values (${tenantId}, ${new Date(nowMs)})
    on conflict (tenant_id) do update set updated_at = excluded.updated_at`.execute(tx)
  if (columns.length === 0) return
  const assignments = columns.map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  await sql`update organisations set ${sql.join(assignments)} where tenant_id = ${tenantId}`.execute(tx)
}

function organisationOf(row: OrganisationRow): Organisation {
  return {
    name: row.name,
    ownName: row.own_name,
    accent: row.accent,
    logo: row.logo_png === null ? null : pngAddress(row.logo_png),
    defaultLanguage: languageOf(row.default_language),
    languages: LANGUAGES.filter((language) => row.languages?.includes(language) ?? true),
    currency: row.currency ?? 'EUR',
    timeZone: row.time_zone,
    distanceUnit: row.distance_unit ?? 'km',
    assumedPricePerKwh: row.assumed_price ?? '0.45',
  }
}

function languageOf(text: string | null): ConsoleLanguage | null {
  return ConsoleLanguage.safeParse(text).data ?? null
}
