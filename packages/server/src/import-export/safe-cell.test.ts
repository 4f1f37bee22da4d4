import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { guardCell, unguardCell } from './safe-cell.ts'
import { csvLine, readCsv } from './table.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', "'=1", "''@x"])('%j is guarded', (cell) => {
  expect(guardCell(cell)).toBe(`'${cell}`)
})

test.each(['', 'plain', "it's", "'quoted'", '1-2', ' =1'])('%j is left alone', (cell) => {
  expect(guardCell(cell)).toBe(cell)
})

test('what was guarded reads as it was, and no cell begins a formula', () => {
  const hostile = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '"', ',', '\n'))
    .map((c) => c.join(''))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), hostile), (text) => {
      expect(unguardCell(guardCell(text))).toBe(text)
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})

test('a line is read as the cells it was written from', () => {
  const column = { name: 'a', shape: 'text', canBeEmpty: true, schema: z.string() } as const
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      fc.pre(text.trim() === text && text !== '')
      const read = readCsv(csvLine(['a', 'b']) + csvLine([text, 'x']))
      if (!read.ok) throw new Error(read.rule)
      expect(read.table.rows[0]?.read(column)).toEqual({ ok: true, value: text })
    }),
  )
})
