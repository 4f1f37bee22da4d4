import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generatePassword, hashSecret, verifySecret } from './credentials.ts'

const bytes = (text: string) => Buffer.from(text)

test('a generated password is 40 lower-case hex digits and never the same', () => {
  expect(generatePassword()).toMatch(/^[0-9a-f]{40}$/)
  expect(generatePassword()).not.toBe(generatePassword())
})

test('two hashes of one secret differ', () => {
  expect(hashSecret('secret').hash).not.toEqual(hashSecret('secret').hash)
})

test('exactly the secret is accepted', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (secret, other) => {
      const stored = hashSecret(secret)
      expect(verifySecret(secret, stored)).toBe(true)
      expect(verifySecret(other, stored)).toBe(Buffer.compare(secret, other) === 0)
    }),
  )
})

test('nothing matches a station without a secret', () => {
  expect(verifySecret(new Uint8Array(0), undefined)).toBe(false)
  expect(verifySecret(new Uint8Array(0), undefined, '1.6')).toBe(false)
})

describe('a 1.6 key', () => {
  const key = '00ff7f80a1b2c3d4e5f60718293a4b5c6d7e8f90'

  test.each([
    ['as issued', bytes(key)],
    ['in upper case', bytes(key.toUpperCase())],
    ['as the bytes its hex stands for', Buffer.from(key, 'hex')],
  ])('issued in hex is accepted %s', (_, presented) => {
    expect(verifySecret(presented, hashSecret(key), '1.6')).toBe(true)
  })

  test('entered as text is accepted as the hex of that text', () => {
    const hex = Buffer.from('PlainKey').toString('hex')
    expect(verifySecret(bytes(hex), hashSecret('PlainKey'), '1.6')).toBe(true)
  })

  test('of other bytes is not accepted', () => {
    expect(verifySecret(Buffer.from(`01${key.slice(2)}`, 'hex'), hashSecret(key), '1.6')).toBe(false)
  })

  test('has no other form in 2.x', () => {
    expect(verifySecret(bytes(key.toUpperCase()), hashSecret(key), '2.0.1')).toBe(false)
    expect(verifySecret(Buffer.from(key, 'hex'), hashSecret(key), '2.0.1')).toBe(false)
  })
})
