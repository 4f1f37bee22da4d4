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
  ['a field of 1.6', '{"idTag": "hello"}', '{"idTag": "erased0"}'],
  [
    'a field of 2.x',
    '{"idToken": {"type": "Central", "idToken": "Hel-lo"}}',
    '{"idToken": {"type": "Central", "idToken": "erased0"}}',
  ],
  [
    'a token of ours',
    '{"groupIdToken":{"type":"Central","value":"hello"}}',
    '{"groupIdToken":{"type":"Central","value":"erased0"}}',
  ],
  ['a list of tokens', '{"tokens": ["other", "hello"]}', '{"tokens": ["other", "erased0"]}'],
  ['a status', '{"status": "hello"}', '{"status": "hello"}'],
  ['a value of something else', '{"variable": {"value": "hello"}}', '{"variable": {"value": "hello"}}'],
  ['a note', 'hello', 'hello'],
  ['a part of a note', '{"reason": "say hello to her"}', '{"reason": "say hello to her"}'],
])('an ordinary word in %s', async (_, text, expected) => {
  expect(await replaced(text, 'hello')).toBe(expected)
})

test('an ordinary word in a column of tokens is the whole of it, or a part of a key', async () => {
  const inColumn = async (text: string) =>
    (
      await database.pool.query<{ text: string }>(`select regexp_replace($1, $2, 'erased0', 'gi') as text`, [
        text,
        tokenPattern('hello', 'token'),
      ])
    ).rows[0]?.text
  expect(await inColumn('HELLO')).toBe('erased0')
  expect(await inColumn('1|1|hello|2026|0')).toBe('1|1|erased0|2026|0')
  expect(await inColumn('hello-kitty')).toBe('hello-kitty')
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
