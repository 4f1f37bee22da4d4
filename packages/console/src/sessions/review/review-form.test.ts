import type { SessionDetail } from '@stationmaster/server/contract'
import { expect, test } from 'vitest'
import { correctionForm, readCorrection } from './review-form.ts'

const session = {
  energyWh: 12_345,
  startedAt: '2026-03-01T08:00:00.250Z',
  endedAt: '2026-03-01T09:30:00.750Z',
  review: null,
} as unknown as SessionDetail
const form = correctionForm(session)

test('what is not touched is left out, though fields know no seconds', () => {
  expect(readCorrection(form, session)).toEqual({ correction: undefined, wrong: new Set() })
  expect(readCorrection({ ...form, energyKwh: '11,5' }, session).correction).toEqual({ energyWh: 11_500 })
})

test('a correction that is in force is what is changed next', () => {
  const correction = { energyWh: 4000, startedAt: session.startedAt, endedAt: session.endedAt }
  const reviewed = { ...session, review: { state: 'corrected', correction } } as unknown as SessionDetail
  expect(correctionForm(reviewed).energyKwh).toBe('4')
})

test.each([
  ['energyKwh', { energyKwh: '' }],
  ['energyKwh', { energyKwh: '-1' }],
  ['energyKwh', { energyKwh: 'a lot' }],
  ['startedAt', { startedAt: '' }],
  ['endedAt', { endedAt: '2020-01-01T00:00' }],
  ['endedAt', { endedAt: '2099-01-01T00:00' }],
] as const)('%s is marked where it is wrong', (field, part) => {
  const read = readCorrection({ ...form, ...part }, session)
  expect(read.correction).toBeUndefined()
  expect(read.wrong).toContain(field)
})
