import { basicAuthorization } from '../../bench/rig/station-socket.ts'
import { HOSTILE_TEXTS } from './hostile-values.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A request to the station port and what may come of it. */
export interface HostileHandshake {
  readonly name: string
  readonly bytes: Buffer
  /** Whether an upgrade would be a fault of the server. */
  readonly mustRefuse: boolean
  /** The request has no end: the server has to end the connection by itself. */
  readonly isPartial: boolean
}

interface Request {
  method: string
  target: string
  version: string
  headers: [name: string, value: string][]
}

export interface KnownStation {
  readonly identity: string
  readonly password: string
}

type Mutation = readonly [name: string, mustRefuse: boolean, change: (request: Request, random: SeededRandom) => void]

const header =
  (name: string, ...values: string[]) =>
  (request: Request) => {
    request.headers = request.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase())
    for (const value of values) request.headers.push([name, value])
  }
const target = (text: string) => (request: Request) => {
  request.target = text
}

const MUTATIONS: readonly Mutation[] = [
  ...[
    '/',
    '/%',
    '//',
    '/ocpp',
    '/ocpp/',
    '/ocpp/%',
    '/ocpp/%zz',
    '/ocpp//',
    '/ocpp/a/b',
    '/ocpp/..',
    '/ocpp/%2e%2e%2fx',
    '*',
    '',
  ].map((text): Mutation => ['target', true, target(text)]),
  ...['/ocpp/a%00b', '/ocpp/a%0d%0aX: y', '/ocpp/a:b', '/ocpp/%252e', '/ocpp/%c3%28', '/ocpp/\u00e4', '/ocpp/%ff'].map(
    (text): Mutation => ['identity', true, target(text)],
  ),
  ['long identity', true, target(`/ocpp/${'a'.repeat(49)}`)],
  ['URL of 64 kB', true, target(`/ocpp/${'a'.repeat(65_536)}`)],
  ['inherited name', false, target('/ocpp/__proto__')],
  ['absolute URL', false, (request) => target(`http://localhost${request.target}`)(request)],
  ['query', false, (request) => target(`${request.target}?a=%zz&b`)(request)],
  [
    'method',
    true,
    (request, random) => {
      request.method = random.pick(['POST', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'get', 'G\u0000T', ''])
    },
  ],
  [
    'HTTP version',
    false,
    (request, random) => {
      request.version = random.pick(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP', 'ICY'])
    },
  ],
  ['no key', true, header('Sec-WebSocket-Key')],
  [
    'bad key',
    true,
    (request, random) =>
      header(
        'Sec-WebSocket-Key',
        random.pick(['', 'x', '====', 'a'.repeat(24), 'a'.repeat(10_000), 'c2hvcnQ=']),
      )(request),
  ],
  ['two keys', true, header('Sec-WebSocket-Key', 'c3RhdGlvbm1hc3RlcmJlbg==', 'c3RhdGlvbm1hc3RlcmJlbg==')],
  [
    'WebSocket version',
    true,
    (request, random) =>
      header('Sec-WebSocket-Version', random.pick(['', '0', '7', '14', '99', 'abc', '13, 8']))(request),
  ],
  ['no WebSocket version', true, header('Sec-WebSocket-Version')],
  ['no upgrade', true, header('Upgrade')],
  ['other upgrade', true, header('Upgrade', 'h2c')],
  ['no connection header', true, header('Connection')],
  ['no authorization', true, header('Authorization')],
  ['bad authorization', true, (request, random) => header('Authorization', random.pick(BAD_AUTHORIZATIONS))(request)],
  ['two authorizations', false, (request) => request.headers.push(['Authorization', 'Basic eDp5'])],
  [
    'subprotocol',
    false,
    (request, random) =>
      header(
        'Sec-WebSocket-Protocol',
        random.pick(['', ',', 'ocpp9.9', 'ocpp1.6,,', 'x'.repeat(8000), 'a b', '"ocpp1.6"']),
      )(request),
  ],
  ['two subprotocols', false, header('Sec-WebSocket-Protocol', 'ocpp1.6', 'ocpp1.6')],
  ['extensions', false, (request, random) => header('Sec-WebSocket-Extensions', random.pick(BAD_EXTENSIONS))(request)],
  ['foreign origin', true, header('Origin', 'https://attacker.invalid')],
  ['two hosts', false, (request) => request.headers.push(['Host', 'other'])],
  ['no host', false, header('Host')],
  ['hostile header', false, (request, random) => request.headers.push(['X-Any', random.pick(HOSTILE_TEXTS)])],
  ['header without colon', false, (request) => request.headers.push(['no colon here\r\nX', 'y'])],
  [
    '300 headers',
    false,
    (request) => {
      for (let index = 0; index < 300; index += 1) request.headers.push([`X-${index}`, 'y'])
    },
  ],
  ['header of 100 kB', true, (request) => request.headers.push(['X-Big', 'y'.repeat(100_000)])],
  [
    'body and two lengths',
    false,
    (request) => request.headers.push(['Content-Length', '5'], ['Transfer-Encoding', 'chunked']),
  ],
  [
    'forged proxy headers',
    false,
    (request) =>
      request.headers.push(
        ['X-Forwarded-For', '10.0.0.1'],
        ['X-Forwarded-Proto', 'https'],
        ['Forwarded', 'for=10.0.0.1'],
      ),
  ],
]

const BAD_AUTHORIZATIONS = [
  '',
  'Basic',
  'Basic ',
  'Basic !!!!',
  'Basic eA==',
  'Bearer x',
  'Digest x',
  `Basic ${'A'.repeat(8000)}`,
]
const BAD_EXTENSIONS = [
  'permessage-deflate; server_max_window_bits=99',
  'permessage-deflate; client_max_window_bits=0, permessage-deflate',
  'permessage-deflate;;;',
  '=;,',
  'x'.repeat(5000),
]

/** Makes one hostile request; a third come with the right password, so that the fault itself has to be the reason to refuse. */
export function hostileHandshake(station: KnownStation, random: SeededRandom): HostileHandshake {
  const knowsPassword = random.chance(0.34)
  const password = knowsPassword ? station.password : 'not-the-right-password'
  const request = plainRequest(station.identity, password)
  const [name, mustRefuse, change] = random.pick(MUTATIONS)
  change(request, random)
  const bytes = Buffer.from(render(request), 'latin1')
  if (random.chance(0.03)) {
    return {
      name: 'partial',
      bytes: bytes.subarray(0, random.integer(0, bytes.length - 1)),
      mustRefuse: true,
      isPartial: true,
    }
  }
  if (random.chance(0.15))
    return { name: 'flipped bytes', bytes: flipped(bytes, random), mustRefuse: false, isPartial: false }
  // Another identity in the URL is an unknown station, which may come in to wait for approval.
  const refusedForPassword = !knowsPassword && request.target === `/ocpp/${station.identity}`
  return { name, bytes, mustRefuse: mustRefuse || refusedForPassword, isPartial: false }
}

function plainRequest(identity: string, password: string): Request {
  return {
    method: 'GET',
    target: `/ocpp/${identity}`,
    version: 'HTTP/1.1',
    headers: [
      ['Host', 'localhost'],
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Key', 'c3RhdGlvbm1hc3RlcmJlbg=='],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Protocol', 'ocpp1.6'],
      ['Authorization', basicAuthorization({ username: identity, password })],
    ],
  }
}

function render({ method, target: path, version, headers }: Request): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} ${version}\r\n${lines.join('\r\n')}\r\n\r\n`
}

function flipped(bytes: Buffer, random: SeededRandom): Buffer {
  const copy = Buffer.from(bytes)
  for (let left = random.integer(1, 6); left > 0; left -= 1) {
    // The end of the headers stays whole, so that the request has one.
    copy[random.integer(0, copy.length - 5)] = random.integer(0, 255)
  }
  return copy
}
