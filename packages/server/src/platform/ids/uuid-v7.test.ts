import { expect, test } from 'vitest'
import { ManualClock } from '../clock/index.ts'
import { seededRandom } from '../random/index.ts'
import { uuidV7Ids } from './index.ts'

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('an id has the form of version 7 and starts with the time', () => {
  const clock = new ManualClock(Date.UTC(2026, 5, 1))
  const id = uuidV7Ids(clock, seededRandom(1)).next()
  expect(id).toMatch(FORM)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(clock.nowMs())
})

test('ids rise strictly, also ten thousand in one millisecond and after the clock stepped back', () => {
  const clock = new ManualClock()
  let stepBackMs = 0
  const ids = uuidV7Ids({ nowMs: () => clock.nowMs() - stepBackMs }, seededRandom(2))
  const made = Array.from({ length: 10_000 }, () => ids.next())
  stepBackMs = 60_000
  made.push(ids.next(), ids.next())
  clock.advance(120_000)
  made.push(ids.next())
  expect(made.every((id) => FORM.test(id))).toBe(true)
  expect([...new Set(made)].sort()).toEqual(made)
})
