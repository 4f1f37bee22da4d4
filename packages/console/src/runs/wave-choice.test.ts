import { expect, test } from 'vitest'
import { courseOf, readSizes, usualCourse } from './wave-choice.ts'

test('sizes are numbers and shares; what is neither is not taken', () => {
  expect(readSizes('1, 10 %,50%')).toEqual([{ stations: 1 }, { percent: 10 }, { percent: 50 }])
  for (const wrong of ['', '1,', '0', '101 %', 'ten', '1,'.repeat(11)]) expect(readSizes(wrong)).toBeUndefined()
})

test('firmware goes carefully unless chosen otherwise, other commands at once', () => {
  expect(courseOf(usualCourse('updateFirmware'))).toEqual({
    waves: { sizes: [{ stations: 1 }, { percent: 10 }] },
    stopRule: { failures: 2, percent: 10 },
  })
  expect(courseOf(usualCourse('clearCache'))).toEqual({})
})
