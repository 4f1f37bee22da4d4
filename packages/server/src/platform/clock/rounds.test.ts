import { expect, test } from 'vitest'
import { silentLogger } from '../logging/index.ts'
import { ManualClock, Rounds } from './index.ts'

test('each kind of work comes round at its own pace', async () => {
  const clock = new ManualClock()
  const rounds = new Rounds(clock, silentLogger)
  const done: string[] = []
  rounds.every(10, 'often', async () => done.push('often'))
  rounds.every(25, 'seldom', async () => done.push('seldom'))
  for (let step = 0; step < 5; step++) {
    clock.advance(10)
    await settled()
  }
  expect(done).toEqual(['often', 'often', 'seldom', 'often', 'often', 'often', 'seldom'])
})

test('a round that is under way is not started again, and one that fails is tried again', async () => {
  const clock = new ManualClock()
  const rounds = new Rounds(clock, silentLogger)
  const rounded: PromiseWithResolvers<void>[] = []
  rounds.every(10, 'slow', () => {
    const round = Promise.withResolvers<void>()
    rounded.push(round)
    return round.promise
  })
  clock.advance(30)
  expect(rounded.length).toBe(1)
  rounded[0]?.reject(new Error('not now'))
  await settled()
  clock.advance(10)
  expect(rounded.length).toBe(2)
})

test('stopping waits for what is under way and starts nothing more', async () => {
  const clock = new ManualClock()
  const rounds = new Rounds(clock, silentLogger)
  const round = Promise.withResolvers<void>()
  let started = 0
  rounds.every(10, 'slow', () => {
    started += 1
    return round.promise
  })
  clock.advance(10)
  let isStopped = false
  const stopping = rounds.stop().then(() => {
    isStopped = true
  })
  await settled()
  expect(isStopped).toBe(false)
  round.resolve()
  await stopping
  clock.advance(100)
  expect(started).toBe(1)
})

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
