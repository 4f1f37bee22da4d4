import type { StationCertificateUse } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { z } from 'zod'
import { instantOrNull } from '../api/instant.ts'
import type { Authority } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { type AuthorityName, authorityFor } from './settings.ts'

type SigningWork = Pick<z.infer<typeof Authority>, 'waiting' | 'waitingSince' | 'problem' | 'lastIssuedAt'>

const USES: readonly StationCertificateUse[] = ['ChargingStationCertificate', 'V2GCertificate', 'V2G20Certificate']

/** How the signing for stations goes: what waits, since when, what stands in the way, and when it last went well. */
export async function readSigningWork(
  db: Db,
  { tenantId, name }: { readonly tenantId: TenantId; readonly name: AuthorityName },
): Promise<SigningWork> {
  const uses = USES.filter((use) => authorityFor(use) === name)
  const { rows } = await sql<{ waiting: number; since: Date | null; problem: string | null; issued: Date | null }>`
    select count(*) filter (where state = 'requested')::int as waiting,
      min(requested_at) filter (where state = 'requested') as since,
      (array_agg(problem order by requested_at desc) filter (where state = 'requested' and problem is not null))[1]
        as problem,
      max(issued_at) as issued
    from station_certificates where tenant_id = ${tenantId} and certificate_use = any(${uses}::text[])`.execute(db)
  const [row] = rows
  return {
    waiting: row?.waiting ?? 0,
    waitingSince: instantOrNull(row?.since ?? null),
    problem: row?.problem ?? null,
    lastIssuedAt: instantOrNull(row?.issued ?? null),
  }
}
