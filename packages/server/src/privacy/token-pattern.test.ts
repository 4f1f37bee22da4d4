import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/index.ts'
import { tokenPattern } from './token-pattern.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

async function replaced(text: string, token: string): Promise<string> {
  const { rows } = await database.pool.query<{ text: string }>(
    `select regexp_replace($1, $2, 'erased0', 'gi') as text`,
    [text, tokenPattern(token)],
  )
  return rows[0]?.text ?? ''
}

const character = fc.constantFrom(...'ABCabc0123456789*_=+@.|"\\/()[]^$?{}!#%&')
const token = fc.array(character, { minLength: 1, maxLength: 20 }).map((characters) => characters.join(''))

test('a token is found as a JSON text however it is spelt, and the JSON stays JSON', async () => {
  await fc.assert(
    fc.asyncProperty(token, fc.constantFrom('', '-', ' ', ':'), fc.boolean(), async (value, between, isUpper) => {
      const spelt = [...(isUpper ? value.toUpperCase() : value)].join(between)
      const text = JSON.stringify({ idTag: spelt, meter: 12345678, ok: true, none: null })
      const result = await replaced(text, value)
      expect(JSON.parse(result)).toEqual({ idTag: 'erased0', meter: 12345678, ok: true, none: null })
    }),
    { numRuns: 150 },
  )
})

test.each([
  ['a part of a longer word', 'ANNA77C1', '"BANNA77C1"'],
  ['a number elsewhere', '12345678', '{"meterStop":12345678}'],
  ['a short text within another', 'AB', '"Depot AB"'],
  ['a bracket of the JSON', '{', '{"a":[{"b":""}]}'],
  ['a comma of the JSON', ',', '{"a":"","b":"x","c":["y","z"]}'],
])('%s is another thing', async (_, value, text) => {
  expect(await replaced(text, value)).toBe(text)
})
