import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const INDEX = fileURLToPath(new URL('index.ts', import.meta.url))

test('the example of the README prints what it says', () => {
  const example = /```ts\n([\s\S]*?)```/.exec(README)?.[1] ?? ''
  const promised = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line)
  const file = join(tmpdir(), `scheduling-readme-${process.pid}.ts`)
  writeFileSync(file, example.replace("'@stationmaster/scheduling'", JSON.stringify(INDEX)))
  const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' })
  expect(printed.trim().split('\n')).toEqual(promised)
})
