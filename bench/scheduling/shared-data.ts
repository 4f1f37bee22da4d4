import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Measured data that is not ours to publish; beside the repository. */
const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/** A packed file of the shared data; `undefined` where it is not there, which callers say aloud. */
export function sharedText(name: string): string | undefined {
  const path = `${DATA}${name}.gz`
  return existsSync(path) ? gunzipSync(readFileSync(path)).toString('utf8') : undefined
}

/** The rows of a packed CSV file without quotes, by name of column. */
export function sharedRows(name: string): readonly Readonly<Record<string, string>>[] | undefined {
  const text = sharedText(name)
  if (text === undefined) return undefined
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((column, index) => [column, cells[index] ?? '']))
  })
}
