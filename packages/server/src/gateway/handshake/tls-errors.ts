import type { Server } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { RefusalReason } from '../../contract/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { Knock } from '../refusals/knock.ts'
import type { RefusalNotes } from './refusal-notes.ts'

/** What a failed handshake is called: in the standard's list of events, where it is there, and for the operator. */
interface Failure {
  readonly event?: 'InvalidTLSVersion' | 'InvalidTLSCipherSuite'
  readonly reason: RefusalReason
}

const VERSION: Failure = { event: 'InvalidTLSVersion', reason: 'tlsVersion' }
const SUITE: Failure = { event: 'InvalidTLSCipherSuite', reason: 'tlsCipher' }
const UNTRUSTED: Failure = { reason: 'serverUntrusted' }

/** What OpenSSL calls a client that we share no version or suite with, that speaks no TLS, or that does not believe us. */
const FAILURES: ReadonlyMap<string, Failure> = new Map([
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', VERSION],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', VERSION],
  ['ERR_SSL_VERSION_TOO_LOW', VERSION],
  ['ERR_SSL_NO_SHARED_CIPHER', SUITE],
  ['ERR_SSL_NO_SHARED_GROUP', SUITE],
  ['ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM', SUITE],
  ['ERR_SSL_HTTP_REQUEST', { reason: 'plainToTls' }],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', UNTRUSTED],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', UNTRUSTED],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', UNTRUSTED],
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', UNTRUSTED],
  ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN', UNTRUSTED],
])

export interface TlsWatch {
  readonly notes: RefusalNotes
  /** The first: who fails here has not come to say whom it wants. */
  readonly tenantId: TenantId
  onKnock(knock: Knock): void
}

/** Writes down TLS handshakes that fail for a reason that can be mended (2.x A00.FR.408). Gives back the function that stops it. */
export function noteTlsErrors(server: Server, { notes, tenantId, onKnock }: TlsWatch): () => void {
  const onError = (error: Error, socket: TLSSocket) => {
    const code = 'code' in error ? String(error.code) : ''
    const failure = FAILURES.get(code)
    if (failure === undefined) return
    const address = socket.remoteAddress ?? 'unknown'
    // No name: who failed here has not come to say it.
    onKnock({ tenantId, name: '', address, reason: failure.reason, detail: {} })
    if (failure.event === undefined) return
    notes.note({ tenantId, stationKey: null, type: failure.event, address, detail: { code } })
  }
  server.on('tlsClientError', onError)
  return () => server.off('tlsClientError', onError)
}
