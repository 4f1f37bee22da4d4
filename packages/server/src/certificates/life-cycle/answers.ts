import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { type InboxReader, onAnswer, onReport } from '../../stations/inbox/index.ts'
import { checkCsr } from '../csr.ts'
import type { CertificateParts } from '../ports.ts'
import { insertRequest } from './rows.ts'
import { supersedeOlder } from './usage.ts'

/** Published when there is a certificate to work on. */
export const CERTIFICATE_WORK_SUBJECT = 'certificate-work'

/** Takes down what stations request, and what they say to the certificates they are sent. */
export function lifeCycleReaders(parts: Pick<CertificateParts, 'ids' | 'bus'>): readonly InboxReader[] {
  const wake = (tx: Tx) => tx.afterCommit(() => parts.bus.publish(CERTIFICATE_WORK_SUBJECT, {}))
  return [
    onReport('certificateRequested', async (tx, { tenantId, stationKey, receivedAtMs, entry }) => {
      const { use, csr, requestId } = entry
      const checked = await checkCsr(csr, { commonNames: [], organization: undefined, isNameFree: true })
      if (!checked.ok) return
      const request = { csr: checked.csr.pem, csrHash: checked.csr.hash, requestId, nowMs: receivedAtMs }
      await insertRequest(tx, { tenantId, stationKey, certificateId: parts.ids.next(), use, ...request })
      wake(tx)
    }),
    onAnswer('sendCertificate', async (tx, { stationKey, receivedAtMs, entry }) => {
      const { commandId, answer } = entry
      if (answer.outcome === 'accepted') await accept(tx, { stationKey, commandId, nowMs: receivedAtMs })
      else await reject(tx, { stationKey, commandId, nowMs: receivedAtMs, said: answer.reason ?? answer.status })
    }),
  ]
}

interface Answered {
  readonly stationKey: number
  readonly commandId: string
  readonly nowMs: number
}

/** The certificate towards us is proven by its first use; the one towards cars is never seen by us, so it counts now. */
async function accept(tx: Tx, { stationKey, commandId, nowMs }: Answered): Promise<void> {
  const now = new Date(nowMs)
  const { rows } = await sql<{ certificate_id: string; state: string }>`
    update station_certificates set accepted_at = ${now}, next_try_at = null, problem = null,
      state = case when certificate_use = 'ChargingStationCertificate' then 'accepted' else 'active' end
    where station_id = ${stationKey} and command_id = ${commandId} and state = 'issued'
    returning certificate_id, state`.execute(tx)
  const [row] = rows
  if (row?.state === 'active') await supersedeOlder(tx, row.certificate_id, nowMs)
}

/** Refused again after an answer was lost, it may be in use: it stays good, and is shown with the doubt. */
async function reject(tx: Tx, { stationKey, commandId, nowMs, said }: Answered & { said: string }): Promise<void> {
  await sql`
    update station_certificates set next_try_at = null,
      state = case when is_unanswered then state else 'failed' end,
      ended_at = case when is_unanswered then null else ${new Date(nowMs)}::timestamptz end,
      problem = case when is_unanswered
        then 'Sent again, the station refused it; it may have taken it the first time.'
        else ${`The station refused it: ${said}.`.slice(0, 500)} end
    where station_id = ${stationKey} and command_id = ${commandId} and state = 'issued'`.execute(tx)
}
