import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { csvLine } from '../contract/csv.ts'
import { readCsv } from './table.ts'

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
