import { expect, test } from 'vitest'
import { countOf, isChosen, noSelection, stationsOf, toggled } from './selection.ts'

const rows = ['A', 'B', 'C', 'D', 'E']

test('a box alone, then with shift all boxes up to it, in either direction', () => {
  const one = toggled(noSelection, { rows, id: 'D', from: null, on: true })
  expect(stationsOf(one)).toEqual({ ids: ['D'] })
  const up = toggled(one, { rows, id: 'B', from: 'D', on: true })
  expect([...rows].filter((id) => isChosen(up, id))).toEqual(['B', 'C', 'D'])
  const cleared = toggled(up, { rows, id: 'C', from: 'B', on: false })
  expect(stationsOf(cleared)).toEqual({ ids: ['D'] })
})

test('a start that is no longer in the list counts for nothing', () => {
  expect(stationsOf(toggled(noSelection, { rows, id: 'B', from: 'GONE', on: true }))).toEqual({ ids: ['B'] })
})

test('all that match goes by the filter; one cleared box makes it the others that are loaded', () => {
  const all = { kind: 'all', filter: { search: 'x' }, count: 9000 } as const
  expect(countOf(all)).toBe(9000)
  expect(stationsOf(all)).toEqual({ filter: { search: 'x' } })
  const fewer = toggled(all, { rows, id: 'A', from: null, on: false })
  expect(stationsOf(fewer)).toEqual({ ids: ['B', 'C', 'D', 'E'] })
})
