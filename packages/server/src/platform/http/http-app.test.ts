import { once } from 'node:events'
import { get } from 'node:https'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { createLogger } from '../logging/index.ts'
import { httpApp } from './fixtures/http-app.ts'
import { createReadiness } from './index.ts'

const opened: FastifyInstance[] = []
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
})

async function open(...options: Parameters<typeof httpApp>): Promise<FastifyInstance> {
  const app = await httpApp(...options)
  opened.push(app)
  return app
}

async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('probes', () => {
  test('/healthz answers while the process lives, whatever is not ready', async () => {
    const readiness = createReadiness()
    readiness.add('database', () => 'The database does not answer.')
    const app = await open({}, { readiness })
    const answer = await app.inject('/healthz')
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'alive' }])
  })

  test('/readyz names what is not ready, and follows it', async () => {
    const readiness = createReadiness()
    let reason: string | undefined = 'The server is stopping.'
    readiness.add('draining', () => reason)
    readiness.add('database', () => undefined)
    const app = await open({}, { readiness })
    const before = await app.inject('/readyz')
    expect([before.statusCode, before.json()]).toEqual([
      503,
      { status: 'notReady', reasons: { draining: 'The server is stopping.' } },
    ])
    reason = undefined
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready' })
  })

  test('/metrics is closed unless the caller is authorized', async () => {
    expect((await (await open()).inject('/metrics')).statusCode).toBe(401)
    const authorized = await open({}, { authorizeMetrics: () => Promise.resolve() })
    expect((await authorized.inject('/metrics')).body).toContain('nodejs_eventloop_lag_seconds')
  })

  test('/metrics opens to this machine by setting, but not through a proxy on it', async () => {
    const app = await open({ metricsOnLoopback: true })
    expect((await app.inject('/metrics')).statusCode).toBe(200)
    expect((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(401)
    expect((await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(401)
  })

  test('requests are measured by route, not by address', async () => {
    const app = await open({ metricsOnLoopback: true })
    app.get('/things/:id', () => 'thing')
    await app.inject('/things/secret-1')
    await app.inject('/absent/secret-2')
    const { body } = await app.inject('/metrics')
    expect(body).toContain('route="/things/:id"')
    expect(body).not.toContain('secret')
  })
})

describe('limits', () => {
  test('requests over the rate are refused with the time to wait', async () => {
    const app = await open({ requestsPerMinute: 2 })
    app.get('/a', () => 'a')
    await app.inject('/a')
    await app.inject('/a')
    const refused = await app.inject('/a')
    expect(refused.json()).toMatchObject({ status: 429, code: 'tooManyRequests' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await app.inject({ url: '/a', remoteAddress: '203.0.113.9' })).statusCode).toBe(200)
    expect((await app.inject('/healthz')).statusCode).toBe(200)
  })

  test('the address behind a trusted proxy counts, one behind a stranger does not', async () => {
    const app = await open({ trustedProxies: ['127.0.0.0/8'] })
    app.get('/who', (request) => request.ip)
    const from = async (remoteAddress: string) =>
      (await app.inject({ url: '/who', remoteAddress, headers: { 'x-forwarded-for': '203.0.113.9' } })).body
    expect([await from('127.0.0.1'), await from('198.51.100.1')]).toEqual(['203.0.113.9', '198.51.100.1'])
  })

  test('a client that offers HTTP/2 is answered in HTTP/1.1', async () => {
    const app = await open()
    const socket = connect(await listen(app), '127.0.0.1')
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__'
    socket.write(`GET /healthz HTTP/1.1\r\nHost: x\r\n${offer}\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    socket.destroy()
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('a client that never finishes its headers is cut off', async () => {
    const app = await open({ headerTimeoutMs: 100 })
    const socket = connect(await listen(app), '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
  })
})

describe('headers', () => {
  test('every answer forbids foreign script, framing and sniffing', async () => {
    const app = await open()
    const { headers } = await app.inject('/absent')
    expect(headers['content-security-policy']).toMatchInlineSnapshot(
      `"default-src 'self';script-src 'self';style-src 'self';img-src 'self' data: blob:;connect-src 'self';worker-src 'self' blob:;font-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'"`,
    )
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['permissions-policy']).toContain('microphone=()')
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  test('a server reached over https says so for the future', async () => {
    const app = await open({ publicUrl: 'https://csms.example' })
    expect((await app.inject('/healthz')).headers['strict-transport-security']).toBe('max-age=31536000')
  })

  test('only listed origins may call from a browser', async () => {
    const app = await open({ allowedOrigins: ['https://console.example'] })
    const preflight = (origin: string) =>
      app.inject({
        method: 'OPTIONS',
        url: '/api/v1/me',
        headers: { origin, 'access-control-request-method': 'GET' },
      })
    const listed = await preflight('https://console.example')
    expect([listed.statusCode, listed.headers['access-control-allow-origin']]).toEqual([204, 'https://console.example'])
    expect(listed.headers['access-control-allow-credentials']).toBeUndefined()
    const stranger = await preflight('https://evil.example')
    expect([stranger.statusCode, stranger.headers['access-control-allow-origin']]).toEqual([404, undefined])
  })
})

test('TLS serves https and refuses versions before 1.2', async () => {
  const pem = (name: string) => fileURLToPath(new URL(`./fixtures/localhost.${name}.pem`, import.meta.url))
  const app = await open({ tls: { certFile: pem('cert'), keyFile: pem('key') } })
  const port = await listen(app)
  const request = (options: object) =>
    once(
      get({ host: '127.0.0.1', port, path: '/healthz', rejectUnauthorized: false, agent: false, ...options }),
      'response',
    )
  const [response] = await request({})
  expect(response.statusCode).toBe(200)
  response.destroy()
  await expect(request({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' })).rejects.toThrow()
})

test('a certificate that cannot be read stops the start with a sentence', async () => {
  await expect(open({ tls: { certFile: '/absent.pem', keyFile: '/absent.pem' } })).rejects.toThrow(
    "TLS_CERT_FILE points at a file that cannot be read: ENOENT: no such file or directory, open '/absent.pem'.",
  )
})

test('the log names failed requests by the id the caller was given', async () => {
  const lines: string[] = []
  const logger = createLogger({
    level: 'info',
    readable: false,
    destination: { write: (line) => void lines.push(line) },
  })
  const app = await open({}, { logger })
  app.get('/bug', () => {
    throw new Error('a bug')
  })
  const problem = (await app.inject('/bug')).json()
  expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  expect(lines.join()).toContain(problem.instance.slice('urn:uuid:'.length))
  expect(lines.join()).toContain('a bug')
})
