import { expect, test } from 'vitest'
import { sessionSearch } from '../sessions/queries.ts'
import { stationSearch } from '../stations/queries.ts'
import { parseSort, printSort } from '../ui/sort-header.tsx'
import { addressOf } from './api.ts'

test('an address is read for what it means; what makes no sense is dropped', () => {
  const siteId = '01a2002b-ecdc-774c-afbd-4a72ccb92371'
  expect(stationSearch({ search: 12, condition: 'faulted', siteId, ocppVersion: 1.6, sort: '-power' })).toEqual({
    search: '12',
    condition: 'faulted',
    siteId,
    ocppVersion: '1.6',
    sort: '-power',
  })
  expect(stationSearch({ search: '', condition: 'broken', siteId: 'x', ocppVersion: '3', sort: {} })).toEqual({})
  expect(sessionSearch({ flagged: 'yes', period: 'year', state: 'active' })).toEqual({ state: 'active' })
})

test('sorting survives the way through the address', () => {
  for (const text of ['power', '-power']) expect(printSort(parseSort(text))).toBe(text)
  expect(parseSort(undefined)).toBeUndefined()
  expect(parseSort('-')).toBeUndefined()
})

test('calls fill their path and leave out what is not there', () => {
  expect(addressOf('/stations/:stationId', { params: { stationId: 'A/B*1' } })).toBe('/stations/A%2FB*1')
  expect(addressOf('/stations', { query: { search: 'a b', cursor: undefined } })).toBe('/stations?search=a+b')
})
