import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { FleetCertificate, StationCertificate } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { USABLE } from './life-cycle/rows.ts'

export const CertificateCursor = z.tuple([InstantText, z.uuid()])

type Item = z.infer<typeof StationCertificate>

interface Row {
  readonly certificate_id: string
  readonly certificate_use: Item['use']
  readonly state: Item['state']
  readonly authority: string | null
  readonly subject: string | null
  readonly issuer: string | null
  readonly serial_number: string | null
  readonly fingerprint: string | null
  readonly key_type: string | null
  readonly chain: string | null
  readonly not_before: Date | null
  readonly not_after: Date | null
  readonly requested_at: Date
  readonly issued_at: Date | null
  readonly accepted_at: Date | null
  readonly first_used_at: Date | null
  readonly ended_at: Date | null
  readonly command_id: string | null
  readonly problem: string | null
}

const COLUMNS = sql`certificate_id, certificate_use, state, authority, subject, issuer, serial_number, fingerprint,
  key_type, chain, not_before, not_after, requested_at, issued_at, accepted_at, first_used_at, ended_at, command_id,
  problem`

/** A station's own certificates, newest first. */
export async function listStationCertificates(
  db: Db,
  stationKey: number,
  filter: {
    readonly state?: Item['state'] | undefined
    readonly limit: number
    readonly after: z.infer<typeof CertificateCursor> | undefined
    readonly nowMs: number
  },
): Promise<Page<Item>> {
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.state !== undefined) conditions.push(sql`state = ${filter.state}`)
  if (filter.after !== undefined) {
    const [at, id] = filter.after
    conditions.push(sql`(requested_at, certificate_id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const { rows } = await sql<Row & { cursor_at: string }>`
    select ${COLUMNS}, ${instantText(sql`requested_at`)} as cursor_at from station_certificates
    where ${sql.join(conditions, sql` and `)}
    order by requested_at desc, certificate_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => itemOf(row, filter.nowMs),
    key: (row) => [row.cursor_at, row.certificate_id],
  })
}

/** Certificates of all stations of a tenant. */
export async function listFleetCertificates(
  db: Db,
  tenantId: TenantId,
  filter: {
    readonly state?: Item['state'] | undefined
    readonly usable?: boolean | undefined
    readonly expiresBefore?: string | undefined
    readonly sort: 'notAfter' | '-requestedAt'
    readonly limit: number
    readonly after: z.infer<typeof CertificateCursor> | undefined
    readonly nowMs: number
  },
): Promise<Page<FleetCertificate>> {
  const isUsable = sql`(c.state = any(${[...USABLE]}::text[]) and c.not_after > ${new Date(filter.nowMs)})`
  const byExpiry = filter.sort === 'notAfter'
  const place = byExpiry ? sql`coalesce(c.not_after, c.requested_at)` : sql`c.requested_at`
  const conditions = [sql`c.tenant_id = ${tenantId}`]
  if (filter.state !== undefined) conditions.push(sql`c.state = ${filter.state}`)
  if (filter.usable === true) conditions.push(isUsable)
  if (filter.usable === false) conditions.push(sql`${isUsable} is not true`)
  if (filter.expiresBefore !== undefined) conditions.push(sql`c.not_after < ${filter.expiresBefore}::timestamptz`)
  if (filter.after !== undefined) {
    const [at, id] = filter.after
    const beyond = byExpiry ? sql`>` : sql`<`
    conditions.push(sql`(${place}, c.certificate_id) ${beyond} (${at}::timestamptz, ${id}::uuid)`)
  }
  const direction = byExpiry ? sql`asc` : sql`desc`
  const { rows } = await sql<Row & { identity: string; cursor_at: string }>`
    select ${COLUMNS_OF_C}, s.identity, (${place} at time zone 'UTC')::text || '+00' as cursor_at
    from station_certificates c join stations s on s.station_id = c.station_id
    where ${sql.join(conditions, sql` and `)}
    order by ${place} ${direction}, c.certificate_id ${direction} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => ({ ...itemOf(row, filter.nowMs), stationId: row.identity }),
    key: (row) => [row.cursor_at, row.certificate_id],
  })
}

/** Ends a certificate by order. Gives it with its station; undefined when there is none that could be revoked. */
export async function revokeCertificate(
  tx: Tx,
  key: { readonly tenantId: TenantId; readonly certificateId: string },
  nowMs: number,
): Promise<{ readonly item: Item; readonly identity: string } | undefined> {
  const { rows } = await sql<Row & { identity: string }>`
    update station_certificates c set state = 'revoked', ended_at = ${new Date(nowMs)}, next_try_at = null
    from stations s
    where c.tenant_id = ${key.tenantId} and c.certificate_id = ${key.certificateId} and s.station_id = c.station_id
      and c.state not in ('revoked', 'failed')
    returning ${COLUMNS_OF_C}, s.identity`.execute(tx)
  return rows[0] && { item: itemOf(rows[0], nowMs), identity: rows[0].identity }
}

const COLUMNS_OF_C = sql`c.certificate_id, c.certificate_use, c.state, c.authority, c.subject, c.issuer, c.serial_number,
  c.fingerprint, c.key_type, c.chain, c.not_before, c.not_after, c.requested_at, c.issued_at, c.accepted_at,
  c.first_used_at, c.ended_at, c.command_id, c.problem`

function itemOf(row: Row, nowMs: number): Item {
  const isInDate = row.not_after !== null && row.not_after.getTime() > nowMs
  return {
    id: row.certificate_id,
    use: row.certificate_use,
    state: row.state,
    isUsable: USABLE.includes(row.state) && isInDate,
    authority: row.authority,
    subject: row.subject,
    issuer: row.issuer,
    serialNumber: row.serial_number,
    fingerprint: row.fingerprint,
    keyType: row.key_type,
    chain: row.chain,
    notBefore: instantOrNull(row.not_before),
    notAfter: instantOrNull(row.not_after),
    requestedAt: instant(row.requested_at),
    issuedAt: instantOrNull(row.issued_at),
    acceptedAt: instantOrNull(row.accepted_at),
    firstUsedAt: instantOrNull(row.first_used_at),
    endedAt: instantOrNull(row.ended_at),
    commandId: row.command_id,
    problem: row.problem,
  }
}
