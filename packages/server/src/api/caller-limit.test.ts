import { expect, test } from 'vitest'
import { ManualClock } from '../platform/clock/index.ts'
import { problemIn, startTestApp } from '../testing/test-app.ts'
import { CallerLimit } from './caller-limit.ts'

test('a key that calls too often is told when to come back; others are not slowed', async () => {
  await using app = await startTestApp({ CALLER_RATE_PER_MINUTE: '5' })
  const { key } = await app.call('createApiKey', { body: { name: 'Busy' } })
  const get = () => app.request('/api/v1/me', { key })
  const first = await get()
  expect(first.headers.get('ratelimit-limit')).toBe('5')
  expect(first.headers.get('ratelimit-remaining')).toBe('4')
  for (let n = 1; n < 5; n += 1) expect((await get()).status).toBe(200)
  const refused = await get()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit-remaining')).toBe('0')
  expect((await problemIn(refused)).code).toBe('tooManyRequests')
  expect((await app.request('/api/v1/me')).status).toBe(200)
})

test('after a minute it starts anew', () => {
  const clock = new ManualClock()
  const limit = new CallerLimit(1, clock)
  const reply = { header: () => reply } as never
  const caller = { credential: { kind: 'apiKey', keyId: 'k' } } as const
  limit.take(caller, reply)
  expect(() => limit.take(caller, reply)).toThrow('Too many')
  clock.advance(60_000)
  limit.take(caller, reply)
})
