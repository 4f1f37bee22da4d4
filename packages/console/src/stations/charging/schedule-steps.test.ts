import { expect, test } from 'vitest'
import { limitAt, lowestLimitAt, stepsOf } from './schedule-steps.ts'

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

test('where a start may be delayed, the lowest limit that may hold stands below the highest', () => {
  const delayed = {
    ...schedule,
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 16, lowestLimit: 6 },
      { startPeriod: 600, lowestLimit: 6 },
      { startPeriod: 1200, limit: 6 },
    ],
  }
  const limits = [0, 600, 1200].map((second) => {
    const atMs = START + second * 1000
    return [lowestLimitAt(delayed, atMs), limitAt(delayed, atMs)]
  })
  expect(limits).toEqual([
    [6, 16],
    [6, null],
    [6, 6],
  ])
})
