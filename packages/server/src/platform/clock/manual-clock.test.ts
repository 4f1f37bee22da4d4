import { expect, test } from 'vitest'
import { ManualClock, sleep } from './index.ts'

test('timers run in the order they fall due, at the time they asked for', () => {
  const clock = new ManualClock(1_000)
  const ran: string[] = []
  const note = (name: string) => () => ran.push(`${name}@${clock.nowMs()}`)
  clock.after(30, note('late'))
  clock.after(10, note('early'))
  clock.every(12, note('tick'))
  clock.after(20, note('never')).cancel()
  clock.advance(30)
  expect(ran).toEqual(['early@1010', 'tick@1012', 'tick@1024', 'late@1030'])
  expect([clock.nowMs(), clock.monotonicMs()]).toEqual([1_030, 30])
})

test('a timer set by a timer runs in the same advance when it falls due', () => {
  const clock = new ManualClock()
  let ran = false
  clock.after(5, () => {
    clock.after(5, () => {
      ran = true
    })
  })
  clock.advance(9)
  expect(ran).toBe(false)
  clock.advance(1)
  expect(ran).toBe(true)
})

test('sleep ends after its delay', async () => {
  const clock = new ManualClock()
  const slept = sleep(clock, 1_000)
  clock.advance(1_000)
  await slept
})
