import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, guardCell, unguardCell } from './csv.ts'

test.each([
  ...['=1+1', '+1', '-1+1', '-a', '@SUM(A1)', '\tx', '\rx'],
  ...[' =1', '\u00a0+1', ' \t@x', '\ufeff=1'],
  ...["'=1", "''@x", "'-1", "' =1"],
])('%j is guarded', (cell) => {
  expect(guardCell(cell)).toBe(`'${cell}`)
})

test.each(['', 'plain', "it's", "'quoted'", '1-2', ' a', '-1', '-3.25', '-2e-7'])('%j is left alone', (cell) => {
  expect(guardCell(cell)).toBe(cell)
})

test('what was guarded reads as it was, and no cell begins a formula', () => {
  const hostile = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', ' ', '1', 'a', '"', ',', '\n'))
    .map((signs) => signs.join(''))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), hostile), (text) => {
      const guarded = guardCell(text)
      expect(unguardCell(guarded)).toBe(text)
      expect(/^\s*[=+\-@]|^[\t\r]/.test(guarded) && Number.isNaN(Number(guarded))).toBe(false)
    }),
  )
})

test('numbers stay numbers, and nothing is an empty cell', () => {
  expect(csvLine(['a, "b"', -1.5, true, null, '=1'])).toBe(`"a, ""b""",-1.5,true,,'=1\r\n`)
})
