import { expect, test } from 'vitest'
import { SignInLimits } from './sign-in-limits.ts'

const MINUTE_MS = 60_000

test('an address waits after twenty failures, whatever the account, until its quarter of an hour is over', () => {
  const limits = new SignInLimits({ slowsSubjects: true })
  for (let n = 0; n < 20; n += 1) expect(limits.tryNow(`a${n}@example.com`, '192.0.2.1', 0)).toBe(0)
  expect(limits.tryNow('other@example.com', '192.0.2.1', MINUTE_MS)).toBe(14 * MINUTE_MS)
  expect(limits.tryNow('other@example.com', '192.0.2.2', MINUTE_MS)).toBe(0)
  expect(limits.tryNow('other@example.com', '192.0.2.1', 15 * MINUTE_MS)).toBe(0)
})

test('an address waits after ten failures with one account', () => {
  const limits = new SignInLimits({ slowsSubjects: true })
  for (let n = 0; n < 10; n += 1) expect(limits.tryNow('a@example.com', '192.0.2.1', 0)).toBe(0)
  expect(limits.tryNow('a@example.com', '192.0.2.1', 0)).toBeGreaterThan(0)
  expect(limits.tryNow('b@example.com', '192.0.2.1', 0)).toBe(0)
})

test('an account that many addresses guess at slows strangers down, for half a minute at most, and never who is known', () => {
  const limits = new SignInLimits({ slowsSubjects: true })
  limits.tryNow('a@example.com', '192.0.2.1', 0)
  limits.succeeded('a@example.com', '192.0.2.1')
  let heard = 0
  for (let n = 0; n < 5000; n += 1) {
    if (limits.tryNow('a@example.com', `2001:db8:${n.toString(16)}::`, 0) === 0) heard += 1
  }
  expect(heard).toBe(100)
  expect(limits.tryNow('a@example.com', '198.51.100.1', 0)).toBe(1000)
  expect(limits.tryNow('a@example.com', '198.51.100.1', 1000)).toBe(0)
  expect(limits.tryNow('a@example.com', '198.51.100.2', 1000)).toBe(2000)
  expect(limits.tryNow('a@example.com', '198.51.100.2', 31_000)).toBe(0)
  expect(limits.tryNow('a@example.com', '192.0.2.1', 31_000)).toBe(0)
  expect(limits.tryNow('b@example.com', '198.51.100.3', 0)).toBe(0)
})

test('who has proved to be somebody from an address is heard while it waits for the guesses of others', () => {
  const limits = new SignInLimits({ slowsSubjects: true })
  limits.tryNow('a@example.com', '192.0.2.1', 0)
  limits.succeeded('a@example.com', '192.0.2.1')
  for (let n = 0; n < 30; n += 1) limits.tryNow(`guess${n}@example.com`, '192.0.2.1', 0)
  expect(limits.tryNow('b@example.com', '192.0.2.1', 0)).toBeGreaterThan(0)
  expect(limits.tryNow('a@example.com', '192.0.2.1', 0)).toBe(0)
})

test('who gets it right is not counted', () => {
  const limits = new SignInLimits({ slowsSubjects: true })
  for (let n = 0; n < 200; n += 1) {
    expect(limits.tryNow('a@example.com', '192.0.2.1', 0)).toBe(0)
    limits.succeeded('a@example.com', '192.0.2.1')
  }
})
