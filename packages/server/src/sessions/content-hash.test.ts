import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event2, minute, sample, start16 } from '../stations/testing/reports.ts'
import { orphanStopKeyOf, startKeyOf } from './business-key.ts'
import { contentHash, hash53 } from './content-hash.ts'

describe('hash53', () => {
  it('is stable: the figures are stored', () => {
    expect(hash53('')).toBe(hash53(''))
    expect([hash53('stationmaster'), hash53('Stationmaster')]).toMatchInlineSnapshot(`
      [
        8700216099189114,
        2228151799937816,
      ]
    `)
  })

  it('is a safe integer of 53 bits, different for different texts', () => {
    const seen = new Map<number, string>()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hash = hash53(text)
        expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
        expect(seen.get(hash) ?? text).toBe(text)
        seen.set(hash, text)
      }),
      { numRuns: 5000 },
    )
  })

  it('spreads neighbours over the whole range', () => {
    const hashes = Array.from({ length: 50_000 }, (_, count) => hash53(`updated|tx-1|${count}`))
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
