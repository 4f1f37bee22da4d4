import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { type Operation, operations } from '../contract/index.ts'
import { refusals } from '../platform/errors.ts'
import { openApiDocument } from './openapi-document.ts'
import { examples } from './openapi-examples.ts'

const docs = new URL('../../../../docs/', import.meta.url)

test('the committed description is the one the code makes (node scripts/openapi.ts writes it)', () => {
  const committed = JSON.parse(readFileSync(new URL('api/openapi.json', docs), 'utf8'))
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument(packageJson.version))))
})

test('every reference leads somewhere, every operation has one id', () => {
  const document = JSON.stringify(openApiDocument(packageJson.version))
  const { components, paths } = JSON.parse(document)
  for (const [, name] of document.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    expect(Object.keys(components.schemas)).toContain(name)
  }
  for (const [name, schema] of Object.entries<object>(components.schemas)) {
    expect(schema, name).not.toEqual({ $ref: `#/components/schemas/${name}` })
  }
  expect(document).not.toContain('$defs')
  const ids = Object.values<Record<string, { operationId: string }>>(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  expect(ids.toSorted()).toEqual(
    [...Object.keys(operations), 'getFileContent', 'getExportContent', 'live', 'streamExport'].toSorted(),
  )
})

test.each(Object.entries(examples))('the example of %s keeps to its schemas', (id, { request, response }) => {
  const operation = Object.entries<Operation>(operations).find(([name]) => name === id)?.[1]
  if (request === undefined) expect(operation?.body).toBeUndefined()
  else expect(operation?.body?.safeParse(request)).toMatchObject({ success: true })
  expect(operation?.response?.safeParse(response)).toMatchObject({ success: true })
})

test('docs/errors.md lists exactly the refusals there are', () => {
  const text = readFileSync(new URL('errors.md', docs), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\d+) \| (.+) \|$/gm)].map(([, code, status, title]) => [
    code,
    { status: Number(status), title },
  ])
  expect(Object.fromEntries(rows)).toEqual(refusals)
})
