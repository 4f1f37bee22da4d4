import { expect, test } from 'vitest'
import { driftCsv } from './drift-csv.ts'
import type { DriftedValue } from './queries.ts'

const value: DriftedValue = {
  stationId: 'CS-1',
  component: '',
  componentInstance: '',
  evseId: 0,
  connectorId: 0,
  variable: 'HeartbeatInterval',
  variableInstance: '',
  attribute: 'Actual',
  wanted: '600',
  min: null,
  max: null,
  actual: '-5',
  state: 'rejected',
  reason: 'Rejected',
  nextTryAt: null,
  templateId: 't1',
  changedAt: '2026-01-01T00:00:00Z',
}

function lastLine(part: Partial<DriftedValue>): string {
  return driftCsv([{ ...value, ...part }], new Map([['t1', 'Car parks']])).split('\r\n')[1] ?? ''
}

test('a line for each value, with the name of its template', () => {
  expect(lastLine({})).toBe(
    'CS-1,,,0,0,HeartbeatInterval,,Actual,600,,,-5,rejected,Rejected,2026-01-01T00:00:00Z,Car parks',
  )
})

test('commas, quotes and line ends stay in their cell', () => {
  expect(lastLine({ reason: 'a "b", c\nd' })).toContain('"a ""b"", c\nd"')
})

test.each(['=1+1', '+cmd', '@SUM(A1)', '-2+3'])('a formula of a station is a text: %s', (actual) => {
  expect(lastLine({ actual })).toContain(`,'${actual},`)
})
