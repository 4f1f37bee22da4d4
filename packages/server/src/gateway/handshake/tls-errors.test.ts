import { Server } from 'node:http'
import { expect, test } from 'vitest'
import { systemClock } from '../../platform/clock/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { Knock } from '../refusals/knock.ts'
import { RefusalNotes } from './refusal-notes.ts'
import { noteTlsErrors } from './tls-errors.ts'

test.each([
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', ['serverUntrusted'], 0],
  ['ERR_SSL_HTTP_REQUEST', ['plainToTls'], 0],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', ['tlsVersion'], 1],
  ['ERR_SSL_NO_SHARED_CIPHER', ['tlsCipher'], 1],
  // Nobody can mend a line that broke.
  ['ECONNRESET', [], 0],
])('%s is told to the operator as %j, and %i times to the log of security', (code, reasons, logged) => {
  const server = new Server()
  const knocks: Knock[] = []
  let events = 0
  const notes = new RefusalNotes(systemClock, (changes) => {
    events += changes.length
  })
  const stop = noteTlsErrors(server, { notes, tenantId: 1 as TenantId, onKnock: (knock) => knocks.push(knock) })
  const socket = { remoteAddress: '203.0.113.9' }
  server.emit('tlsClientError', Object.assign(new Error(code), { code }), socket)
  stop()
  server.emit('tlsClientError', Object.assign(new Error(code), { code }), socket)
  expect(knocks.map(({ reason }) => reason)).toEqual(reasons)
  expect(knocks.every(({ address, name }) => address === '203.0.113.9' && name === '')).toBe(true)
  expect(events).toBe(logged)
})
