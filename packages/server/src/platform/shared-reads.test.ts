import { expect, test } from 'vitest'
import { ManualClock } from './clock/index.ts'
import { SharedReads } from './shared-reads.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Reads that take as long as the test says, and give the time at which they began. */
function reads(clock: ManualClock) {
  const open: (() => void)[] = []
  const shared = new SharedReads<number>(clock)
  const ask = (key = 'all') =>
    shared.read(key, () => {
      const atMs = clock.monotonicMs()
      return new Promise<number>((resolve) => open.push(() => resolve(atMs)))
    })
  return { ask, open }
}

test('who asks while a read is under way shares the next one, which begins after they have asked', async () => {
  const clock = new ManualClock()
  const { ask, open } = reads(clock)
  const first = ask()
  await settle()
  clock.advance(10)
  const later = [ask(), ask(), ask()]
  await settle()
  expect(open).toHaveLength(1)
  open.shift()?.()
  expect(await first).toBe(0)
  // It took 10 ms and rests for 90.
  clock.advance(89)
  await settle()
  expect(open).toHaveLength(0)
  clock.advance(1)
  await settle()
  expect(open).toHaveLength(1)
  open.shift()?.()
  expect(await Promise.all(later)).toEqual([100, 100, 100])
})

test('after a rest nobody waits, and those who see something else wait for nobody', async () => {
  const clock = new ManualClock()
  const { ask, open } = reads(clock)
  const first = ask()
  await settle()
  const other = ask('some')
  await settle()
  expect(open).toHaveLength(2)
  for (const end of open.splice(0)) end()
  await Promise.all([first, other])
  clock.advance(60_000)
  void ask()
  await settle()
  expect(open).toHaveLength(1)
})

test('a long read rests for three seconds, and one that fails holds up none after it', async () => {
  const clock = new ManualClock()
  const shared = new SharedReads<string>(clock)
  const { promise, reject } = Promise.withResolvers<string>()
  const failing = shared.read('all', () => promise)
  await settle()
  clock.advance(5_000)
  const next = shared.read('all', async () => 'read')
  reject(new Error('away'))
  await expect(failing).rejects.toThrow('away')
  await settle()
  clock.advance(3_000)
  expect(await next).toBe('read')
})
