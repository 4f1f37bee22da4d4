import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StopRule, WaveSize } from '../../contract/index.ts'
import { nextStep, type RunInWaves, type WaveState, waveSizes } from './waves.ts'

const RUN: RunInWaves = {
  ...{ wave: 1, restMs: 0, waveEndedAtMs: null, stopRule: null, overlooked: { failed: 0, finished: 0 } },
}
const wave = (state: Partial<WaveState>): WaveState => ({ waiting: 0, underWay: 0, succeeded: 0, failed: 0, ...state })

test.each<[readonly WaveSize[], number, readonly number[]]>([
  [[], 5, [5]],
  [[{ stations: 1 }, { percent: 10 }, { percent: 50 }], 100, [1, 10, 50, 39]],
  [[{ stations: 1 }, { percent: 10 }], 3, [1, 1, 1]],
  [[{ stations: 10 }, { percent: 10 }], 4, [4]],
])('%o of %i stations fall into waves of %o', (sizes, stations, waves) => {
  expect(waveSizes(sizes, stations)).toEqual(waves)
})

test('a wave is given, waited for, rested after, and followed by the next', () => {
  expect(nextStep(RUN, [wave({ waiting: 1 }), wave({ waiting: 2 })], 0)).toEqual({ do: 'give' })
  expect(nextStep(RUN, [wave({ underWay: 1 }), wave({ waiting: 2 })], 0)).toEqual({ do: 'wait' })
  const done = [wave({ succeeded: 1 }), wave({ waiting: 2 })]
  expect(nextStep(RUN, done, 0)).toEqual({ do: 'begin', wave: 2 })
  const resting = { ...RUN, restMs: 60_000, waveEndedAtMs: 1000 }
  expect(nextStep(resting, done, 60_999)).toEqual({ do: 'rest', untilMs: 61_000 })
  expect(nextStep(resting, done, 61_000)).toEqual({ do: 'begin', wave: 2 })
  expect(nextStep({ ...RUN, wave: 2 }, [wave({ succeeded: 1 }), wave({ failed: 2 })], 0)).toEqual({ do: 'finish' })
})

test('a rule stops what has not been sent, counts anew after it was overlooked, and leaves alone what is all sent', () => {
  const stopRule = { failures: 2, percent: 10 }
  const waves = [wave({ succeeded: 9, failed: 1 }), wave({ waiting: 5, failed: 1 })]
  expect(nextStep({ ...RUN, wave: 2, stopRule }, waves, 0)).toEqual({
    do: 'stop',
    reason: { rule: 'failures', failed: 2, finished: 11 },
  })
  expect(nextStep({ ...RUN, wave: 2, stopRule, overlooked: { failed: 2, finished: 11 } }, waves, 0).do).toBe('give')
  expect(nextStep({ ...RUN, stopRule }, [wave({ failed: 2 })], 0).do).toBe('finish')
})

const runs = fc.record({
  stations: fc.integer({ min: 1, max: 60 }),
  sizes: fc.array(
    fc.oneof(
      fc.record({ stations: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ percent: fc.integer({ min: 1, max: 99 }) }),
    ),
    { maxLength: 5 },
  ),
  restMs: fc.nat(5),
  failures: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
  percent: fc.option(fc.nat(99), { nil: undefined }),
  // By station: whether it fails. A person always goes on.
  fates: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
  together: fc.integer({ min: 1, max: 4 }),
})

test('waves are all stations; none begins early; no turn is given beyond the rule; and every run ends', () => {
  fc.assert(
    fc.property(runs, ({ stations, sizes, restMs, failures, percent, fates, together }) => {
      const planned = waveSizes(sizes, stations)
      expect(planned.reduce((sum, size) => sum + size, 0)).toBe(stations)
      expect(Math.min(...planned)).toBeGreaterThan(0)
      const waves = planned.map((size) => ({ waiting: size, underWay: 0, succeeded: 0, failed: 0 }))
      const stopRule: StopRule | null = failures === undefined && percent === undefined ? null : { failures, percent }
      let run: RunInWaves = { ...RUN, restMs, stopRule }
      let failed = 0
      let ended = 0
      let isOver = false
      for (let nowMs = 0; nowMs < 2000 && !isOver; nowMs++) {
        const step = nextStep(run, waves, nowMs)
        const here = waves[run.wave - 1]!
        if (step.do === 'give') {
          const since = failed - run.overlooked.failed
          if (failures !== undefined) expect(since).toBeLessThan(failures)
          for (let turn = 0; turn < together && here.waiting > 0; turn++) {
            here.waiting -= 1
            here.underWay += 1
          }
        } else if (step.do === 'wait') {
          const fails = fates[ended++]!
          here.underWay -= 1
          if (fails) here.failed += 1
          else here.succeeded += 1
          if (fails) failed += 1
        } else if (step.do === 'rest') {
          run = { ...run, waveEndedAtMs: run.waveEndedAtMs ?? nowMs }
        } else if (step.do === 'begin') {
          expect(step.wave).toBe(run.wave + 1)
          expect(here.waiting + here.underWay).toBe(0)
          run = { ...run, wave: step.wave, waveEndedAtMs: null }
        } else if (step.do === 'stop') {
          expect(waves.some(({ waiting }) => waiting > 0)).toBe(true)
          run = { ...run, overlooked: { failed, finished: ended } }
        } else isOver = true
      }
      expect(isOver).toBe(true)
      expect(ended).toBe(stations)
    }),
  )
})
