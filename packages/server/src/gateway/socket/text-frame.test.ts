import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { StationSocketServer, type StationWebSocket } from './web-socket-server.ts'

/** What a real client receives of texts that are sent one after the other, between a ping and a close of the library's own. */
async function received(texts: readonly string[], compression: boolean): Promise<string[]> {
  const server = new StationSocketServer({
    frame: { maxBytes: 1_048_576, maxFragments: 64, maxDepth: 32 },
    compression,
  })
  const http = createServer().on('upgrade', (request, socket, head) => {
    const send = (webSocket: StationWebSocket) => {
      webSocket.ping()
      for (const text of texts) webSocket.sendText(text)
      webSocket.close(1000)
    }
    void server.upgrade({ request, socket, head }, { subprotocol: undefined, maxBytes: null }, send)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const client = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: compression })
  const got: string[] = []
  client.on('message', (data, isBinary) => got.push(isBinary ? 'binary' : String(data)))
  const code = await new Promise<number>((resolve) => client.once('close', resolve))
  http.close()
  expect(code).toBe(1000)
  return got
}

const TEXTS = [
  ...[0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) => 'x'.repeat(length)),
  `${'ä€🔌'.repeat(20)} [3,"1",{}]`,
]

test('a client reads texts of every length', async () => {
  expect(await received(TEXTS, false)).toEqual(TEXTS)
})

test('also where frames are compressed', async () => {
  expect(await received(TEXTS, true)).toEqual(TEXTS)
})
