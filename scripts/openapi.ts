import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApiDocument } from '../packages/server/src/api/openapi-document.ts'
import { VERSION } from '../packages/server/src/version.ts'

/* Writes docs/api/openapi.json; a test holds the committed file to the code. */

const folder = fileURLToPath(new URL('../docs/api/', import.meta.url))
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}openapi.json`, `${JSON.stringify(openApiDocument(VERSION), null, 2)}\n`)
