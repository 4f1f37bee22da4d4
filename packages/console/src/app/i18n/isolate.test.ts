import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { isolateArguments } from './isolate.ts'

function say(message: string, values: Record<string, string | number>): string {
  const intl = createIntl({ locale: 'ar', messages: { message: isolateArguments(message) } })
  return intl.formatMessage({ id: 'message' }, values)
}

test('what is filled in stands between isolating marks', () => {
  expect(say('المحطة {station} متصلة', { station: '7-CP' })).toBe('المحطة \u20687-CP\u2069 متصلة')
})

test('what decides between branches, and branches themselves, are left alone', () => {
  expect(say('{kind, select, a {EVSE} other {OCPP}}', { kind: 'a' })).toBe('EVSE')
  expect(say('{kind, select, a {EVSE {id}} other {}}', { kind: 'a', id: 2 })).toBe('EVSE \u20682\u2069')
  expect(say('{count, plural, zero {لا شيء} other {#}}', { count: 0 })).toBe('لا شيء')
})
