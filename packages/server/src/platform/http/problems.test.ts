import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../errors.ts'
import { httpApp } from './fixtures/http-app.ts'

let app: FastifyInstance

/** What each path of the app below throws. */
const failures: Record<string, () => Error> = {
  refusal: () => new Refusal('invalidInput', { errors: [{ field: 'name', rule: 'must not be empty' }] }),
  later: () => new Refusal('databaseAway', { retryAfterS: 7 }),
  bug: () => new TypeError('secret internals'),
  connection: () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  shutdown: () => Object.assign(new Error('terminating connection'), { code: '57P01' }),
  taken: () => Object.assign(new Error('duplicate key'), { code: '23505' }),
  unseen: () =>
    Object.assign(new Error('new row violates row-level security policy for table "sites"'), { code: '42501' }),
  right: () => Object.assign(new Error('permission denied for table secret'), { code: '42501' }),
}

beforeAll(async () => {
  app = await httpApp()
  app.get<{ Params: { what: string } }>('/fail/:what', (request) => {
    throw failures[request.params.what]?.() ?? new Error('no such failure')
  })
  app.post('/echo', (request) => request.body)
})
afterAll(() => app.close())

async function problem(request: InjectOptions | string) {
  const answer = await app.inject(request)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const { instance, ...rest } = answer.json()
  expect(instance).toMatch(/^urn:uuid:/)
  expect(rest.status).toBe(answer.statusCode)
  return { ...rest, retryAfter: answer.headers['retry-after'] }
}

test('a refusal carries its code, its title and its fields', async () => {
  expect(await problem('/fail/refusal')).toEqual({
    type: 'urn:stationmaster:problem:invalidInput',
    title: 'The request has fields that break a rule',
    status: 400,
    code: 'invalidInput',
    errors: [{ field: 'name', rule: 'must not be empty' }],
    retryAfter: undefined,
  })
})

test('a refusal may say when to come back', async () => {
  expect(await problem('/fail/later')).toMatchObject({ status: 503, retryAfter: '7' })
})

test.each([
  ['taken', 409, 'alreadyThere'],
  ['unseen', 403, 'notPermitted'],
])('what the database refuses (%s) is a sentence for the caller, without its words', async (what, status, code) => {
  const answer = await problem(`/fail/${what}`)
  expect(answer).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) })
  expect(JSON.stringify(answer)).not.toMatch(/duplicate|row-level/)
})

test.each(['bug', 'right'])('a %s of ours tells the caller nothing about it', async (what) => {
  const answer = await problem(`/fail/${what}`)
  expect(answer).toMatchObject({ status: 500, code: 'internal' })
  expect(JSON.stringify(answer)).not.toMatch(/secret/)
})

test.each(['connection', 'shutdown'])(
  'a database that is away (%s) is a 503 with a time to come back',
  async (what) => {
    expect(await problem(`/fail/${what}`)).toMatchObject({ status: 503, code: 'databaseAway', retryAfter: '5' })
  },
)

test('an address that nobody serves', async () => {
  expect(await problem('/absent')).toMatchObject({ status: 404, code: 'notFound' })
})

const JSON_TYPE = { 'content-type': 'application/json' }

test.each([
  ['not JSON', { headers: JSON_TYPE, payload: '{"a":' }, 400, 'unreadableBody'],
  ['empty', { headers: JSON_TYPE, payload: '' }, 400, 'unreadableBody'],
  ['of another type', { headers: { 'content-type': 'text/csv' }, payload: 'a,b' }, 415, 'unsupportedMediaType'],
  ['too large', { headers: JSON_TYPE, payload: JSON.stringify('x'.repeat(262_144)) }, 413, 'bodyTooLarge'],
  ['poisoned', { headers: JSON_TYPE, payload: '{"__proto__": {"admin": true}}' }, 400, 'unreadableBody'],
])('a body that is %s', async (_, request, status, code) => {
  expect(await problem({ method: 'POST', url: '/echo', ...request })).toMatchObject({ status, code })
})
