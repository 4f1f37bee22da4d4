import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpApp } from './fixtures/http-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'web-app-'))
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<meta nonce="{{csp-nonce}}"><title>console</title>')
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'run()')
  app = await httpApp({}, { webAppFolder: folder })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

function page(url: string) {
  return app.inject({ url, headers: { accept: 'text/html,*/*' } })
}

test.each(['/', '/stations', '/stations/CS-1?tab=timeline'])('%s is the app', async (url) => {
  const answer = await page(url)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('<title>console</title>')
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('each page has a nonce for its styles, and nothing else that is written into it may run', async () => {
  const answers = [await page('/'), await page('/'), await page('/index.html'), await page('/sites')]
  const nonces = answers.map(({ body, headers }) => {
    const nonce = /nonce="([^"]+)"/.exec(body)?.[1]
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).not.toContain('unsafe')
    return nonce
  })
  expect(new Set(nonces).size).toBe(4)
})

test('a hashed file may be kept for ever', async () => {
  const answer = await app.inject('/assets/main-1a2b.js')
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
})

test.each(['/api/v1/absent', '/ocpp/CS-1', '/api'])('%s is not a page, also for a browser', async (url) => {
  expect((await page(url)).statusCode).toBe(404)
})

test('a missing file is not answered with the app', async () => {
  expect((await app.inject('/assets/absent.js')).statusCode).toBe(404)
})

test.each(['/../../etc/passwd', '/..%2f..%2fetc/passwd', '/assets/..%5c..%5cindex.html'])(
  '%s leads nowhere',
  async (url) => {
    const answer = await app.inject(url)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  },
)
