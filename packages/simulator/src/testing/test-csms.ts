import {
  type CallAnswer,
  type CallFrame,
  type CallOutcome,
  chooseSubprotocol,
  type JsonObject,
  Peer,
  type PeerHandlers,
  systemClock,
  systemTimers,
  validatePayload,
} from '@stationmaster/ocpp'
import { type WebSocket, WebSocketServer } from 'ws'

/** A call a station made. */
export interface SeenCall {
  readonly identity: string
  readonly action: string
  readonly payload: JsonObject
}

/** Answers one action; `undefined` falls back to the CSMS's own answer. */
export type Answerer = (call: CallFrame, identity: string) => CallAnswer | Promise<CallAnswer> | undefined

/** A CSMS just good enough to talk to stations in tests, over real sockets. */
export interface TestCsms {
  readonly url: string
  readonly calls: SeenCall[]
  /** Requests against the schema, as sentences: a proper station makes none. */
  readonly violations: string[]
  /** Header values of each handshake. */
  readonly handshakes: { readonly protocol: string | undefined; readonly authorization: string | undefined }[]
  answer: Answerer
  command(identity: string, action: string, payload: object): Promise<CallOutcome>
  /** Payloads of one action in order of arrival. */
  of(action: string): JsonObject[]
  disconnect(identity: string): void
  /** Refuses new connections until told otherwise. */
  refuse(refused: boolean): void
  close(): Promise<void>
}

interface Connection {
  readonly socket: WebSocket
  readonly peer: Peer
}

/** Starts a CSMS on an ephemeral port of the loopback interface. */
export async function startTestCsms(): Promise<TestCsms> {
  let refused = false
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: () => !refused,
    handleProtocols: (names) => {
      const choice = chooseSubprotocol(names)
      return choice.ok && choice.name
    },
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the test CSMS listens on no port')
  const connections = new Map<string, Connection>()
  const csms: TestCsms = {
    url: `ws://127.0.0.1:${address.port}/ocpp`,
    calls: [],
    violations: [],
    handshakes: [],
    answer: () => undefined,
    command: (identity, action, payload) => {
      const connection = connections.get(identity)
      if (!connection) throw new Error(`${identity} is not connected`)
      return connection.peer.call({ action, payload })
    },
    of: (action) => csms.calls.filter((call) => call.action === action).map((call) => call.payload),
    disconnect: (identity) => connections.get(identity)?.socket.terminate(),
    refuse: (next) => {
      refused = next
    },
    close: async () => {
      for (const { socket } of connections.values()) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const nextTransaction = countFrom(1000)
  server.on('connection', (socket, request) => {
    const identity = decodeURIComponent(request.url?.split('/').at(-1) ?? '')
    const { authorization, 'sec-websocket-protocol': protocol } = request.headers
    csms.handshakes.push({ protocol, authorization })
    connections.set(identity, { socket, peer: createPeer(csms, { socket, identity, nextTransaction }) })
  })
  return csms
}

interface PeerParts {
  readonly socket: WebSocket
  readonly identity: string
  readonly nextTransaction: () => number
}

/** The CSMS's end of one socket; without a subprotocol it is taken for 1.6. */
function createPeer(csms: TestCsms, { socket, identity, nextTransaction }: PeerParts): Peer {
  const choice = chooseSubprotocol(socket.protocol || 'ocpp1.6')
  if (!choice.ok) throw new Error(choice.reason)
  const { version } = choice
  const onCall = async (call: CallFrame): Promise<CallAnswer> => {
    csms.calls.push({ identity, action: call.action, payload: call.payload })
    const checked = validatePayload({ version, action: call.action, mode: 'strict' }, 'request', call.payload)
    if (!checked.ok) csms.violations.push(`${call.action}: ${checked.description}`)
    return (await csms.answer(call, identity)) ?? { ok: true, payload: defaultAnswer(call.action, nextTransaction) }
  }
  const handlers: PeerHandlers = {
    onCall,
    onSend: () => {},
    onStray: (stray) => csms.violations.push(`stray ${stray.kind}`),
    onFault: (error) => csms.violations.push(`fault ${String(error)}`),
  }
  const peer = new Peer({ ...ENVIRONMENT, handlers }, version, { sendText: (text) => socket.send(text) })
  socket.on('message', (data) => peer.receive(data.toString()))
  socket.on('close', () => peer.close())
  return peer
}

const ENVIRONMENT = {
  clock: systemClock,
  timers: systemTimers,
  nextMessageId: () => crypto.randomUUID(),
  callTimeoutMs: 5_000,
  maxQueued: 16,
  maxWaiting: 64,
}

function countFrom(start: number): () => number {
  let last = start
  return () => {
    last += 1
    return last
  }
}

function defaultAnswer(action: string, nextTransaction: () => number): object {
  const currentTime = new Date().toISOString()
  switch (action) {
    case 'BootNotification':
      return { status: 'Accepted', currentTime, interval: 300 }
    case 'Heartbeat':
      return { currentTime }
    case 'Authorize':
      // 1.6 and 2.x read only the field they know.
      return { idTagInfo: { status: 'Accepted' }, idTokenInfo: { status: 'Accepted' } }
    case 'StartTransaction':
      return { transactionId: nextTransaction(), idTagInfo: { status: 'Accepted' } }
    default:
      return {}
  }
}

/** Waits until something is true, letting sockets run; throws with what was awaited when it takes too long. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`never happened: ${what}`)
}
