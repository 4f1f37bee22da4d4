import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHAIN_START, type ChainedEvent, linkHash } from './chain.ts'

const text = fc.option(fc.string(), { nil: null })
const event: fc.Arbitrary<ChainedEvent> = fc.record({
  eventId: fc.integer({ min: 1 }),
  tenantId: fc.integer({ min: 1, max: 9 }),
  stationKey: fc.option(fc.integer({ min: 1 }), { nil: null }),
  receivedAt: fc.string(),
  at: text,
  source: fc.constantFrom('station', 'csms'),
  type: fc.string(),
  detail: text,
})

test('two links are equal only when everything in them is', () => {
  fc.assert(
    fc.property(
      event,
      event,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      (one, other, at, place) => {
        const same = JSON.stringify([one, at]) === JSON.stringify([other, place])
        expect(linkHash(CHAIN_START, at, one).equals(linkHash(CHAIN_START, place, other))).toBe(same)
      },
    ),
  )
})

test('what comes before is in every later link', () => {
  fc.assert(
    fc.property(event, event, event, (first, changed, next) => {
      fc.pre(JSON.stringify(first) !== JSON.stringify(changed))
      const after = (start: ChainedEvent) => linkHash(linkHash(CHAIN_START, 1, start), 2, next)
      expect(after(first).equals(after(changed))).toBe(false)
    }),
  )
})
