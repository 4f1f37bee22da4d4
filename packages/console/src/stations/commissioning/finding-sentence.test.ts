import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { moreEn } from '../../app/i18n/more.en.ts'
import { formatOf } from '../../app/i18n/use-format.ts'
import { textOf } from '../../app/i18n/use-text.ts'
import { findingSentence } from './finding-sentence.ts'

const problems: string[] = []
const intl = createIntl({ locale: 'en', messages: moreEn, onError: (error) => problems.push(error.message) })
const say = (finding: string, data: Record<string, unknown> | null) =>
  findingSentence({ finding, data }, textOf(intl), formatOf(intl))

test('figures of a finding stand in its sentence', () => {
  expect(say('clockOff', { offsetMs: -90_000 })).toBe('Off by 1m.')
  expect(say('failSafeKept', { limitA: 8, highestA: 7.5 })).toBe('Nowhere above 8 A: it reckons with 7.5 A at most.')
  expect(say('measurandsMissing', { missing: ['Power.Active.Import'] })).toBe(
    'It does not sample: Power.Active.Import.',
  )
})

test('what the station has not said is a dash', () => {
  expect(say('smartCharging', { stackLevels: '3', units: null })).toBe('Stack levels to 3, units –, periods –.')
})

test('every sentence can be said without any data; a finding that is not known stands as its code', () => {
  for (const key of Object.keys(moreEn).filter((each) => each.startsWith('finding.'))) {
    expect(say(key.slice('finding.'.length), null), key).not.toContain('{')
  }
  expect(problems).toEqual([])
  expect(say('newerThanThis', null)).toBe('newerThanThis')
})
