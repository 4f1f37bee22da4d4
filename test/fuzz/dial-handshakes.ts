import { connect } from 'node:net'
import { count, type Tally, violation } from './fuzz-tally.ts'
import { type HostileHandshake, hostileHandshake, type KnownStation } from './hostile-handshake.ts'
import type { SeededRandom } from './seeded-random.ts'

export interface HandshakeOptions {
  readonly port: number
  readonly station: KnownStation
  readonly handshakes: number
  readonly random: SeededRandom
  readonly tally: Tally
  /** Dial from many loopback addresses, so that the back-off of one address does not hide the rest. */
  readonly manyAddresses: boolean
}

const AT_ONCE = 64
/** Header time-out of the server with some room. */
const PATIENCE_MS = 20_000

/** Sends the handshakes; resolves when every connection has ended, the unfinished ones too. */
export async function dialHandshakes(options: HandshakeOptions): Promise<void> {
  const partial: Promise<void>[] = []
  let left = options.handshakes
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const handshake = hostileHandshake(options.station, options.random)
      const ended = dialOne(options, handshake)
      if (handshake.isPartial) partial.push(ended)
      else await ended
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  await Promise.all(partial)
}

function dialOne(options: HandshakeOptions, handshake: HostileHandshake): Promise<void> {
  const { manyAddresses, port, random, tally } = options
  tally.handshakes += 1
  const localAddress = manyAddresses ? randomLoopback(random) : '127.0.0.1'
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress })
    let answer = ''
    let isOver = false
    const end = (outcome: string) => {
      if (isOver) return
      isOver = true
      clearTimeout(patience)
      count(tally.handshakeOutcomes, outcome)
      socket.resetAndDestroy()
      resolve()
    }
    const patience = setTimeout(() => {
      violation(tally, 'a connection was held open without an answer', describe(handshake))
      end('held open')
    }, PATIENCE_MS)
    socket.on('connect', () => socket.write(handshake.bytes))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1]
      if (status === undefined) return
      judge(status, handshake, tally)
      end(status)
    })
    socket.on('error', () => end('closed'))
    socket.on('close', () => end('closed'))
  })
}

function judge(status: string, handshake: HostileHandshake, tally: Tally): void {
  if (status === '101' && handshake.mustRefuse) violation(tally, 'a handshake was accepted', describe(handshake))
  if (status.startsWith('5') && status !== '503') violation(tally, `a handshake got ${status}`, describe(handshake))
}

function randomLoopback(random: SeededRandom): string {
  return `127.${random.integer(1, 254)}.${random.integer(0, 255)}.${random.integer(1, 254)}`
}

function describe({ name, bytes }: HostileHandshake): string {
  return `${name}: ${JSON.stringify(bytes.toString('latin1', 0, 400))}`
}
