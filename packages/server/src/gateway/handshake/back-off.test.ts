import { describe, expect, test } from 'vitest'
import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import { BackOff } from './back-off.ts'

const A = { tenantId: 1 as TenantId, identity: 'a' as StationIdentity }
const B = { tenantId: 1 as TenantId, identity: 'b' as StationIdentity }
const HERE = '192.0.2.1'
const THERE = '192.0.2.2'

function failing(times: number, identity = A, address = HERE): BackOff {
  const backOff = new BackOff({ failuresPerMinute: 10, backoffS: 900 })
  for (let count = 0; count < times; count++) backOff.failed(address, identity, count)
  return backOff
}

describe('an address', () => {
  test('may try until its tenth failure within a minute', () => {
    expect(failing(9).waitMs(HERE, B, 1000)).toBe(0)
    expect(failing(10).waitMs(HERE, B, 1000)).toBeGreaterThan(0)
  })

  test('may try again after fifteen minutes', () => {
    expect(failing(10).waitMs(HERE, A, 9 + 900_000)).toBe(0)
  })

  test('is not blocked by failures spread over minutes', () => {
    const backOff = new BackOff({ failuresPerMinute: 10, backoffS: 900 })
    for (let count = 0; count < 50; count++) backOff.failed(HERE, A, count * 7000)
    expect(backOff.waitMs(HERE, A, 50 * 7000)).toBe(0)
  })
})

describe('a station', () => {
  test('is never kept out by what another address does', () => {
    expect(failing(500).waitMs(THERE, A, 1000)).toBe(0)
  })

  test('that has proved itself is heard while its address is in back-off for others', () => {
    const backOff = failing(10, B)
    backOff.succeeded(HERE, A)
    expect(backOff.waitMs(HERE, A, 1000)).toBe(0)
    expect(backOff.waitMs(HERE, B, 1000)).toBeGreaterThan(0)
  })

  test('that has proved itself is still slowed down under its own name', () => {
    const backOff = new BackOff({ failuresPerMinute: 10, backoffS: 900 })
    backOff.succeeded(HERE, A)
    for (let count = 0; count < 10; count++) backOff.failed(HERE, A, count)
    expect(backOff.waitMs(HERE, A, 1000)).toBeGreaterThan(0)
    expect(backOff.waitMs(HERE, B, 1000)).toBe(0)
  })
})
