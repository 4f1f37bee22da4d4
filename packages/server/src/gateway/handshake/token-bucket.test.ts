import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TokenBucket } from './token-bucket.ts'

test('a burst is let through, then the rate', () => {
  const bucket = new TokenBucket(10, 3, 0)
  expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([true, true, true, false])
  expect(bucket.waitMs(0)).toBe(100)
  expect(bucket.take(99)).toBe(false)
  expect(bucket.take(100)).toBe(true)
})

test('what is spent on credit is paid back before the next token, within half a minute', () => {
  const bucket = new TokenBucket(10, 2, 0)
  expect([bucket.spend(0), bucket.spend(0), bucket.spend(0), bucket.spend(0)]).toEqual([true, true, false, false])
  expect(bucket.waitMs(0)).toBe(300)
  expect(bucket.take(299)).toBe(false)
  expect(bucket.take(300)).toBe(true)
  for (let turn = 0; turn < 5000; turn++) bucket.spend(300)
  expect(bucket.waitMs(300)).toBe(30_100)
})

test('over any time no more is let through than burst plus rate', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (gapsMs) => {
      const bucket = new TokenBucket(5, 4, 0)
      let nowMs = 0
      let taken = 0
      for (const gapMs of gapsMs) {
        nowMs += gapMs
        if (bucket.take(nowMs)) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(4 + (nowMs * 5) / 1000 + 1e-6)
    }),
  )
})

test('a clock that steps back takes nothing away', () => {
  const bucket = new TokenBucket(1, 2, 10_000)
  expect(bucket.take(5000)).toBe(true)
  expect(bucket.take(5000)).toBe(true)
  expect([bucket.take(7000), bucket.take(7000), bucket.take(7000)]).toEqual([true, true, false])
})
