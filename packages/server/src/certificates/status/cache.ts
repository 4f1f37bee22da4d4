import type { CertificateHashData, ChainStatus } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import { canonicalHashData } from '../hash-data.ts'

/** One question to one address. */
export interface StatusQuestion {
  readonly source: 'OCSP' | 'CRL'
  readonly url: string
  readonly hashData: CertificateHashData
}

export interface CachedStatus {
  readonly status: ChainStatus
  /** The OCSP response as it came; null for a list, and for a failure. */
  readonly response: Buffer | null
  readonly nextUpdateMs: number
}

/** What was found before and still holds. */
export async function readCachedStatus(
  db: Db,
  question: StatusQuestion,
  nowMs: number,
): Promise<CachedStatus | undefined> {
  const { rows } = await sql<{ status: ChainStatus; response: Buffer | null; next_update: Date }>`
    select status, response, next_update from certificate_statuses
    where ${sameQuestion(question)} and next_update > ${new Date(nowMs)}`.execute(db)
  const [row] = rows
  return row && { status: row.status, response: row.response, nextUpdateMs: row.next_update.getTime() }
}

export async function writeCachedStatus(
  tx: Tx,
  question: StatusQuestion,
  found: CachedStatus & { readonly nowMs: number },
): Promise<void> {
  const { source, url } = question
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = canonicalHashData(question.hashData)
  await sql`
    insert into certificate_statuses (source, url, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number,
      status, response, fetched_at, next_update)
    values (${source}, ${url}, ${hashAlgorithm}, ${issuerNameHash}, ${issuerKeyHash}, ${serialNumber}, ${found.status},
      ${found.response}, ${new Date(found.nowMs)}, ${new Date(found.nextUpdateMs)})
    on conflict (source, url, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number) do update set
      status = excluded.status, response = excluded.response, fetched_at = excluded.fetched_at,
      next_update = excluded.next_update`.execute(tx)
}

/** Forgets what holds no more. */
export async function dropStaleStatuses(tx: Tx, nowMs: number): Promise<void> {
  await sql`delete from certificate_statuses where next_update < ${new Date(nowMs)}`.execute(tx)
}

function sameQuestion({ source, url, hashData }: StatusQuestion) {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = canonicalHashData(hashData)
  return sql`source = ${source} and url = ${url} and hash_algorithm = ${hashAlgorithm}
    and issuer_name_hash = ${issuerNameHash} and issuer_key_hash = ${issuerKeyHash}
    and serial_number = ${serialNumber}`
}
