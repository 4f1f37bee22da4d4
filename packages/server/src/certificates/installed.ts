import type { CertificateHashData, InstalledCertificate, InstalledCertificateType } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'
import type { StationKey, TenantId } from '../stations/ids.ts'
import { type InboxReader, onAnswer } from '../stations/inbox/index.ts'
import { canonicalHashData, hashDataOf } from './hash-data.ts'
import { readCertificate } from './x509.ts'

interface Owner {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly receivedAtMs: number
}

/** Keeps what stations say they hold, beside what we had them install and delete. */
export function installedReaders(): readonly InboxReader[] {
  return [
    onAnswer('installCertificate', async (tx, { entry, ...owner }) => {
      if (entry.answer.outcome !== 'accepted') return
      const read = readCertificate(entry.command.certificate)
      // A root is its own issuer; of a sub-CA the issuer's key is not known here, the station's report brings it.
      if (!read.ok || read.certificate.subject !== read.certificate.issuer) return
      const hashData = hashDataOf(read.certificate, read.certificate)
      await noteInstalled(tx, owner, { type: entry.command.type, hashData, pem: read.certificate.toString('pem') })
    }),
    onAnswer('deleteCertificate', async (tx, { stationKey, entry }) => {
      // NotFound: it is not there (any more), which is what was asked for.
      const isGone = entry.answer.outcome === 'accepted' || entry.answer.status === 'NotFound'
      if (isGone) await forget(tx, stationKey, entry.command.hashData)
    }),
    onAnswer('getInstalledCertificates', async (tx, { entry, ...owner }) => {
      const { certificates } = entry.answer
      if (certificates === undefined) return
      const { types } = entry.command
      // 1.6 answers without a type: it is the one asked for.
      const [only] = types ?? []
      const reported =
        types?.length === 1 && only !== undefined ? certificates.map((one) => ({ ...one, type: only })) : certificates
      await noteReport(tx, owner, { types, reported })
    }),
  ]
}

async function noteInstalled(
  tx: Tx,
  { tenantId, stationKey, receivedAtMs }: Owner,
  installed: { readonly type: string; readonly hashData: CertificateHashData; readonly pem: string },
): Promise<void> {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = canonicalHashData(installed.hashData)
  await sql`
    insert into installed_certificates (tenant_id, station_id, certificate_type, hash_algorithm, issuer_name_hash,
      issuer_key_hash, serial_number, pem, installed_at)
    values (${tenantId}, ${stationKey}, ${installed.type}, ${hashAlgorithm}, ${issuerNameHash}, ${issuerKeyHash},
      ${serialNumber}, ${installed.pem}, ${new Date(receivedAtMs)})
    on conflict (station_id, certificate_type, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number)
      do update set pem = excluded.pem, installed_at = excluded.installed_at, missing_since = null`.execute(tx)
}

async function forget(tx: Tx, stationKey: StationKey, hashData: CertificateHashData): Promise<void> {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = canonicalHashData(hashData)
  await sql`
    delete from installed_certificates
    where station_id = ${stationKey} and hash_algorithm = ${hashAlgorithm} and issuer_name_hash = ${issuerNameHash}
      and issuer_key_hash = ${issuerKeyHash} and serial_number = ${serialNumber}`.execute(tx)
}

/** The report is the truth for the types it was asked for: what it names is there, what it does not is not. */
async function noteReport(
  tx: Tx,
  { tenantId, stationKey, receivedAtMs }: Owner,
  report: {
    readonly types: readonly InstalledCertificateType[] | undefined
    readonly reported: readonly InstalledCertificate[]
  },
): Promise<void> {
  const at = new Date(receivedAtMs)
  const isOfReport = report.types === undefined ? sql`true` : sql`certificate_type = any(${report.types})`
  for (const { type, hashData, children } of report.reported) {
    const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = canonicalHashData(hashData)
    await sql`
      insert into installed_certificates (tenant_id, station_id, certificate_type, hash_algorithm, issuer_name_hash,
        issuer_key_hash, serial_number, children, reported_at)
      values (${tenantId}, ${stationKey}, ${type}, ${hashAlgorithm}, ${issuerNameHash}, ${issuerKeyHash},
        ${serialNumber}, ${JSON.stringify(children.map(canonicalHashData))}::jsonb, ${at})
      on conflict (station_id, certificate_type, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number)
        do update set children = excluded.children, reported_at = excluded.reported_at, missing_since = null`.execute(
      tx,
    )
  }
  await sql`
    delete from installed_certificates
    where station_id = ${stationKey} and ${isOfReport} and installed_at is null and reported_at < ${at}`.execute(tx)
  await sql`
    update installed_certificates set missing_since = ${at}
    where station_id = ${stationKey} and ${isOfReport} and missing_since is null
      and installed_at is not null and installed_at < ${at} and reported_at is distinct from ${at}`.execute(tx)
}

/** One certificate on a station. */
export interface InstalledRow {
  readonly type: InstalledCertificateType
  readonly hashData: CertificateHashData
  readonly children: readonly CertificateHashData[]
  readonly pem: string | null
  readonly installedAt: Date | null
  readonly reportedAt: Date | null
  readonly missingSince: Date | null
}

export async function readInstalled(db: Db, stationKey: StationKey): Promise<readonly InstalledRow[]> {
  const { rows } = await sql<{
    certificate_type: InstalledCertificateType
    hash_algorithm: CertificateHashData['hashAlgorithm']
    issuer_name_hash: string
    issuer_key_hash: string
    serial_number: string
    children: readonly CertificateHashData[]
    pem: string | null
    installed_at: Date | null
    reported_at: Date | null
    missing_since: Date | null
  }>`
    select certificate_type, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number, children, pem,
      installed_at, reported_at, missing_since
    from installed_certificates where station_id = ${stationKey}
    order by certificate_type, serial_number, hash_algorithm limit 500`.execute(db)
  return rows.map((row) => ({
    type: row.certificate_type,
    hashData: {
      hashAlgorithm: row.hash_algorithm,
      issuerNameHash: row.issuer_name_hash,
      issuerKeyHash: row.issuer_key_hash,
      serialNumber: row.serial_number,
    },
    children: row.children,
    pem: row.pem,
    installedAt: row.installed_at,
    reportedAt: row.reported_at,
    missingSince: row.missing_since,
  }))
}
