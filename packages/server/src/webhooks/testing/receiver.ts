import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventEnvelope } from '../../contract/index.ts'

export interface Received {
  readonly event: EventEnvelope
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Among `answers`: the request is left unanswered, until `letGo`. */
export const NO_ANSWER = 0

/** What the program of somebody else would be: it answers as it is told, and keeps what it got. */
export async function startReceiver() {
  const received: Received[] = []
  const answers: number[] = []
  const held: ServerResponse[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString()
    received.push({ event: EventEnvelope.parse(JSON.parse(body)), headers: request.headers, body })
    const status = answers.shift() ?? 200
    if (status === NO_ANSWER) held.push(response)
    else answer(response, status)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    /** Statuses of the next answers; after them it is 200. */
    answers,
    /** Answers 200 to all that were left unanswered, and from now on. */
    letGo() {
      answers.length = 0
      for (const response of held.splice(0)) answer(response, 200)
    },
    types: () => received.map(({ event }) => event.type),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? 'thanks' : 'not now')
}

/** How a receiver checks a request, as docs/integrations.md says. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const parts = String(headers['stationmaster-signature']).split(',')
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? ''
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest()
  return parts
    .filter((part) => part.startsWith('v1='))
    .map((part) => Buffer.from(part.slice(3), 'hex'))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected))
}
