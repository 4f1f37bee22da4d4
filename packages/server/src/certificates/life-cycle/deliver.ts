import type { CertificateParts } from '../ports.ts'
import { send } from './issue.ts'
import { type CertificateRow, commandProgress, lookAgainAt, noteProblem, stopTrying } from './rows.ts'

const LOOK_AGAIN_MS = 60_000
const MOST_DELIVERIES = 8

/**
 * Looks after a certificate on its way: one that was sent without an answer is sent again. It may have arrived, so it
 * stays good whatever the station says to the second.
 */
export async function deliver(parts: CertificateParts, row: CertificateRow): Promise<void> {
  const { database, clock } = parts
  const { certificateId, stationKey, commandId } = row
  const nowMs = clock.nowMs()
  const progress = commandId === null ? undefined : await commandProgress(database.kysely, { stationKey, commandId })
  if (progress?.state === 'queued' || progress?.state === 'sent') {
    return database.transaction((tx) => lookAgainAt(tx, certificateId, nowMs + LOOK_AGAIN_MS))
  }
  // The inbox is on its way to tell; it says what becomes of the certificate.
  if (progress?.state === 'accepted' || progress?.state === 'rejected') {
    return database.transaction((tx) => lookAgainAt(tx, certificateId, null))
  }
  const isUnanswered = progress?.wasSent === true
  if (row.attempts + 1 >= MOST_DELIVERIES) {
    if (isUnanswered || row.isUnanswered) {
      // It may be in use by now: it is not sent any more, and stays good.
      const problem = 'The station never answered; it may have the certificate all the same.'
      return database.transaction((tx) => stopTrying(tx, certificateId, problem))
    }
    const note = { problem: 'The station could not be reached.', nextTryAtMs: null, nowMs }
    return database.transaction((tx) => noteProblem(tx, certificateId, note))
  }
  const route = await database.transaction(async (tx) => {
    const problem = isUnanswered ? 'The station has not answered; it is sent again.' : 'It could not be sent yet.'
    await noteProblem(tx, certificateId, { problem, nextTryAtMs: nowMs, nowMs })
    return send(tx, parts, row, { isUnanswered })
  })
  await route()
}
