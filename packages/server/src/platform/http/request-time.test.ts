import { once } from 'node:events'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { ManualClock } from '../clock/index.ts'
import { httpApp } from './fixtures/http-app.ts'

const opened: FastifyInstance[] = []
afterEach(async () => {
  for (const app of opened.splice(0)) {
    app.server.closeAllConnections()
    await app.close()
  }
})

/** A server on a clock of ours, and a client that has sent a part of its body. */
async function begin(path: string, type = 'application/json') {
  const clock = new ManualClock(0)
  const app = await httpApp({}, { clock })
  opened.push(app)
  app.post('/usual', async () => ({}))
  app.post('/slow', { config: { slowBody: true } }, async () => ({}))
  app.addContentTypeParser('text/unread', (_request, _payload, done) => done(null))
  app.post('/answered', { config: { slowBody: true } }, async () => ({}))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1')
  socket.on('error', () => {})
  const asked = once(app.server, 'request')
  socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: 12\r\n\r\n{"a":`)
  await asked
  // The hook runs in the turn of the request.
  await new Promise((resolve) => setImmediate(resolve))
  return { clock, socket }
}

test('a body that does not come whole in time costs the line', async () => {
  const { clock, socket } = await begin('/usual')
  const closed = once(socket, 'close')
  clock.advance(30_001)
  await closed
})

test('a route that takes files lets its bodies take their time', async () => {
  const { clock, socket } = await begin('/slow')
  clock.advance(3_600_000)
  const answered = once(socket, 'data')
  socket.write('"late"')
  socket.write('}')
  expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 200 /)
})

test('no route waits for a body that nobody reads any more', async () => {
  const { clock, socket } = await begin('/answered', 'text/unread')
  const closed = once(socket, 'close')
  // The answer has gone out while the body is still to come.
  await once(socket, 'data')
  clock.advance(5_001)
  await closed
})

test('an address that belongs to nobody has the usual limit', async () => {
  const { clock, socket } = await begin('/absent')
  const closed = once(socket, 'close')
  clock.advance(30_001)
  await closed
})
