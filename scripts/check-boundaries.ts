import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBorderBreaks } from './boundaries.ts'
import { describeSizes, findHouseBreaks } from './house-rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && existsSync(join(root, path)))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const breaks = [...findBorderBreaks(files), ...findHouseBreaks(files)]
for (const sentence of breaks) console.error(sentence)
console.log(describeSizes(files))
process.exitCode = breaks.length === 0 ? 0 : 1
