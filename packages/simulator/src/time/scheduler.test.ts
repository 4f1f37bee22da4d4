import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLapseClock, createLapseScheduler, createSystemScheduler } from './scheduler.ts'
import { createTimerHeap } from './timer-heap.ts'
import { createVirtualScheduler } from './virtual-scheduler.ts'

test('timers run in order of due time, then in the order planned; cancelled ones do not run', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.boolean())), (plans) => {
      const heap = createTimerHeap()
      const ran: number[] = []
      for (const [index, [dueMs, cancelled]] of plans.entries()) {
        const cancel = heap.add(dueMs, () => ran.push(index))
        if (cancelled) cancel()
      }
      for (let run = heap.takeDue(50); run; run = heap.takeDue(50)) run()
      const expected = plans
        .flatMap(([dueMs, cancelled], index) => (cancelled ? [] : [{ dueMs, index }]))
        .sort((a, b) => a.dueMs - b.dueMs || a.index - b.index)
      expect(ran).toEqual(expected.map(({ index }) => index))
      expect(heap.nextDueMs()).toBeUndefined()
    }),
  )
})

test('virtual time moves only when told, and stands at the due time while a timer runs', () => {
  const clock = createVirtualScheduler(1_000)
  const seen: number[] = []
  clock.after(50, () => {
    seen.push(clock.now())
    clock.after(25, () => seen.push(clock.now()))
  })
  clock.advance(49)
  expect(seen).toEqual([])
  clock.advance(100)
  expect(seen).toEqual([1_050, 1_075])
  expect(clock.now()).toBe(1_149)
})

test('a time-lapse runs its timers early and in order', async () => {
  const clock = createLapseScheduler({ speed: 3_600 })
  const order: string[] = []
  const done = new Promise<void>((resolve) => {
    clock.after(60_000, () => order.push('minute'))
    clock.after(90_000, () => {
      order.push('later')
      resolve()
    })
    clock.after(30_000, () => order.push('cancelled'))()
  })
  await done
  clock.stop()
  expect(order).toEqual(['minute', 'later'])
})

test('a lapse from the past runs through it, reaches the present and stays with it', async () => {
  const startedMs = Date.now()
  const startAtMs = startedMs - 10 * 3_600_000
  const clock = createLapseScheduler({ speed: 100_000, startAtMs })
  const hours: number[] = []
  for (const hour of [1, 5, 9]) clock.after(hour * 3_600_000, () => hours.push(hour))
  await new Promise<void>((resolve) => clock.after(startedMs + 500 - clock.now(), resolve))
  clock.stop()
  expect(hours).toEqual([1, 5, 9])
  expect(Math.abs(Date.now() - clock.now())).toBeLessThan(1_000)
})

test('a stopped scheduler runs nothing more', async () => {
  const clock = createSystemScheduler()
  let ran = false
  clock.after(1, () => {
    ran = true
  })
  clock.stop()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(ran).toBe(false)
})

test('a speed that is not positive is refused', () => {
  expect(() => createLapseScheduler({ speed: 0 })).toThrow('speed')
})

test('a lapse that begins later stands still until then, and clocks of one lapse agree', () => {
  const wallMs = Date.now()
  const waiting = { speed: 60, startAtMs: wallMs - 3_600_000, beginsAtMs: wallMs + 3_600_000 }
  const clock = createLapseClock(waiting)
  expect(clock.now()).toBe(waiting.startAtMs)
  expect(createLapseClock(waiting).meetsAtMs).toBe(clock.meetsAtMs)
  // Two hours behind when it begins, and one of 59 parts gained every second.
  expect(clock.meetsAtMs).toBeCloseTo(waiting.beginsAtMs + 7_200_000 / 59, 3)
  expect(clock.realDelayMs(waiting.startAtMs + 60_000)).toBeGreaterThan(3_590_000)
})
