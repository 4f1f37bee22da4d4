import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachmentNamed } from '../api/bytes-route.ts'
import { nameInAddress, safeFileName } from './file-name.ts'

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\logs\\a.zip', 'a.zip'],
  ['..', 'log'],
  ['...', 'log'],
  ['', 'log'],
  ['.htaccess', 'htaccess'],
  ['a\u202Egpj.exe', 'a_gpj.exe'],
  ['a\r\nSet-Cookie: x', 'a__Set-Cookie_ x'],
  ['Prüfbericht 3.pdf', 'Prüfbericht 3.pdf'],
  ['<svg onload=alert(1)>', '_svg onload=alert(1)_'],
])('%j becomes %j', (offered, name) => {
  expect(safeFileName(offered, 'log')).toBe(name)
})

test('no name leaves its folder, breaks a header or grows without end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (offered) => {
      const name = safeFileName(offered, 'log')
      expect(name).toMatch(/^[^/\\\0\p{Cc}<>"']+$/u)
      expect([...name].length).toBeLessThanOrEqual(120)
      expect(name).not.toMatch(/^\.|\.$/)
      expect(attachmentNamed(name)).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\x21-\x7e]+$/)
      expect(attachmentNamed(name).split('"')).toHaveLength(3)
    }),
  )
})

test.each([
  ['Prüfbericht 3.bin', 'Pr_fbericht_3.bin'],
  [`${'a'.repeat(200)}.bin`, `${'a'.repeat(56)}.bin`],
])('%j is %j in an address', (name, part) => {
  expect(nameInAddress(name)).toBe(part)
})
