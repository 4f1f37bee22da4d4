import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { reconnectDelayMs } from './reconnect-delay.ts'
import { createTransactionQueue } from './transaction-queue.ts'

const RULE = { attempts: 3, intervalMs: 60_000 }

test('a failing head is retried after n × interval, blocks the rest, and is dropped after the last attempt', () => {
  const queue = createTransactionQueue<string>(() => RULE)
  queue.add('start')
  queue.add('stop')
  expect(queue.next(0)).toEqual({ kind: 'send', message: 'start' })
  expect(queue.settle('failed', 0)).toBe('retry')
  expect(queue.next(59_999)).toEqual({ kind: 'wait', untilMs: 60_000 })
  expect(queue.next(60_000)).toEqual({ kind: 'send', message: 'start' })
  expect(queue.settle('failed', 60_000)).toBe('retry')
  expect(queue.next(60_000)).toEqual({ kind: 'wait', untilMs: 180_000 })
  expect(queue.settle('failed', 180_000)).toBe('dropped')
  expect(queue.next(180_000)).toEqual({ kind: 'send', message: 'stop' })
})

test('a socket that closes costs no attempt, however often', () => {
  const queue = createTransactionQueue<string>(() => ({ attempts: 1, intervalMs: 60_000 }))
  queue.add('stop')
  for (let round = 0; round < 100; round += 1) {
    expect(queue.next(0)).toEqual({ kind: 'send', message: 'stop' })
    expect(queue.settle('interrupted', 0)).toBe('retry')
  }
  expect(queue.size).toBe(1)
})

test('whatever happens, messages leave in the order they came and none is lost or doubled', () => {
  const step = fc.constantFrom('add', 'accepted', 'failed', 'interrupted', 'wait')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = createTransactionQueue<number>(() => RULE)
      let [added, nowMs] = [0, 0]
      const left: number[] = []
      for (const action of steps) {
        if (action === 'add') queue.add(added++)
        else if (action === 'wait') nowMs += 100_000
        else {
          const next = queue.next(nowMs)
          if (next.kind === 'send' && queue.settle(action, nowMs) !== 'retry') left.push(next.message)
        }
      }
      expect([...left, ...queue.messages()]).toEqual(Array.from({ length: added }, (_, index) => index))
    }),
  )
})

test('a shuffled queue holds the same messages', () => {
  const queue = createTransactionQueue<number>(() => RULE)
  for (let index = 0; index < 20; index += 1) queue.add(index)
  queue.shuffle(createRandom(1))
  expect(queue.messages()).not.toEqual([...queue.messages()].sort((a, b) => a - b))
  expect([...queue.messages()].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index))
})

test('the reconnect wait doubles up to the limit and is spread at random', () => {
  const rule = { minimumMs: 3_000, randomRangeMs: 5_000, repeatTimes: 3 }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer(), (attempt, seed) => {
      const delayMs = reconnectDelayMs(attempt, rule, createRandom(seed))
      const base = 3_000 * 2 ** Math.min(attempt - 1, 3)
      expect(delayMs).toBeGreaterThanOrEqual(base)
      expect(delayMs).toBeLessThan(base + 5_000)
    }),
  )
})
