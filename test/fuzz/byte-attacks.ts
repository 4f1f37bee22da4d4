import { randomBytes } from 'node:crypto'
import { openStationSocket } from '../../bench/rig/station-socket.ts'
import { clientFrame, OPCODE } from '../../bench/rig/websocket-frame.ts'
import { count, type Tally, violation } from './fuzz-tally.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Bytes that break the WebSocket protocol, and whether RFC 6455 (or our limits) leave the server no choice but to close. */
interface Attack {
  readonly name: string
  readonly mustClose: boolean
  readonly bytes: (random: SeededRandom) => Buffer
}

const MASKED = 0x80
const FINAL = 0x80
const CALL = '[2,"a","Heartbeat",{}]'

const frame = (first: number, payload: Buffer | string) => {
  const framed = clientFrame(payload)
  framed[0] = first
  return framed
}
const repeated = (times: number, bytes: Buffer) => Buffer.concat(Array.from({ length: times }, () => bytes))

const ATTACKS: readonly Attack[] = [
  {
    name: 'no mask',
    mustClose: true,
    bytes: () => Buffer.concat([Buffer.from([0x81, CALL.length]), Buffer.from(CALL)]),
  },
  { name: 'RSV2 set', mustClose: true, bytes: () => frame(FINAL | 0x20 | OPCODE.text, CALL) },
  { name: 'compressed bit without agreement', mustClose: true, bytes: () => frame(FINAL | 0x40 | OPCODE.text, CALL) },
  { name: 'unknown opcode', mustClose: true, bytes: (random) => frame(FINAL | random.pick([3, 4, 7, 11, 15]), CALL) },
  { name: 'binary message', mustClose: false, bytes: () => clientFrame(CALL, OPCODE.binary) },
  { name: 'invalid UTF-8', mustClose: true, bytes: () => clientFrame(Buffer.from([0x5b, 0xc3, 0x28, 0xf0, 0x9f])) },
  { name: 'continuation of nothing', mustClose: true, bytes: () => frame(FINAL, CALL) },
  {
    name: 'text inside a fragmented text',
    mustClose: true,
    bytes: () => Buffer.concat([frame(OPCODE.text, '[2,'), clientFrame(CALL)]),
  },
  { name: 'long ping', mustClose: true, bytes: () => clientFrame(Buffer.alloc(126), OPCODE.ping) },
  { name: 'fragmented ping', mustClose: true, bytes: () => frame(OPCODE.ping, 'x') },
  { name: 'close of one byte', mustClose: true, bytes: () => clientFrame(Buffer.from([3]), OPCODE.close) },
  {
    name: 'close with a forbidden code',
    mustClose: true,
    bytes: () => clientFrame(Buffer.from([0x03, 0xee]), OPCODE.close),
  },
  {
    name: 'close with an invalid reason',
    mustClose: true,
    bytes: () => clientFrame(Buffer.from([0x03, 0xe8, 0xff, 0xfe]), OPCODE.close),
  },
  {
    name: 'length 2^63',
    mustClose: true,
    bytes: () => Buffer.from([0x81, MASKED | 127, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  },
  {
    name: 'length 100 MB',
    mustClose: true,
    bytes: () => Buffer.from([0x81, MASKED | 127, 0, 0, 0, 0, 5, 245, 225, 0, 0, 0]),
  },
  { name: 'too long a message', mustClose: true, bytes: () => clientFrame(`["${'x'.repeat(70_000)}"]`) },
  {
    name: 'too many fragments',
    mustClose: true,
    bytes: () => Buffer.concat([frame(OPCODE.text, '['), repeated(2000, frame(0, ' '))]),
  },
  { name: 'deep nesting', mustClose: false, bytes: () => clientFrame('['.repeat(65_000)) },
  { name: 'flood of pings', mustClose: false, bytes: () => repeated(200, clientFrame('p', OPCODE.ping)) },
  { name: 'flood of empty texts', mustClose: false, bytes: () => repeated(200, clientFrame('')) },
  { name: 'pong nobody asked for', mustClose: false, bytes: () => clientFrame('x', OPCODE.pong) },
  { name: 'half a frame', mustClose: false, bytes: () => clientFrame(CALL).subarray(0, 9) },
  { name: 'garbage', mustClose: false, bytes: (random) => randomBytes(random.integer(1, 4000)) },
]

export interface AttackOptions {
  readonly port: number
  readonly identity: string
  readonly password: string
  readonly random: SeededRandom
  readonly tally: Tally
}

const CLOSE_PATIENCE_MS = 10_000
const LINGER_MS = 100

/** One connection, one attack. Resolves when the socket is gone. */
export function attack({ port, identity, password, random, tally }: AttackOptions): Promise<void> {
  const chosen = random.pick(ATTACKS)
  tally.byteAttacks += 1
  return new Promise((resolve) => {
    let sent = false
    const patience = setTimeout(
      () => {
        if (chosen.mustClose) violation(tally, 'a socket that broke the protocol was not closed', chosen.name)
        socket.reset()
        resolve()
      },
      chosen.mustClose ? CLOSE_PATIENCE_MS : LINGER_MS,
    )
    const socket = openStationSocket(
      { port, path: `/ocpp/${identity}`, protocol: 'ocpp1.6', credentials: { username: identity, password } },
      {
        open: () => {
          sent = true
          socket.write(chosen.bytes(random))
        },
        text: () => {},
        closed: (cause) => {
          clearTimeout(patience)
          const code = cause.kind === 'closed' ? `close ${cause.code}` : cause.kind
          count(tally.closures, sent ? `${code} after ${chosen.name}` : `${code} at the handshake`)
          resolve()
        },
      },
    )
  })
}
