import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { curlOf, isFound, readDescription, sampleOf } from './openapi.ts'

const description = readDescription(
  JSON.parse(readFileSync(new URL('../../../../docs/api/openapi.json', import.meta.url), 'utf8')),
)
const find = (id: string) => {
  const found = description.operations.find((operation) => operation.id === id)
  if (found === undefined) throw new Error(`There is no ${id}.`)
  return found
}

test('every operation has a name, a summary and an answer', () => {
  expect(description.operations.length).toBeGreaterThan(100)
  for (const { id, tag, summary, path, response } of description.operations) {
    expect(
      [id, tag, summary, response.status].every((word) => word !== ''),
      id,
    ).toBe(true)
    expect(path).toMatch(/^\/api\/v1\//)
  }
})

test('a call can be copied into a shell', () => {
  expect(curlOf(find('createToken'), description, 'https://csms.example')).toBe(
    `curl -X POST 'https://csms.example/api/v1/tokens' \\
  -H "Authorization: Bearer $STATIONMASTER_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"value":"04A2 2B11 9C6F 80","type":"ISO14443","label":"Van 12","maxConcurrent":1}'`,
  )
  expect(curlOf(find('getStation'), description, 'https://csms.example')).toContain(`/api/v1/stations/<stationId>'`)
  const quote = { ...find('createToken'), request: { schema: {}, example: { label: "Robin's" } } }
  expect(curlOf(quote, description, '')).toContain(String.raw`'{"label":"Robin'\''s"}'`)
})

test('bodies without an example get a sample with what is required', () => {
  const { request } = find('redeliverWebhookEvents')
  expect(sampleOf(request?.schema ?? {}, description.schemas)).toEqual({
    from: '2026-05-04T07:30:00Z',
    to: '2026-05-04T07:30:00Z',
  })
})

test('operations are found by words of any kind', () => {
  expect(isFound(find('createToken'), 'post TOKENS')).toBe(true)
  expect(isFound(find('createToken'), 'delete tokens')).toBe(false)
})
