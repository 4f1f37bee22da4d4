import { describe, expect, it } from 'vitest'
import type { StationEvent } from '../../vocabulary/event.ts'
import { v201 } from './dialect.ts'

const HEARTBEAT: StationEvent = { kind: 'heartbeat' }

describe('2.x encodeReply', () => {
  const encode = (action: string, reply: Parameters<typeof v201.encodeReply>[2]): string =>
    JSON.stringify(v201.encodeReply(action, HEARTBEAT, reply))

  it('writes keys in schema order', () => {
    expect(encode('BootNotification', { kind: 'boot', status: 'Accepted', nowMs: 0, intervalS: 60 })).toBe(
      '{"currentTime":"1970-01-01T00:00:00.000Z","interval":60,"status":"Accepted"}',
    )
    expect(encode('Heartbeat', { kind: 'heartbeat', nowMs: 0 })).toBe('{"currentTime":"1970-01-01T00:00:00.000Z"}')
    const token = { status: 'NoCredit', cacheExpiryMs: 0, groupIdToken: { value: 'G', type: 'Unknown' } } as const
    const idTokenInfo =
      '{"status":"NoCredit","cacheExpiryDateTime":"1970-01-01T00:00:00.000Z","groupIdToken":{"idToken":"G","type":"Central"}}'
    expect(encode('Authorize', { kind: 'authorization', token })).toBe(`{"idTokenInfo":${idTokenInfo}}`)
    expect(encode('TransactionEvent', { kind: 'transaction', totalCost: 1.5, token })).toBe(
      `{"totalCost":1.5,"idTokenInfo":${idTokenInfo}}`,
    )
    expect(encode('Authorize', { kind: 'authorization', token: { status: 'Blocked' } })).toBe(
      '{"idTokenInfo":{"status":"Blocked"}}',
    )
    expect(encode('TransactionEvent', { kind: 'transaction' })).toBe('{}')
    expect(encode('DataTransfer', { kind: 'dataTransfer', status: 'Accepted', data: { a: 1 } })).toBe(
      '{"status":"Accepted","data":{"a":1}}',
    )
  })

  it('has an empty answer even to what it cannot read', () => {
    expect(encode('VatNumberValidation', { kind: 'empty' })).toBe('{"vatNumber":"","status":"Rejected"}')
    expect(encode('GetCertificateChainStatus', { kind: 'empty' })).toBe('{"certificateStatus":[]}')
  })

  it('throws when we are wrong', () => {
    expect(() => encode('Heartbeat', { kind: 'refused', code: 'SecurityError', description: '' })).toThrow('CALLERROR')
  })
})
