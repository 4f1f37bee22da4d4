import { expect, test } from 'vitest'
import { LANGUAGES, NOTICE_KINDS, type NoticeKind } from '../contract/index.ts'
import { noticeTexts, readableTime, type ToldNotice, wordsOf } from './words.ts'

const AT = '2026-07-01T10:30:00.000Z'
const ID = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01'
const station = { stationId: 'CP-1', siteId: null }
const session = {
  ...{ evseId: 1, connectorId: 1, transactionId: null, state: 'ended', startedAt: AT, endedAt: AT },
  ...{ energyWh: 1200, powerW: null, socPercent: null, stoppedReason: null, flags: ['clockOffset'] },
}

/** What an event of each kind has said. */
const data: Readonly<Record<NoticeKind, object>> = {
  stationOffline: { ...station, lastSeenAt: AT },
  stationFaulted: {
    ...station,
    faults: [{ evseId: 1, connectorId: 2, errorCode: 'GroundFailure', info: null }],
  },
  commandRunFailed: { runId: ID, kind: 'reset', state: 'finished', stations: 10, failed: 3 },
  stationWaiting: { stationId: 'CP-1', vendor: 'Norrvolt', model: 'Duo', serialNumber: null },
  sessionDoubtful: { sessionId: ID, ...station, ...session },
  certificateExpiring: { ...station, name: 'CN=CP-1', notAfter: AT },
  securityEvent: { ...station, type: 'TamperDetectionActivated', critical: true, detail: 'Lid' },
  webhookDisabled: { webhookId: ID, name: 'Billing', reason: 'It answered 410.' },
  dataRefused: { ...station, table: 'sessions', rows: 2 },
  workOrder: {
    ...{ change: 'sent', orderId: ID, number: 7, stationId: 'CP-1', evseId: 1, place: 'Depot' },
    ...{ cause: 'GroundFailure', from: AT, until: AT, note: null },
  },
  bookingRequested: { bookingId: ID, siteName: 'Yard 10', from: AT, until: AT },
}

const notice = (kind: NoticeKind, part: Partial<ToldNotice> = {}): ToldNotice => ({
  ...{ kind, severity: 'warning', data: data[kind], returns: 0, isOver: false },
  ...{ openedAt: new Date(AT), closedAt: null, ...part },
})

test.each(LANGUAGES)('in %s every kind has words of its own, and says where', (language) => {
  const reader = { language, timeZone: 'Europe/Berlin' }
  for (const kind of NOTICE_KINDS) {
    const { title, text } = wordsOf(notice(kind), reader)
    const said = `${title} ${text}`
    expect(title, kind).not.toBe(kind)
    expect(text, kind).not.toBe('')
    expect(said, kind).toMatch(/CP-1|Billing|10/)
    const english = wordsOf(notice(kind), { ...reader, language: 'en' })
    if (language !== 'en') expect(said, kind).not.toBe(`${english.title} ${english.text}`)
  }
  expect(wordsOf(notice('stationOffline', { returns: 2 }), reader).text).toContain('3')
})

test('times are by the clock of the reader, in their words', () => {
  const at = new Date(AT)
  expect(readableTime(at, { language: 'en', timeZone: 'UTC' })).toBe('Jul 1, 2026, 10:30 UTC')
  expect(readableTime(at, { language: 'de', timeZone: 'Europe/Berlin' })).toBe('1. Juli 2026, 12:30 MESZ')
  expect(readableTime(at, { language: 'ar', timeZone: 'UTC' })).toMatch(/10:30/)
  const { text } = wordsOf(notice('stationOffline'), { language: 'fr', timeZone: 'Europe/Paris' })
  expect(text).toContain('12:30')
})

test('what a station says cannot turn the way of writing around, nor send control characters', () => {
  const spoilt = { ...data.stationWaiting, stationId: 'CP\u202e-1\u2069\u0007' }
  const { title } = wordsOf(notice('stationWaiting', { data: spoilt }), { language: 'ar', timeZone: 'UTC' })
  expect(title).toBe(noticeTexts.ar.waiting('CP-1'))
})
