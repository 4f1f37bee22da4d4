import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** Whether the caller sees such a site. */
export async function siteExists(db: Db, tenantId: TenantId, siteId: string): Promise<boolean> {
  const { rows } = await sql`select from sites where tenant_id = ${tenantId} and site_id = ${siteId}`.execute(db)
  return rows.length > 0
}
