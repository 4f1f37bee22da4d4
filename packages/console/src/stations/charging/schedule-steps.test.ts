import { expect, test } from 'vitest'
import { limitAt, stepsOf } from './schedule-steps.ts'

const START = Date.parse('2026-03-01T10:00:00Z')
const schedule = {
  evseId: 1,
  duration: 3600,
  scheduleStart: '2026-03-01T10:00:00Z',
  chargingRateUnit: 'A',
  chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }, { startPeriod: 600, limit: 8 }, { startPeriod: 1200 }],
} as const

test('a schedule is drawn upright at its steps and ends with its duration', () => {
  const steps = stepsOf([schedule])
  const drawn = steps.map((ms) => [ms - START, limitAt(schedule, ms)])
  expect(drawn).toEqual([
    [-1, null],
    [0, 16],
    [599_999, 16],
    [600_000, 8],
    [1_199_999, 8],
    [1_200_000, null],
    [3_599_999, null],
    [3_600_000, null],
  ])
})
