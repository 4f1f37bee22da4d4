import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Operation, operations } from '../../contract/index.ts'
import { refusals } from '../errors.ts'
import { httpApp } from './fixtures/http-app.ts'
import { describeApi, serveDescription } from './open-api.ts'

const OPTIONS = { version: '1.0.0', prefix: '/api/v1', sessionCookie: 'session' }

const things: Record<string, Operation> = {
  createThing: {
    method: 'POST',
    path: '/sites/:siteId/things',
    summary: 'Make a thing',
    tag: 'things',
    permission: 'sites.write',
    params: z.strictObject({ siteId: z.uuid() }),
    query: z.strictObject({ wait: z.coerce.number().default(0), dry: z.string() }),
    body: z.strictObject({ name: z.string().min(1) }),
    response: z.strictObject({ id: z.string() }),
    status: 201,
    idempotent: true,
  },
  forgetThing: { method: 'DELETE', path: '/things/:id', summary: 'Forget', tag: 'things', permission: 'public' },
}

test('an operation is described with its parameters, body, answers and permission', () => {
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.any())) })
    .parse(describeApi(things, OPTIONS))
  const post = paths['/api/v1/sites/{siteId}/things']?.['post']
  expect(
    post.parameters.map((one: { name: string; in: string; required: boolean }) => [one.name, one.in, one.required]),
  ).toEqual([
    ['siteId', 'path', true],
    ['wait', 'query', false],
    ['dry', 'query', true],
    ['Idempotency-Key', 'header', false],
  ])
  expect(post.requestBody.content['application/json'].schema).toMatchObject({
    properties: { name: { type: 'string', minLength: 1 } },
    additionalProperties: false,
  })
  expect(Object.keys(post.responses)).toEqual(['201', 'default'])
  expect([post['x-permission'], post.security]).toEqual(['sites.write', [{ apiKey: [] }, { browserSession: [] }]])
  const remove = paths['/api/v1/things/{id}']?.['delete']
  expect([Object.keys(remove.responses), remove.security]).toEqual([['204', 'default'], []])
})

test('the whole contract can be described, each operation once, each refusal named', () => {
  const description = JSON.stringify(describeApi(operations, OPTIONS))
  for (const id of Object.keys(operations)) expect(description.split(`"operationId":"${id}"`)).toHaveLength(2)
  for (const code of Object.keys(refusals)) expect(description).toContain(`\`${code}\``)
})

test('the description is served under the prefix', async () => {
  const app = await httpApp()
  const description = describeApi(things, OPTIONS)
  serveDescription(app, description, '/api/v1')
  const answer = await app.inject('/api/v1/openapi.json')
  expect(answer.json()).toEqual(JSON.parse(JSON.stringify(description)))
  await app.close()
})
