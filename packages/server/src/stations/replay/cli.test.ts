import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url))
const AT = '2026-05-01T12:00:00.000Z'

function run(content: string) {
  const file = join(folder, 'export.json')
  writeFileSync(file, content)
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, file], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

function exported(entry: object): string {
  return JSON.stringify({
    format: 'stationmaster-timeline-1',
    exportedAt: AT,
    masked: true,
    station: { id: 'STATION', ocppVersion: '1.6', registration: 'Accepted', quirks: {} },
    from: AT,
    to: AT,
    truncated: false,
    tokens: [],
    entries: [
      {
        ...{ at: AT, direction: 'fromStation', action: 'DataTransfer', messageId: '1', answer: null, answeredAt: AT },
        ...{ frame: '[2,"1","DataTransfer",{"vendorId":"V"}]', sessionId: null, reasons: [] },
        ...entry,
      },
    ],
  })
}

test('a file from elsewhere cannot command the terminal', () => {
  const { status, stdout } = run(
    exported({ action: 'A\u001b[2J\u009b31m\u202e', answer: '[3,"1",{}]\u001b]0;x\u0007' }),
  )
  expect(status).toBe(1)
  expect(stdout).toContain('\\u001b[2J\\u009b31m\\u202e')
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

test.each([
  ['is no JSON', 'nonsense'],
  ['is no export', '{"format":"\u001b[2J"}'],
  ['nests without end', `${'['.repeat(200_000)}`],
])('a file that %s is refused with a sentence', (_, content) => {
  const { status, stdout, stderr } = run(content)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).not.toContain('    at ')
})

test('an answer that is no JSON is another answer', () => {
  expect(run(exported({ answer: '[3,"1",' }))).toMatchObject({ status: 1, stderr: '' })
})
