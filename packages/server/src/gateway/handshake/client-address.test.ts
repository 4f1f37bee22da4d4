import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createAddressReader } from './client-address.ts'
import { originAllowed } from './origin.ts'

function request(remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage
}

function reader(trustedProxies: readonly string[]) {
  return createAddressReader({ trustedProxies, clientCertificateHeader: undefined })
}

const FORWARDED = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }

test('forwarding headers of a stranger are not believed', () => {
  const read = reader(['10.0.0.0/8'])
  expect(read(request('198.51.100.7', FORWARDED))).toEqual({
    address: '198.51.100.7',
    secure: false,
    certificate: undefined,
  })
})

test('a listed proxy says where the client is and how it came', () => {
  const read = reader(['10.0.0.0/8', '::1'])
  expect(read(request('::ffff:10.1.2.3', FORWARDED))).toEqual({
    address: '203.0.113.9',
    secure: true,
    certificate: undefined,
  })
})

test('of a chain the last address that is no proxy of ours counts', () => {
  const read = reader(['10.0.0.0/8'])
  const chain = { 'x-forwarded-for': '1.2.3.4, 203.0.113.9, 10.9.9.9' }
  expect(read(request('10.0.0.1', chain)).address).toBe('203.0.113.9')
})

test('nonsense from a proxy leaves the proxy', () => {
  const read = reader(['10.0.0.1'])
  expect(read(request('10.0.0.1', { 'x-forwarded-for': 'unknown, <script>' })).address).toBe('10.0.0.1')
})

test.each([
  [undefined, true],
  ['file://', true],
  ['https://console.example', true],
  ['https://evil.example', false],
  ['null', false],
  ['http://console.example', false],
])('Origin %s: allowed is %s', (origin, allowed) => {
  expect(originAllowed(origin, ['https://console.example'])).toBe(allowed)
})
