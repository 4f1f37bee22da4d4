import { expect, test } from 'vitest'
import { seededRandom, systemRandom } from './index.ts'

test('a seed repeats its sequence and another seed does not', () => {
  const take = (seed: number) => {
    const random = seededRandom(seed)
    return [...random.bytes(8), random.fraction()]
  }
  expect(take(7)).toEqual(take(7))
  expect(take(7)).not.toEqual(take(8))
})

test.each([
  ['system', systemRandom],
  ['seeded', seededRandom(3)],
])('fractions of the %s source fill [0, 1) evenly', (_, random) => {
  const tenths = new Array<number>(10).fill(0)
  for (let count = 0; count < 20_000; count++) {
    const tenth = Math.floor(random.fraction() * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  expect(tenths).toHaveLength(10)
  expect(Math.min(...tenths)).toBeGreaterThan(1_700)
  expect(Math.max(...tenths)).toBeLessThan(2_300)
})
