import type { StationCertificateUse } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'

/**
 * requested → issued → accepted → active → superseded. `issued` is on its way to the station; `accepted` the station says
 * it has; `active` it has used, or need not use towards us. `failed` and `revoked` end it at any point.
 */
export type CertificateState = 'requested' | 'issued' | 'accepted' | 'active' | 'superseded' | 'failed' | 'revoked'

/** States in which a certificate opens the door. One on its way does: the station may have it, its answer lost. */
export const USABLE: readonly CertificateState[] = ['issued', 'accepted', 'active']

/** A station's certificate that has to be worked on. */
export interface CertificateRow {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly certificateId: string
  readonly use: StationCertificateUse
  readonly state: CertificateState
  readonly csr: string
  readonly requestId: number | null
  readonly attempts: number
  readonly chain: string | null
  readonly commandId: CommandId | null
  readonly isUnanswered: boolean
  readonly requestedAtMs: number
}

interface Row {
  readonly tenant_id: TenantId
  readonly station_id: StationKey
  readonly identity_folded: StationIdentity
  readonly certificate_id: string
  readonly certificate_use: StationCertificateUse
  readonly state: CertificateState
  readonly csr: string
  readonly request_id: number | null
  readonly attempts: number
  readonly chain: string | null
  readonly command_id: CommandId | null
  readonly is_unanswered: boolean
  readonly requested_at: Date
}

const LEASE_MS = 60_000
const QUICK_ATTEMPTS = 3

/** What is to be done: having requests for these uses signed, or bringing certificates to their stations. */
export type DueWork =
  | { readonly kind: 'sign'; readonly uses: readonly StationCertificateUse[] }
  | { readonly kind: 'deliver' }

/**
 * Takes certificates whose time has come, for a minute: what crashes is taken again. The first commands that end
 * without an answer are looked at at once, later ones after pauses.
 */
export async function takeDue(
  tx: Tx,
  work: DueWork,
  { limit, nowMs }: { readonly limit: number; readonly nowMs: number },
): Promise<readonly CertificateRow[]> {
  const which =
    work.kind === 'deliver'
      ? sql`state = 'issued'`
      : sql`state = 'requested' and certificate_use = any(${[...work.uses]}::text[])`
  const { rows } = await sql<Row>`
    with due as (
      select certificate_id from station_certificates
      where ${which} and (next_try_at <= ${new Date(nowMs)}
        or (attempts < ${QUICK_ATTEMPTS} and next_try_at is not null and exists (
          select from commands k where k.station_id = station_certificates.station_id
            and k.command_id = station_certificates.command_id
            and k.state in ('timedOut', 'unknown', 'failed', 'cancelled'))))
      order by next_try_at limit ${limit} for update skip locked
    )
    update station_certificates c set next_try_at = ${new Date(nowMs + LEASE_MS)}
    from due, stations s where c.certificate_id = due.certificate_id and s.station_id = c.station_id
    returning c.tenant_id, c.station_id, s.identity_folded, c.certificate_id, c.certificate_use, c.state, c.csr,
      c.request_id, c.attempts, c.chain, c.command_id, c.is_unanswered, c.requested_at`.execute(tx)
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    stationKey: row.station_id,
    identity: row.identity_folded,
    certificateId: row.certificate_id,
    use: row.certificate_use,
    state: row.state,
    csr: row.csr,
    requestId: row.request_id,
    attempts: row.attempts,
    chain: row.chain,
    commandId: row.command_id,
    isUnanswered: row.is_unanswered,
    requestedAtMs: row.requested_at.getTime(),
  }))
}

export interface NewRequest {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly certificateId: string
  readonly use: StationCertificateUse
  readonly csr: string
  readonly csrHash: string
  readonly requestId: number | undefined
  readonly nowMs: number
}

/**
 * Takes a request down. One that is being worked on already is hurried instead: a station that repeats itself has not
 * got its certificate. Requests that a newer one replaces are given up.
 */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  const { tenantId, stationKey, certificateId, use, csr, csrHash, requestId, nowMs } = request
  const now = new Date(nowMs)
  const { rows } = await sql<{ certificate_id: string }>`
    insert into station_certificates (tenant_id, station_id, certificate_id, certificate_use, state, csr, csr_hash,
      request_id, requested_at, next_try_at)
    values (${tenantId}, ${stationKey}, ${certificateId}, ${use}, 'requested', ${csr}, ${csrHash}, ${requestId ?? null},
      ${now}, ${now})
    on conflict (station_id, csr_hash) where state in ('requested', 'issued')
      do update set next_try_at = excluded.next_try_at,
        request_id = coalesce(excluded.request_id, station_certificates.request_id)
    returning certificate_id`.execute(tx)
  await sql`
    update station_certificates set state = 'failed', ended_at = ${now}, problem = 'A newer request took its place.'
    where station_id = ${stationKey} and certificate_use = ${use} and state = 'requested'
      and certificate_id <> ${rows[0]?.certificate_id ?? certificateId}`.execute(tx)
}

/** The command that carries a certificate, as far as it has come. */
export async function commandProgress(
  db: Db,
  key: { readonly stationKey: StationKey; readonly commandId: CommandId },
): Promise<{ readonly state: string; readonly wasSent: boolean } | undefined> {
  const { rows } = await sql<{ state: string; sent_at: Date | null }>`
    select state, sent_at from commands
    where station_id = ${key.stationKey} and command_id = ${key.commandId}`.execute(db)
  return rows[0] && { state: rows[0].state, wasSent: rows[0].sent_at !== null }
}

/** A problem to try again after, or the end of the way. */
export async function noteProblem(
  tx: Tx,
  certificateId: string,
  note: { readonly problem: string; readonly nextTryAtMs: number | null; readonly nowMs: number },
): Promise<void> {
  const { problem, nextTryAtMs, nowMs } = note
  const ending = nextTryAtMs === null ? sql`, state = 'failed', ended_at = ${new Date(nowMs)}` : sql``
  await sql`
    update station_certificates set problem = ${problem.slice(0, 500)}, attempts = attempts + 1,
      next_try_at = ${nextTryAtMs === null ? null : new Date(nextTryAtMs)} ${ending}
    where certificate_id = ${certificateId} and state in ('requested', 'issued')`.execute(tx)
}

/** When to look at a certificate again. */
export async function lookAgainAt(tx: Tx, certificateId: string, atMs: number | null): Promise<void> {
  await sql`
    update station_certificates set next_try_at = ${atMs === null ? null : new Date(atMs)}
    where certificate_id = ${certificateId}`.execute(tx)
}

/** Leaves a certificate as it is, with a word on why nothing more is done. */
export async function stopTrying(tx: Tx, certificateId: string, problem: string): Promise<void> {
  await sql`
    update station_certificates set next_try_at = null, problem = ${problem}
    where certificate_id = ${certificateId}`.execute(tx)
}

/** A certificate goes out with this command; `isUnanswered`: one before it may have arrived. */
export async function noteSending(
  tx: Tx,
  certificateId: string,
  sending: { readonly commandId: CommandId; readonly isUnanswered: boolean; readonly nextTryAtMs: number },
): Promise<void> {
  await sql`
    update station_certificates set command_id = ${sending.commandId}, next_try_at = ${new Date(sending.nextTryAtMs)},
      is_unanswered = is_unanswered or ${sending.isUnanswered}
    where certificate_id = ${certificateId}`.execute(tx)
}
