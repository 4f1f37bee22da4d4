import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Egress } from './egress.ts'

const HEADER_BYTES = 12
const QUESTION_TAIL_BYTES = 4

/** A name server that gives another address of its list at each question, for no time at all, as rebinding does. */
async function startNameServer(addresses: readonly string[]) {
  const socket = createSocket('udp4')
  let asked = 0
  socket.on('message', (query, from) => {
    const address = addresses[Math.min(asked, addresses.length - 1)] ?? ''
    asked += 1
    socket.send(answerTo(query, address), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return {
    asked: () => asked,
    resolve: async (host: string) => (await resolver.resolve4(host)).map((address) => ({ address, family: 4 })),
    [Symbol.dispose]: () => void socket.close(),
  }
}

/** One A record with a time to live of zero (RFC 1035 §4). */
function answerTo(query: Buffer, address: string): Buffer {
  const question = query.subarray(HEADER_BYTES, query.indexOf(0, HEADER_BYTES) + 1 + QUESTION_TAIL_BYTES)
  const header = Buffer.from([...query.subarray(0, 2), 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
  const record = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)])
  return Buffer.concat([header, question, record])
}

/** A server on an address of this machine that counts who has reached it. */
async function startTarget(host: string, port = 0) {
  const target = { reached: 0 }
  const server = createServer((_request, response) => {
    target.reached += 1
    response.end('reached')
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    target,
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

test('a name whose address changes between the check and the connection leads only to what was checked', async () => {
  await using open = await startTarget('127.0.0.1')
  await using internal = await startTarget('127.0.0.2', open.port)
  using names = await startNameServer(['127.0.0.1', '127.0.0.2'])
  const rules = { allowHttp: true, allowedNetworks: ['127.0.0.1'], timeoutMs: 10_000 }
  const egress = new Egress({ ...rules, resolve: names.resolve })
  const request = { url: `http://rebinding.example:${open.port}/`, method: 'POST', body: 'x', maxBytes: 100 } as const
  expect(await egress.send(request)).toMatchObject({ kind: 'answered', status: 200 })
  expect(names.asked()).toBe(1)
  // The next request asks anew, and what it is told is refused before anything is sent.
  expect(await egress.send(request)).toMatchObject({ kind: 'refused' })
  expect(names.asked()).toBe(2)
  expect([open.target.reached, internal.target.reached]).toEqual([1, 0])
})
