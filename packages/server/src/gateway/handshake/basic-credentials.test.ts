import { expect, test } from 'vitest'
import { parseBasicCredentials } from './basic-credentials.ts'

const encode = (bytes: string | Uint8Array) => `Basic ${Buffer.from(bytes).toString('base64')}`

test('user and password are split at the first colon', () => {
  expect(parseBasicCredentials(encode('cp1:a:b'))).toEqual({ user: 'cp1', password: Buffer.from('a:b') })
})

test('a password may be any bytes', () => {
  const password = Buffer.from([0, 255, 58, 128])
  expect(parseBasicCredentials(encode(Buffer.concat([Buffer.from('cp1:'), password])))?.password).toEqual(password)
})

test('an empty user or password is read as such', () => {
  expect(parseBasicCredentials(encode(':'))).toEqual({ user: '', password: Buffer.alloc(0) })
})

test.each([undefined, '', 'Basic', 'Basic !!!', 'Bearer abc', encode('no colon'), `Basic ${'A'.repeat(500)}`])(
  '%s carries no credentials',
  (header) => {
    expect(parseBasicCredentials(header)).toBeUndefined()
  },
)
