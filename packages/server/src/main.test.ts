import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from './platform/testing/index.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

let folder: string
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  readonly child: ChildProcess
  readonly output: () => string
  readonly ended: Promise<number | null>
}

/** Runs the program as a person would, on the embedded database. */
function run(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Run {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'warn', DATA_DIR: join(folder, 'data'), ...settings },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)))
  return { child, output: () => text, ended: once(child, 'exit').then(([code]) => code) }
}

/** Waits for what the program says when it serves; gives its address. */
async function serving({ output, ended }: Run): Promise<string> {
  const told = expect.poll(output, { timeout: 50_000 }).toMatch(/Console {3}http:\/\/127\.0\.0\.1:\d+/)
  await Promise.race([told, ended.then(() => Promise.reject(new Error(output())))])
  return /Console {3}(\S+)/.exec(output())?.[1] ?? ''
}

test('starts on its own database, serves, and stops in order when told to', async () => {
  const first = run([])
  const url = await serving(first)
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' })
  expect((await fetch(`${url}/api/v1/stations`)).status).toBe(401)
  expect(first.output()).toMatch(/Stations {2}ws:\/\/127\.0\.0\.1:\d+\/ocpp\/<identity>/)
  const [, token] = /\/setup#token=([\w-]{43})\n/.exec(first.output()) ?? []

  const second = run([])
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain('is in use by the Stationmaster process')

  const link = run(['--owner-link'])
  expect(await link.ended).toBe(0)
  const [, newer] = /\/setup#token=([\w-]{43})\n$/.exec(link.output()) ?? []
  const owner = { name: 'Robin', email: 'robin@example.com', password: 'a long and private sentence' }
  const redeem = (used: string | undefined) =>
    fetch(`${url}/api/v1/owner`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...owner, token: used }),
    })
  expect([(await redeem(token)).status, (await redeem(newer)).status]).toEqual([403, 201])

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})

test('keeps its data, and prints no link once there is an owner', async () => {
  const again = run([])
  const url = await serving(again)
  expect(await (await fetch(`${url}/api/v1/welcome`)).json()).toMatchObject({ ownerExists: true })
  expect(again.output()).not.toContain('/setup#')
  again.child.kill('SIGINT')
  expect(await again.ended).toBe(0)
})

test('says in a sentence why it cannot start', async () => {
  const wrong = run([], { PORT: 'eighty' })
  expect(await wrong.ended).toBe(1)
  expect(wrong.output()).toContain('PORT must be a whole number')

  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const late = run([], { PORT: port })
  expect(await late.ended).toBe(1)
  expect(late.output()).toContain(`Port ${port} is taken`)
  taken.close()
})

test('--help lists the settings', async () => {
  const help = run(['--help'])
  expect(await help.ended).toBe(0)
  expect(help.output()).toContain('DATABASE_URL')
})
