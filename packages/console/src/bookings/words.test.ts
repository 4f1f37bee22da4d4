import type { Booking } from '@stationmaster/server/contract'
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { english } from '../app/i18n/testing/catalogues.ts'
import { textOf } from '../app/i18n/use-text.ts'
import { holdSentence, obstacleOf } from './words.ts'

const text = textOf(createIntl({ locale: 'en', messages: english }))
const words = { text, clock: { span: () => 'then', moment: (at: string) => at.slice(11, 16) } }

const first = { stationId: 'PIER-1', evseId: 1 }
const second = { stationId: 'PIER-1', evseId: 2 }
const free = (place: typeof first) => ({ ...place, connectorType: null, maxPowerW: null })
const ID = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01'
const [AT, LATER] = ['2026-07-01T10:00:00.000Z', '2026-07-01T12:00:00.000Z']
const asked: Booking = {
  ...{ id: ID, siteId: ID, siteName: 'Pier', timeZone: 'UTC', place: first, connectorType: null, minPowerW: null },
  ...{ driverId: null, driverName: null, idToken: null, contact: 'Ada', from: AT, until: LATER, state: 'requested' },
  ...{ requestedBy: 'Olivia', createdAt: AT, decidedBy: null, decidedAt: null, reason: null, holdProblem: null },
  ...{ clashes: [], suggestion: free(first), freeCount: 2 },
}
const clash = (kind: Booking['clashes'][number]['kind'], isHard: boolean) => ({ kind, isHard, from: AT, until: LATER })

test.each<[string, Partial<Booking>, string]>([
  ['the place is free', {}, 'Nothing is in the way. 2 places of the site are free then.'],
  ['it is the last', { freeCount: 1 }, 'Nothing is in the way. One place of the site is free then.'],
  [
    'it may be mended by then',
    { clashes: [clash('faulted', false)] },
    'It is faulted now, but may be mended by then. 2 places of the site are free then.',
  ],
  [
    'another is free',
    { clashes: [clash('booking', true), clash('offline', false)], suggestion: free(second) },
    'Booked by somebody else, 10:00 to 12:00. The station is offline now, but may be back by then. Free instead: EVSE 2 of PIER-1.',
  ],
  ['any will do', { place: null }, 'EVSE 1 of PIER-1 would be given. 2 places of the site are free then.'],
  [
    'none is free',
    { clashes: [clash('session', true), clash('offline', false)], suggestion: null, freeCount: 0 },
    'A session there is expected to last until 12:00. No place of the site can be had then.',
  ],
])('says what is in the way: %s', (_, part, sentence) => {
  expect(obstacleOf({ ...asked, ...part }, words)).toBe(sentence)
})

test('says why a place is not held, in the words of the station where it has its own', () => {
  expect(holdSentence(asked, text)).toBeNull()
  expect(holdSentence({ ...asked, holdProblem: 'Occupied' }, text)).toContain('because the place is occupied.')
  expect(holdSentence({ ...asked, holdProblem: 'Odd' }, text)).toContain('because the station said “Odd”.')
})
