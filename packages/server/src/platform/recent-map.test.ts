import { expect, test } from 'vitest'
import { RecentMap } from './recent-map.ts'

test('the key that was set longest ago makes room', () => {
  const map = new RecentMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('a', 3).set('c', 4)
  expect([...map]).toEqual([
    ['a', 3],
    ['c', 4],
  ])
})

test('reading a key does not make it newer', () => {
  const map = new RecentMap<string, number>(2).set('a', 1).set('b', 2)
  expect(map.get('a')).toBe(1)
  expect([...map.set('c', 3).keys()]).toEqual(['b', 'c'])
})
