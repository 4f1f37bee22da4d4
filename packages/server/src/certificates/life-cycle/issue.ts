import { sql } from 'kysely'
import { backOffMs } from '../../platform/back-off.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import { ensureLocalRoots } from '../authority/local-roots.ts'
import { signRequest } from '../authority/sign-request.ts'
import { checkCsr } from '../csr.ts'
import { recordIssued } from '../issued.ts'
import type { CertificateParts } from '../ports.ts'
import { authorityFor, readAuthoritySettings } from '../settings.ts'
import { chainPem, factsOf, type x509 } from '../x509.ts'
import { type CertificateRow, noteProblem, noteSending } from './rows.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const PAUSE = { firstMs: MINUTE_MS, longestMs: 3_600_000 }
/** With pauses that double up to an hour, a service may be away for a day. */
const MOST_ATTEMPTS = 30
/** The certificate waits so long for its station to connect. */
const DELIVER_WITHIN_MS = 7 * DAY_MS
const LOOK_AGAIN_MS = MINUTE_MS

/**
 * Has a request signed and puts the certificate on its way to the station, in one step of the database. `signal`: the
 * program ends; the request is signed after its next start.
 */
export async function issue(parts: CertificateParts, row: CertificateRow, signal: AbortSignal): Promise<void> {
  const { database, clock, local, sealing } = parts
  const name = authorityFor(row.use)
  const stored = await readAuthoritySettings(database.kysely, sealing, { tenantId: row.tenantId, name })
  // It was checked when it came; only what a signing needs of it is read again.
  const checked = await checkCsr(row.csr, { commonNames: [], organization: undefined, isNameFree: true })
  if (!checked.ok) return giveUp(parts, row, `The request cannot be signed: ${checked.reason}.`)
  // What our own authority signs has to open the door, too.
  if (stored.settings.kind === 'local') await ensureLocalRoots(parts, row.tenantId)
  const signed = await signRequest(local, stored, { csr: checked.csr, use: row.use, signal })
  if (signal.aborted && !signed.ok) return
  if (!signed.ok) {
    if (signed.isFinal || row.attempts + 1 >= MOST_ATTEMPTS) return giveUp(parts, row, signed.reason)
    const pauseMs = signed.retryAfterS === undefined ? backOffMs(PAUSE, row.attempts + 1) : signed.retryAfterS * 1000
    const nextTryAtMs = clock.nowMs() + Math.min(pauseMs, DAY_MS)
    const note = { problem: signed.reason, nextTryAtMs, nowMs: clock.nowMs() }
    return database.transaction((tx) => noteProblem(tx, row.certificateId, note))
  }
  const [leaf] = signed.chain
  if (leaf === undefined) return giveUp(parts, row, 'The authority gave no certificate.')
  const chain = chainPem(signed.chain)
  const route = await database.transaction(async (tx) => {
    if (
      !(await storeSigned(tx, row, {
        leaf,
        chain,
        authority: signed.authority,
        keyType: checked.csr.keyType,
        nowMs: clock.nowMs(),
      }))
    )
      return undefined
    if (signed.authority !== 'est') {
      const { tenantId, identity: subject } = row
      await recordIssued(tx, {
        tenantId,
        authority: signed.authority,
        kind: 'station',
        subject,
        certificate: leaf,
        nowMs: clock.nowMs(),
      })
    }
    return send(tx, parts, { ...row, chain })
  })
  await route?.()
}

/** Stores the command that carries a certificate. Gives the step that wakes the station's socket, for after the commit. */
export async function send(
  tx: Tx,
  parts: CertificateParts,
  row: CertificateRow,
  options: { readonly isUnanswered: boolean } = { isUnanswered: false },
): Promise<() => Promise<unknown>> {
  const { tenantId, stationKey, use, requestId, chain } = row
  if (chain === null) throw new Error('A certificate is sent after it was issued.')
  const nowMs = parts.clock.nowMs()
  const commandId = newCommandId(parts.ids)
  const request = requestId === null ? {} : { requestId }
  await parts.commands.store(tx, {
    ...{ tenantId, stationKey, commandId, nowMs },
    command: { kind: 'sendCertificate', chain, use, ...request },
    reason: 'The station asked for this certificate.',
    deadlineAtMs: nowMs + DELIVER_WITHIN_MS,
  })
  const nextTryAtMs = nowMs + Math.max(LOOK_AGAIN_MS, backOffMs(PAUSE, row.attempts + 1))
  await noteSending(tx, row.certificateId, { commandId, isUnanswered: options.isUnanswered, nextTryAtMs })
  return () => parts.commands.route({ stationKey, commandId })
}

async function giveUp({ database, clock }: CertificateParts, row: CertificateRow, problem: string): Promise<void> {
  const note = { problem, nextTryAtMs: null, nowMs: clock.nowMs() }
  await database.transaction((tx) => noteProblem(tx, row.certificateId, note))
}

/** False when the request was given up meanwhile. */
async function storeSigned(
  tx: Tx,
  { certificateId }: CertificateRow,
  signed: {
    readonly leaf: x509.X509Certificate
    readonly chain: string
    readonly authority: string
    readonly keyType: string
    readonly nowMs: number
  },
): Promise<boolean> {
  const { fingerprint, serialNumber, subject, issuer, notBeforeMs, notAfterMs } = factsOf(signed.leaf)
  const { rows } = await sql`
    update station_certificates set state = 'issued', attempts = 0, problem = null, authority = ${signed.authority},
      chain = ${signed.chain}, fingerprint = ${fingerprint}, serial_number = ${serialNumber}, subject = ${subject},
      issuer = ${issuer}, key_type = ${signed.keyType}, not_before = ${new Date(notBeforeMs)},
      not_after = ${new Date(notAfterMs)}, issued_at = ${new Date(signed.nowMs)}
    where certificate_id = ${certificateId} and state = 'requested' returning certificate_id`.execute(tx)
  return rows.length > 0
}
