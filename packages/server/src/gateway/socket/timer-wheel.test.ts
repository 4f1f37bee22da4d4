import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ManualClock } from '../../platform/clock/index.ts'
import { TimerWheel } from './timer-wheel.ts'

test('no timer comes early or more than two ticks late, however far ahead it was set', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400_000), { maxLength: 30 }), fc.integer({ min: 1, max: 5000 }), (delaysMs, stepMs) => {
      const clock = new ManualClock()
      using wheel = new TimerWheel(clock, 250)
      const latenessMs: number[] = []
      for (const delayMs of delaysMs) wheel.after(delayMs, () => latenessMs.push(clock.monotonicMs() - delayMs))
      for (let passedMs = 0; passedMs <= 401_000; passedMs += stepMs) clock.advance(stepMs)
      expect(latenessMs).toHaveLength(delaysMs.length)
      for (const late of latenessMs) {
        expect(late).toBeGreaterThanOrEqual(0)
        expect(late).toBeLessThanOrEqual(500)
      }
    }),
    { numRuns: 30 },
  )
})

test('a cancelled timer does not run', () => {
  const clock = new ManualClock()
  using wheel = new TimerWheel(clock)
  let ran = false
  const cancel = wheel.after(1000, () => {
    ran = true
  })
  cancel()
  clock.advance(5000)
  expect(ran).toBe(false)
})

test('a task may add itself again when it is woken', () => {
  const clock = new ManualClock()
  using wheel = new TimerWheel(clock, 250)
  const wokenAtMs: number[] = []
  const task = {
    dueMs: 0,
    onDue() {
      wokenAtMs.push(clock.monotonicMs())
      if (wokenAtMs.length < 3) wheel.add(task, 1000)
    },
  }
  wheel.add(task, 1000)
  clock.advance(10_000)
  expect(wokenAtMs).toEqual([1000, 2000, 3000])
})
