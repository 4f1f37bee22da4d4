import { expect, test } from 'vitest'
import { SignInLimits } from './sign-in-limits.ts'

const MINUTE_MS = 60_000

test('an address waits after twenty failures, whatever the account, until its quarter of an hour is over', () => {
  const limits = new SignInLimits()
  for (let n = 0; n < 20; n += 1) expect(limits.tryNow(`a${n}@example.com`, '192.0.2.1', 0)).toBe(0)
  expect(limits.tryNow('other@example.com', '192.0.2.1', MINUTE_MS)).toBe(14 * MINUTE_MS)
  expect(limits.tryNow('other@example.com', '192.0.2.2', MINUTE_MS)).toBe(0)
  expect(limits.tryNow('other@example.com', '192.0.2.1', 15 * MINUTE_MS)).toBe(0)
})

test('an account waits after fifty failures, wherever they come from', () => {
  const limits = new SignInLimits()
  for (let n = 0; n < 50; n += 1) expect(limits.tryNow('a@example.com', `192.0.2.${n}`, 0)).toBe(0)
  expect(limits.tryNow('a@example.com', '198.51.100.1', 0)).toBeGreaterThan(0)
})

test('who gets it right is not counted', () => {
  const limits = new SignInLimits()
  for (let n = 0; n < 200; n += 1) {
    expect(limits.tryNow('a@example.com', '192.0.2.1', 0)).toBe(0)
    limits.succeeded('a@example.com', '192.0.2.1')
  }
})
