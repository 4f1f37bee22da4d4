import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

const draws = (seed: string, count = 5) => {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => random.next())
}

test('the same seed gives the same values, another seed others', () => {
  expect(draws('a')).toEqual(draws('a'))
  expect(draws('a')).not.toEqual(draws('b'))
})

test('a fork does not depend on what was drawn before it', () => {
  const early = createRandom('a')
  const late = createRandom('a')
  late.next()
  expect(early.fork('x').next()).toBe(late.fork('x').next())
  expect(early.fork('x').next()).not.toBe(early.fork('y').next())
})

test('the distributions have the moments they should', () => {
  const random = createRandom('moments')
  const mean = (draw: () => number) =>
    Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000
  expect(mean(random.next)).toBeCloseTo(0.5, 1)
  expect(mean(() => random.exponential(4))).toBeCloseTo(4, 0)
  expect(mean(random.normal)).toBeCloseTo(0, 1)
  expect(mean(() => random.weighted([1, 0, 3]))).toBeCloseTo(1.5, 1)
  expect(mean(() => random.integer(1, 3))).toBeCloseTo(2, 1)
})

test('uuids are version 4 and differ', () => {
  const random = createRandom('ids')
  const ids = Array.from({ length: 100 }, () => random.uuid())
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
