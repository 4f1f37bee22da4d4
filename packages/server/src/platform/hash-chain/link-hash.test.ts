import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHAIN_START, type ChainedContent, linkHash } from './link-hash.ts'

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const content: fc.Arbitrary<ChainedContent> = fc.array(value, { minLength: 8, maxLength: 8 })

test('two links are equal only when everything in them is', () => {
  const place = fc.integer({ min: 1, max: 3 })
  fc.assert(
    fc.property(content, content, place, place, (one, other, at, elsewhere) => {
      const same = JSON.stringify([one, at]) === JSON.stringify([other, elsewhere])
      expect(linkHash(CHAIN_START, at, one).equals(linkHash(CHAIN_START, elsewhere, other))).toBe(same)
    }),
  )
})

test('what comes before is in every later link', () => {
  fc.assert(
    fc.property(content, content, content, (first, changed, next) => {
      fc.pre(JSON.stringify(first) !== JSON.stringify(changed))
      const after = (start: ChainedContent) => linkHash(linkHash(CHAIN_START, 1, start), 2, next)
      expect(after(first).equals(after(changed))).toBe(false)
    }),
  )
})
