import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GIVE_UP_MS, nextAttemptMs } from './back-off.ts'

const HOUR_MS = 3_600_000

test('waits grow to six hours, never leave the 72 hours, and there are tries until near their end', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 100, maxLength: 100 })
  fc.assert(fc.property(chances, checkSequence))
})

function checkSequence(chances: readonly number[]): void {
  let nowMs = 0
  let attempts = 0
  for (const chance of chances) {
    attempts += 1
    const next = nextAttemptMs({ attempts, nowMs, giveUpAtMs: GIVE_UP_MS }, chance)
    if (next === undefined) break
    const waitMs = next - nowMs
    expect(waitMs).toBeGreaterThanOrEqual(Math.min(5_000 * 2 ** (attempts - 1), 3 * HOUR_MS))
    expect(waitMs).toBeLessThanOrEqual(6 * HOUR_MS)
    nowMs = next
  }
  expect(nowMs).toBeLessThan(GIVE_UP_MS)
  expect(nowMs).toBeGreaterThan(GIVE_UP_MS - 6.1 * HOUR_MS)
  expect(attempts).toBeLessThan(40)
}
