import { expect, test } from 'vitest'
import { Mask } from './mask.ts'
import { WrittenNames } from './written-names.ts'

/** What an export shows of a payload. */
function shown(...payloads: object[]): string {
  const mask = new Mask('DEPOT-01')
  for (const payload of payloads) mask.learn(payload)
  return JSON.stringify(payloads.map((payload) => mask.data(payload)))
}

test.each([
  ['a vendor’s message that is an object', { vendorId: 'V', data: { driver: 'Robin Vale', phones: [4915112345678] } }],
  ['a vendor’s message under names of its own', { data: { '04A22B119C6F80': true } }],
  ['a token written as a number', { idTag: 4915112345678 }],
  ['a list of contracts', { prioritizedEMAIDs: ['DE8AA1B2C3D4E5'] }],
  ['a company and its address', { vatNumber: 'DE123', vatCompany: { name: 'Robin Vale', address1: 'Vale Street 1' } }],
  ['a company in an answer', { company: { name: 'Robin Vale', city: 'Vale' }, status: 'Accepted' }],
  ['a payment', { pspRef: 'PSP-4915112345678', receiptId: 'Robin Vale', receiptUrl: 'https://x/Robin Vale' }],
  ['fields of vendors', { customData: { vendorId: 'V', driver: 'Robin Vale' } }],
  ['a serial number among variables', { variable: { name: 'SerialNumber' }, attributeValue: 'Robin Vale' }],
  ['a serial number among keys', { key: 'ChargeBoxSerialNumber', value: 'Robin Vale', readonly: true }],
  ['an OCSP answer', { ocspResult: 'Robin Vale' }],
  [
    'an address to fetch from',
    { firmware: { location: 'https://u:p@x/Robin Vale', signingCertificate: 'Robin Vale' } },
  ],
])('of %s nobody is named', (_, payload) => {
  expect(shown(payload)).not.toMatch(/Robin|Vale|4915112345678|04A22B119C6F80|DE8AA1B2C3D4E5|DE123/i)
})

test('names are found in free text, the longest first, and stay the same throughout', () => {
  const info = { info: 'card 04a22b11 at depot-01, then 04A22B119C6F80' }
  expect(JSON.parse(shown({ idTag: '04A22B11' }, { idTag: '04A22B119C6F80' }, info))).toEqual([
    { idTag: 'TOKEN-1' },
    { idTag: 'TOKEN-2' },
    { info: 'card TOKEN-1 at STATION, then TOKEN-2' },
  ])
})

test('what names nobody is shown as it was', () => {
  const payload = {
    location: null,
    variable: { name: 'Power' },
    attributeValue: '11',
    value: null,
    on: true,
    list: [1],
  }
  expect(JSON.parse(shown(payload))).toEqual([payload])
})

test('a name is found in free text that came before it, however deep it stands', () => {
  const later = { idTokenInfo: { groupIdToken: { idToken: '04A22B11' } } }
  expect(JSON.parse(shown({ info: 'card 04A22B11' }, later))[0]).toEqual({ info: 'card TOKEN-1' })
})

test('a text whose letters change their length in lower case hides no name', () => {
  const names = new WrittenNames()
  names.add('04A22B11', 'TOKEN-1')
  expect(names.replaceIn('İ 04A22B11')).toBe('')
  expect(names.replaceIn('İ hello')).toBe('İ hello')
})
