import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkOf } from './network-of.ts'

test('an IPv4 address counts alone, however it is dressed', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(networkOf(address)).toBe(address)
      expect(networkOf(`::ffff:${address}`)).toBe(address)
    }),
  )
})

test('IPv6 addresses of one subscriber count as one, those of two do not', () => {
  const spellings = [
    '2001:db8:1:2::1',
    '2001:DB8:1:2:ffff:ffff:ffff:ffff',
    '2001:0db8:0001:0002:0::7',
    '2001:db8:1:2::1%eth0',
  ]
  expect(new Set(spellings.map(networkOf))).toEqual(new Set(['2001:db8:1:2']))
  expect(networkOf('2001:db8:1:3::1')).toBe('2001:db8:1:3')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect([networkOf('::'), networkOf('::1'), networkOf('fe80::1')]).toEqual(['0:0:0:0', '0:0:0:0', 'fe80:0:0:0'])
})

test('is total', () => {
  expect(networkOf(undefined)).toBe('')
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV6()), (text) => typeof networkOf(text) === 'string'))
})
