import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedFields, type Fields, lightened } from './changed-fields.ts'

const fields: fc.Arbitrary<Fields> = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue())

test('what has not changed is not said, and what has is said with both its values', () => {
  fc.assert(
    fc.property(fields, fields, (before, after) => {
      const changed = changedFields(before, after) ?? []
      expect(changedFields(before, before)).toEqual([])
      // The changes, put over what was before, are what is after; a field that is gone is null.
      const result = { ...before, ...Object.fromEntries(changed.map((one) => [one.field, one.after])) }
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null))
      for (const name of ['a', 'b', 'c', 'd']) expect(plain(result[name])).toEqual(plain(after[name]))
      for (const one of changed) expect(one.before).not.toEqual(one.after)
    }),
  )
})

test('a date equals its text', () => {
  const at = new Date('2026-01-02T03:04:05Z')
  expect(changedFields({ at }, { at: '2026-01-02T03:04:05.000Z' })).toEqual([])
})

test('a side that weighs too much is left out, with a note, and the others stay', () => {
  const changes = lightened([
    { field: 'plan', before: ['short'], after: 'x'.repeat(40_000) },
    { field: 'name', before: null, after: 'Depot' },
  ])
  expect(changes).toEqual([
    { field: 'plan', before: ['short'], after: '(left out: 40002 characters)' },
    { field: 'name', before: null, after: 'Depot' },
  ])
})
