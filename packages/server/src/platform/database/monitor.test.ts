import { expect, test } from 'vitest'
import { ManualClock } from '../clock/index.ts'
import { type DatabaseState, startMonitor } from './monitor.ts'

function watched() {
  const clock = new ManualClock()
  const seen: DatabaseState[] = []
  let answers = true
  let probes = 0
  const monitor = startMonitor(clock, () => {
    probes += 1
    return answers ? Promise.resolve() : Promise.reject(new Error('no answer'))
  })
  monitor.onStateChange((state) => seen.push(state))
  /** Lets time pass and the probes that fall due finish. */
  const pass = async (ms: number) => {
    clock.advance(ms)
    await new Promise(setImmediate)
  }
  return { monitor, seen, pass, setAnswers: (value: boolean) => (answers = value), probes: () => probes }
}

test('a probe that fails turns the state down, one that succeeds turns it up; each change is told once', async () => {
  const { monitor, seen, pass, setAnswers } = watched()
  await pass(1_000)
  setAnswers(false)
  await pass(1_000)
  await pass(250)
  expect([monitor.state, seen]).toEqual(['down', ['down']])
  setAnswers(true)
  await pass(250)
  await pass(1_000)
  expect([monitor.state, seen]).toEqual(['up', ['down', 'up']])
})

test('a suspicion is looked into at once, one probe at a time', async () => {
  const { monitor, seen, pass, setAnswers, probes } = watched()
  setAnswers(false)
  monitor.suspect()
  monitor.suspect()
  expect(probes()).toBe(1)
  await pass(0)
  expect(seen).toEqual(['down'])
})

test('a stopped monitor asks and tells no more', async () => {
  const { monitor, seen, pass, setAnswers, probes } = watched()
  setAnswers(false)
  monitor.suspect()
  monitor.stop()
  await pass(10_000)
  monitor.suspect()
  expect([seen, probes()]).toEqual([[], 1])
})
