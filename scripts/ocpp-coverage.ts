/*
 * Makes docs/ocpp-coverage.md from what the tests really sent and received (OCPP_COVERAGE_DIR of `npm test`).
 * Usage: node scripts/ocpp-coverage.ts FOLDER [--write]. Names every action that no test has seen travel, and fails when
 * there is one.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ACTIONS, actionsOf, directionOf, type OcppVersion } from '../packages/ocpp/src/index.ts'

const DOCUMENT = fileURLToPath(new URL('../docs/ocpp-coverage.md', import.meta.url))
const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']
const ARROWS = { toCsms: 'station → CSMS', toStation: 'CSMS → station' } as const
type Way = keyof typeof ARROWS

/** Test files by `version direction action`. */
type Seen = ReadonlyMap<string, ReadonlySet<string>>

const [folder, flag] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder that the test run has filled.')
const seen = readSeen(folder)
const missing = VERSIONS.flatMap((version) => rowsOf(version).filter((row) => !seen.has(keyOf(version, row))))
if (flag === '--write') writeFileSync(DOCUMENT, documentOf(seen))
for (const version of VERSIONS) {
  for (const row of rowsOf(version).filter((one) => !seen.has(keyOf(version, one)))) {
    say(`No test has seen ${row.action} of OCPP ${version} travel ${ARROWS[row.way]}.`)
  }
}
process.exitCode = missing.length === 0 ? 0 : 1

interface Row {
  readonly action: string
  readonly way: Way
}

function rowsOf(version: OcppVersion): readonly Row[] {
  return actionsOf(version).flatMap((action): Row[] => {
    const direction = directionOf(version, action)
    const ways: readonly Way[] = direction === 'both' ? ['toCsms', 'toStation'] : direction ? [direction] : []
    return ways.map((way) => ({ action, way }))
  })
}

function keyOf(version: string, { action, way }: Row): string {
  return `${version} ${way} ${action}`
}

function readSeen(path: string): Seen {
  const found = new Map<string, Set<string>>()
  for (const file of readdirSync(path)) {
    for (const line of readFileSync(join(path, file), 'utf8').split('\n')) {
      if (line === '') continue
      const { version, direction, action, test }: Record<string, string> = JSON.parse(line)
      const key = `${version} ${direction} ${action}`
      found.set(key, (found.get(key) ?? new Set()).add(test ?? ''))
    }
  }
  return found
}

function documentOf(tests: Seen): string {
  return [
    '# OCPP coverage',
    '',
    'Made by `npm test -- --ocpp-coverage` from what the tests really sent over sockets and got a result for; not written by hand.',
    'For each action: the test files (at most two) in which it travelled between a station and the whole server.',
    ...VERSIONS.flatMap((version) => chapter(version, tests)),
    '',
  ].join('\n')
}

function chapter(version: OcppVersion, tests: Seen): string[] {
  const rows = rowsOf(version)
  const all = Object.keys(ACTIONS[version])
  const covered = all.filter((action) =>
    rows.filter((row) => row.action === action).every((row) => tests.has(keyOf(version, row))),
  )
  return [
    '',
    `## OCPP ${version}: ${covered.length}/${all.length}`,
    '',
    '| action | direction | test |',
    '| --- | --- | --- |',
    ...rows.map((row) => {
      const files = [...(tests.get(keyOf(version, row)) ?? [])].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
      const shown = files.slice(0, 2).map((file) => `[${file.split('/').at(-1)}](../${file})`)
      return `| ${row.action} | ${ARROWS[row.way]} | ${shown.join(', ') || '**none**'} |`
    }),
  ]
}

/** Tests of the wire itself first. */
function rank(file: string): number {
  return file.includes('.wire.') ? 0 : 1
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
