import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { signatureOf } from './signature.ts'

test('signs time and body under every secret', () => {
  const expected = (secret: string) => createHmac('sha256', secret).update('1700000000.{"a":1}').digest('hex')
  expect(signatureOf(['new', 'old'], 1_700_000_000, '{"a":1}')).toBe(
    `t=1700000000,v1=${expected('new')},v1=${expected('old')}`,
  )
})
