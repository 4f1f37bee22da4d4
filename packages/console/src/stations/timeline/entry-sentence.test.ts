import fc from 'fast-check'
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { en } from '../../app/i18n/messages.en.ts'
import { moreEn } from '../../app/i18n/more.en.ts'
import { textOf } from '../../app/i18n/use-text.ts'
import { entrySentence, reasonSentence } from './entry-sentence.ts'

const text = textOf(createIntl({ locale: 'en', messages: { ...en, ...moreEn } }))

test('messages of all versions become sentences', () => {
  const frame = (action: string, payload: object) => ({ action, frame: JSON.stringify([2, 'x', action, payload]) })
  expect(
    entrySentence(frame('BootNotification', { chargePointVendor: 'Norrvolt', chargePointModel: 'Duo 22' }), text),
  ).toBe('Started up: Norrvolt Duo 22')
  expect(
    entrySentence(frame('BootNotification', { chargingStation: { vendorName: 'Norrvolt', model: 'Duo 22' } }), text),
  ).toBe('Started up: Norrvolt Duo 22')
  expect(entrySentence(frame('StatusNotification', { connectorId: 1, status: 'SuspendedEV' }), text)).toBe(
    'EVSE 1 is now: Paused by car',
  )
  const event = { eventType: 'Updated', triggerReason: 'MeterValuePeriodic', transactionInfo: { transactionId: 't1' } }
  expect(entrySentence(frame('TransactionEvent', event), text)).toBe('Session t1 update (interval)')
  expect(entrySentence(frame('NoSuchAction', {}), text)).toBe('Message NoSuchAction')
})

test('no frame can break the sentence', () => {
  const actions = fc.constantFrom('BootNotification', 'StatusNotification', 'TransactionEvent', 'StartTransaction', 'X')
  fc.assert(
    fc.property(actions, fc.oneof(fc.string(), fc.json()), (action, frame) => {
      expect(entrySentence({ action, frame }, text)).not.toBe('')
    }),
  )
})

test('an unknown reason is named as it is, with its figures', () => {
  expect(reasonSentence({ code: 'tokenUnknown' }, text)).toBe('The token is not known')
  expect(reasonSentence({ code: 'somethingNew', data: { offsetMs: 5 } }, text)).toBe('somethingNew · offsetMs 5')
  const tokenId = '01a2009a-f500-7382-abf1-9529122ea7a1'
  expect(reasonSentence({ code: 'tokenAccepted', data: { tokenId } }, text)).toBe('The token may charge')
})
