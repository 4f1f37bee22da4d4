import { foldIdToken, type TransactionReported } from '@stationmaster/ocpp'
import { timeKey } from './content-hash.ts'

/** Business key of a 1.6 StartTransaction within its station: connector, token, time and meter (1.6 §3.7.1, §4.8). */
export function startKeyOf(event: TransactionReported): string {
  const token = event.idToken ? foldIdToken(event.idToken.value) : ''
  return `${event.evse?.connectorId ?? 0}|${event.evse?.evseId ?? 0}|${token}|${timeKey(event.at)}|${event.registerWh ?? ''}`
}

/** Key of a start that repeats the business key of another and is none of its retries (quirk `constantStart`). */
export function anotherStartKeyOf(event: TransactionReported, receivedAtMs: number): string {
  return `${startKeyOf(event)}#${receivedAtMs}`
}

/** Whether a session's key is the business key of a start, or that of another start under it. */
export function isSameStart(sessionKey: string | null, startKey: string): boolean {
  return sessionKey === startKey || sessionKey?.startsWith(`${startKey}#`) === true
}

/** Business key of a 1.6 StopTransaction that names no transaction we know; shares the column of start keys. */
export function orphanStopKeyOf(event: TransactionReported): string {
  const token = event.idToken ? foldIdToken(event.idToken.value) : ''
  return `stop|${event.transactionId ?? ''}|${token}|${timeKey(event.at)}|${event.registerWh ?? ''}`
}
