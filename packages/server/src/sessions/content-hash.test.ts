import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event2, minute, sample, start16 } from '../stations/testing/reports.ts'
import { orphanStopKeyOf, startKeyOf } from './business-key.ts'
import { contentHash } from './content-hash.ts'
import { Hasher } from './hasher.ts'

function hashOf(...values: (string | number | undefined)[]): number {
  const hasher = new Hasher()
  for (const value of values) hasher.add(value)
  return hasher.digest()
}

describe('Hasher', () => {
  it('is stable: the figures are stored', () => {
    expect([
      hashOf(),
      hashOf('stationmaster', 1, undefined),
      hashOf('Stationmaster', 1, undefined),
    ]).toMatchInlineSnapshot(`
      [
        1943828040775404,
        571479828293544,
        906077556231105,
      ]
    `)
  })

  it('gives safe integers, different for different sequences', () => {
    const seen = new Map<number, string>()
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(undefined))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        const hash = hashOf(...values)
        const text = JSON.stringify(values)
        expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
        expect(seen.get(hash) ?? text).toBe(text)
        seen.set(hash, text)
      }),
      { numRuns: 5000 },
    )
  })

  it('spreads neighbours over the whole range', () => {
    const hashes = Array.from({ length: 50_000 }, (_, count) => hashOf('updated', count, `tx-${count % 7}`))
    expect(new Set(hashes).size).toBe(hashes.length)
    const high = hashes.filter((hash) => hash >= 2 ** 52).length / hashes.length
    expect(high).toBeGreaterThan(0.48)
    expect(high).toBeLessThan(0.52)
  })
})

describe('contentHash', () => {
  const event = event2('updated', 3, 10, {
    samples: [sample(minute(10), 1000)],
    idToken: { value: 'AB', type: 'ISO14443' },
  })

  it('is the same for a retry, also one that is now marked offline or writes the card differently', () => {
    expect(contentHash({ ...event, offline: true })).toBe(contentHash(event))
    expect(contentHash({ ...event, idToken: { value: 'a:b', type: 'ISO14443' } })).toBe(contentHash(event))
  })

  it.each([
    ['sequence number', { seqNo: 4 }],
    ['phase', { phase: 'ended' as const }],
    ['time', { at: minute(11) }],
    ['charging state', { chargingState: 'Charging' as const }],
    ['a sample', { samples: [sample(minute(10), 1001)] }],
    ['the time of a sample', { samples: [sample(minute(9), 1000)] }],
    ['a measurand without a column', { samples: [sample(minute(10), 1000, { other: new Map([['RPM', 5]]) })] }],
    ['a signed value', { samples: [sample(minute(10), 1000, { signed: ['OCMF|{}'] })] }],
  ])('differs by %s', (_, changed) => {
    expect(contentHash({ ...event, ...changed })).not.toBe(contentHash(event))
  })
})

describe('business keys of 1.6', () => {
  it('are connector, token, time and meter, and nothing else', () => {
    const key = startKeyOf(start16())
    expect(startKeyOf(start16({ reservationId: 3, idToken: { value: 'c-a-r-d', type: 'Unknown' } }))).toBe(key)
    expect(startKeyOf(start16({ evse: { evseId: 2, connectorId: 1 } }))).not.toBe(key)
    expect(startKeyOf(start16({ idToken: { value: 'X', type: 'Unknown' } }))).not.toBe(key)
    expect(startKeyOf(start16({ at: minute(1) }))).not.toBe(key)
    expect(startKeyOf(start16({ registerWh: 1 }))).not.toBe(key)
    expect(orphanStopKeyOf(start16())).not.toBe(key)
  })
})
