import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { expect, test } from 'vitest'
import { Egress, type EgressOptions } from './egress.ts'
import { egressFetch } from './egress-fetch.ts'

const LOOPBACK = { address: '127.0.0.1', family: 4 }
const certificate = readFileSync(new URL('../http/fixtures/localhost.cert.pem', import.meta.url), 'utf8')
const key = readFileSync(new URL('../http/fixtures/localhost.key.pem', import.meta.url), 'utf8')

/** A server on loopback that counts who has reached it. */
async function startServer(answer: RequestListener, { tls = false } = {}) {
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(request.url ?? '')
    answer(request, response)
  }
  const server = tls ? createTlsServer({ cert: certificate, key }, listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    seen,
    connections: () => new Promise<number>((done) => server.getConnections((_error, count) => done(count))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function egressOf(options: Partial<EgressOptions> = {}): Egress {
  return new Egress({ allowHttp: true, allowedNetworks: ['127.0.0.0/8'], timeoutMs: 10_000, ...options })
}

test('sends a request and gives the answer', async () => {
  await using server = await startServer((request, response) => {
    request.setEncoding('utf8')
    request.on('data', (text) => response.writeHead(201, { 'x-word': 'yes' }).end(`got ${text}`))
  })
  const url = `http://127.0.0.1:${server.port}/hook`
  const result = await egressOf().send({ url, method: 'POST', body: 'näws', maxBytes: 100 })
  expect(result).toMatchObject({ kind: 'answered', status: 201, isCut: false })
  expect(result.kind === 'answered' && result.body.toString()).toBe('got näws')
})

test('a resolver that changes its answer cannot lead the connection elsewhere', async () => {
  await using server = await startServer((_request, response) => response.end('internal'))
  const answers = [[{ address: '127.0.0.2', family: 4 }], [LOOPBACK]]
  let asked = 0
  const egress = egressOf({
    allowedNetworks: ['127.0.0.2'],
    resolve: async () => answers[asked++] ?? [LOOPBACK],
  })
  const url = `http://rebinding.example:${server.port}/`
  // The first answer passes the check; the connection must go there (nobody listens), not to the second.
  expect(await egress.send({ url, method: 'GET', maxBytes: 10 })).toMatchObject({ kind: 'failed' })
  expect(asked).toBe(1)
  expect(await egress.send({ url, method: 'GET', maxBytes: 10 })).toMatchObject({ kind: 'refused' })
  expect(server.seen).toEqual([])
})

test('one internal address among public ones is enough to refuse a name', async () => {
  const resolve = async () => [{ address: '198.41.0.4', family: 4 }, LOOPBACK]
  const egress = egressOf({ allowedNetworks: [], resolve })
  const sent = await egress.send({ url: 'http://mixed.example/', method: 'GET', maxBytes: 10 })
  expect(sent).toMatchObject({ kind: 'refused' })
})

test('no spelling of an internal address reaches the server', async () => {
  await using server = await startServer((_request, response) => response.end('internal'))
  const egress = egressOf({ allowedNetworks: [] })
  const hosts = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '0', '[::1]']
  const wrapped = [
    '[::ffff:127.0.0.1]',
    '[::7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '%6cocalhost',
    '①27.0.0.1',
  ]
  for (const host of [...hosts, ...wrapped]) {
    const result = await egress.send({ url: `http://${host}:${server.port}/${host}`, method: 'GET', maxBytes: 10 })
    expect(result, host).toMatchObject({ kind: 'refused' })
  }
  expect(server.seen).toEqual([])
  expect(await server.connections()).toBe(0)
})

test('a redirect is an answer, and nothing follows it', async () => {
  await using server = await startServer((_request, response) => response.writeHead(302, { location: '/next' }).end())
  const url = `http://127.0.0.1:${server.port}/first`
  expect(await egressOf().send({ url, method: 'GET', maxBytes: 10 })).toMatchObject({ kind: 'answered', status: 302 })
  expect(server.seen).toEqual(['/first'])
})

test('an endless answer is cut, and its connection closed', async () => {
  await using server = await startServer((_request, response) => {
    const timer = setInterval(() => response.write('x'.repeat(1000)), 1)
    response.on('close', () => clearInterval(timer))
  })
  const url = `http://127.0.0.1:${server.port}/`
  const result = await egressOf().send({ url, method: 'GET', maxBytes: 5000 })
  expect(result).toMatchObject({ kind: 'answered', isCut: true })
  expect(result.kind === 'answered' && result.body.length).toBe(5000)
  await expect.poll(server.connections).toBe(0)
})

test('neither a silent server nor a silent resolver is waited for', async () => {
  await using server = await startServer(() => undefined)
  const url = `http://127.0.0.1:${server.port}/`
  const failed = { kind: 'failed', reason: 'No answer within 50 ms.' }
  expect(await egressOf({ timeoutMs: 50 }).send({ url, method: 'GET', maxBytes: 10 })).toEqual(failed)
  const resolve = () => new Promise<never>(() => undefined)
  const egress = egressOf({ timeoutMs: 50, resolve })
  expect(await egress.send({ url: 'http://slow.example/', method: 'GET', maxBytes: 10 })).toEqual(failed)
})

test('an answer that drips is not waited for', async () => {
  await using server = await startServer((_request, response) => {
    const timer = setInterval(() => response.write('x'), 10)
    response.on('close', () => clearInterval(timer))
  })
  const url = `http://127.0.0.1:${server.port}/`
  const failed = { kind: 'failed', reason: 'No answer within 200 ms.' }
  expect(await egressOf({ timeoutMs: 200 }).send({ url, method: 'GET', maxBytes: 100_000 })).toEqual(failed)
  await expect.poll(server.connections).toBe(0)
})

test('a change of protocol is no answer, and nobody waits for one', async () => {
  const server = createSocketServer((socket) => {
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const result = await egressOf().send({ url, method: 'POST', body: '{}', maxBytes: 10 })
  expect(result).toEqual({ kind: 'failed', reason: 'The connection was closed without an answer.' })
  server.close()
  await once(server, 'close')
})

test('over https the certificate is checked against the name', async () => {
  await using server = await startServer((_request, response) => response.end('ok'), { tls: true })
  const trusting = { resolve: async () => [LOOPBACK], extraAuthorities: [certificate] }
  const request = { method: 'GET', maxBytes: 10 } as const
  const named = await egressOf(trusting).send({ ...request, url: `https://localhost:${server.port}/` })
  expect(named).toMatchObject({ kind: 'answered', status: 200 })
  const other = await egressOf(trusting).send({ ...request, url: `https://other.example:${server.port}/` })
  expect(other).toMatchObject({ kind: 'failed' })
  const unknown = await egressOf().send({ ...request, url: `https://127.0.0.1:${server.port}/` })
  expect(unknown).toMatchObject({ kind: 'failed' })
})

test('gives libraries a fetch', async () => {
  await using server = await startServer((request, response) => {
    if (request.url === '/long') response.end('x'.repeat(200))
    else response.writeHead(200, { 'content-type': 'application/json' }).end(`{"method":"${request.method}"}`)
  })
  const guarded = egressFetch(egressOf(), { maxBytes: 100 })
  const response = await guarded(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'a=b' })
  expect(await response.json()).toEqual({ method: 'POST' })
  await expect(guarded(`http://127.0.0.1:${server.port}/long`)).rejects.toThrow('longer than 100 bytes')
  await expect(guarded('http://10.0.0.1/')).rejects.toThrow('internal network')
})
