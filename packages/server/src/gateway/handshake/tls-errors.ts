import type { Server } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { TenantId } from '../../stations/ids.ts'
import type { RefusalNotes } from './refusal-notes.ts'

/** What OpenSSL calls a client that we share no version or suite with, and the standard's name of the event. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'InvalidTLSVersion'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'InvalidTLSVersion'],
  ['ERR_SSL_VERSION_TOO_LOW', 'InvalidTLSVersion'],
  ['ERR_SSL_NO_SHARED_CIPHER', 'InvalidTLSCipherSuite'],
  ['ERR_SSL_NO_SHARED_GROUP', 'InvalidTLSCipherSuite'],
  ['ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM', 'InvalidTLSCipherSuite'],
])

/** Writes down TLS handshakes that fail by version or suite (2.x A00.FR.408). Gives back the function that stops it. */
export function noteTlsErrors(server: Server, notes: RefusalNotes, tenantId: TenantId): () => void {
  const onError = (error: Error, socket: TLSSocket) => {
    const code = 'code' in error ? String(error.code) : ''
    const type = EVENTS.get(code)
    if (type === undefined) return
    notes.note({ tenantId, stationKey: null, type, address: socket.remoteAddress ?? 'unknown', detail: { code } })
  }
  server.on('tlsClientError', onError)
  return () => server.off('tlsClientError', onError)
}
