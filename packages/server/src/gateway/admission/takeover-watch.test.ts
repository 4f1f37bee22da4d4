import { expect, test } from 'vitest'
import type { StationKey } from '../../stations/ids.ts'
import { TakeoverWatch } from './takeover-watch.ts'

const STATION = 7 as StationKey

test('two addresses that take over from each other four times in a minute are reported, once per burst', () => {
  const watch = new TakeoverWatch()
  const reports = [0, 1, 2, 3, 4].map((turn) => watch.record(STATION, turn % 2 === 0 ? 'here' : 'there', turn * 1000))
  expect(reports).toEqual([undefined, undefined, undefined, ['here', 'there'], undefined])
})

test('one address with a bad line is left alone', () => {
  const watch = new TakeoverWatch()
  for (let turn = 0; turn < 100; turn++) expect(watch.record(STATION, 'here', turn * 100)).toBeUndefined()
})

test('takeovers more than a minute apart are not a fight', () => {
  const watch = new TakeoverWatch()
  for (let turn = 0; turn < 10; turn++) {
    expect(watch.record(STATION, turn % 2 === 0 ? 'here' : 'there', turn * 30_000)).toBeUndefined()
  }
})
