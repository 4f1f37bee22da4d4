import { type CallAnswer, type CallFrame, Peer, type PeerEnvironment, subprotocolName } from '@stationmaster/ocpp'
import { WebSocket } from 'ws'
import type { Random } from '../random.ts'
import type { Cancel, Scheduler } from '../time/scheduler.ts'
import type { Answer, OutgoingCall } from './call.ts'
import type { TlsCredentials } from './certificates/credentials.ts'
import type { StationOptions } from './options.ts'
import { type ReconnectRule, reconnectDelayMs } from './reconnect-delay.ts'
import type { Ways } from './ways.ts'

/** The station's end of the connection: dials, redials, carries calls both ways. */
export interface Link {
  readonly connected: boolean
  /** Starts dialling. */
  start(): void
  /** Closes and stays closed. */
  stop(): Promise<void>
  /** Loses the connection and dials again as the reconnect rule says. */
  drop(how: 'clean' | 'abrupt'): void
  /** The next dials come without any wait. */
  hurry(dials: number): void
  call(call: OutgoingCall, timeoutMs: number): Promise<Answer>
  /** A message of 2.1 that has no answer; false when it could not be sent. */
  send(action: string, payload: object): boolean
}

/** What a link needs from its station. */
export interface LinkParts {
  readonly options: StationOptions
  readonly ways: Ways
  readonly network: Scheduler
  readonly random: Random
  readonly reconnect: () => ReconnectRule
  readonly pingIntervalMs: () => number
  /** Leave the Sec-WebSocket-Protocol header out. */
  readonly withoutSubprotocol: () => boolean
  /** For wss: what the dial with this number shows and believes. */
  readonly tls: (attempt: number) => TlsCredentials
  readonly onOpen: (attempt: number) => void
  readonly onClose: (code: number, wasOpen: boolean) => void
  readonly onFrame: (direction: 'sent' | 'received', text: string) => void
  /** `undefined` leaves the command without an answer. */
  readonly onCommand: (call: CallFrame) => Promise<CallAnswer | undefined>
}

const HANDSHAKE_TIMEOUT_MS = 15_000

interface Connection {
  readonly socket: WebSocket
  readonly peer: Peer
  opened: boolean
}

/** Creates a link that does nothing until started. */
export function createLink(parts: LinkParts): Link {
  return new RedialingLink(parts)
}

class RedialingLink implements Link {
  readonly #parts: LinkParts
  #wanted = false
  /** Dials since the CSMS last said anything. */
  #attempt = 0
  #hurried = 0
  #current: Connection | undefined
  #cancelDial: Cancel = () => {}
  #cancelPing: Cancel = () => {}

  constructor(parts: LinkParts) {
    this.#parts = parts
  }

  get connected(): boolean {
    return this.#current?.opened === true && this.#current.socket.readyState === WebSocket.OPEN
  }

  start(): void {
    this.#wanted = true
    this.#cancelDial()
    this.#dial()
  }

  stop(): Promise<void> {
    this.#wanted = false
    this.#cancelDial()
    return this.#current ? closeSocket(this.#current.socket) : Promise.resolve()
  }

  drop(how: 'clean' | 'abrupt'): void {
    if (how === 'abrupt') this.#current?.socket.terminate()
    else this.#current?.socket.close(1000)
  }

  hurry(dials: number): void {
    this.#hurried = dials
  }

  async call(call: OutgoingCall, timeoutMs: number): Promise<Answer> {
    if (!this.#current?.opened) return { kind: 'disconnected' }
    return answerOf(await this.#current.peer.call({ ...call, timeoutMs }))
  }

  send(action: string, payload: object): boolean {
    return this.connected && this.#current?.peer.send(action, payload) === true
  }

  #dial(): void {
    if (!this.#wanted || this.#current) return
    this.#attempt += 1
    const connection = openConnection(this.#parts, this.#attempt)
    this.#current = connection
    connection.socket.once('open', () => {
      connection.opened = true
      this.#parts.ways.succeeded()
      this.#parts.onOpen(this.#attempt)
      this.#planPing(connection.socket)
    })
    connection.socket.once('message', () => {
      this.#attempt = 0
    })
    connection.socket.once('close', (code) => this.#closed(connection, code))
  }

  #planPing(socket: WebSocket): void {
    const intervalMs = this.#parts.pingIntervalMs()
    if (intervalMs <= 0) return
    this.#cancelPing = this.#parts.network.after(intervalMs, () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping()
      this.#planPing(socket)
    })
  }

  #closed(connection: Connection, code: number): void {
    this.#current = undefined
    this.#cancelPing()
    connection.peer.close()
    if (!connection.opened) this.#parts.ways.failed()
    this.#parts.onClose(code, connection.opened)
    if (this.#wanted) this.#cancelDial = this.#parts.network.after(this.#nextWaitMs(), () => this.#dial())
  }

  #nextWaitMs(): number {
    if (this.#hurried > 0) {
      this.#hurried -= 1
      return 0
    }
    return reconnectDelayMs(Math.max(1, this.#attempt), this.#parts.reconnect(), this.#parts.random)
  }
}

function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) return resolve()
    socket.once('close', () => resolve())
    socket.close(1000)
    if (socket.readyState === WebSocket.CONNECTING) socket.terminate()
  })
}

/** A socket with its peer; texts of both directions pass `onFrame`. */
function openConnection(parts: LinkParts, attempt: number): Connection {
  const { options } = parts
  const { url: base, password } = parts.ways.dial()
  const url = `${base.replace(/\/+$/, '')}/${encodeURIComponent(options.identity)}`
  const protocols = parts.withoutSubprotocol() ? [] : [subprotocolName(options.version)]
  const socket = new WebSocket(url, protocols, {
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    ...(url.startsWith('wss:') && withFactory(parts.tls(attempt), options)),
    ...(password !== undefined && { headers: { authorization: basic(options.identity, password) } }),
  })
  const silent = new Set<string>()
  const peer = new Peer(peerEnvironment(parts, silent), options.version, {
    sendText: (text) => {
      if (isSilenced(silent, text)) return
      socket.send(text)
      parts.onFrame('sent', text)
    },
  })
  socket.on('message', (data, binary) => {
    if (binary) return
    const text = data.toString()
    parts.onFrame('received', text)
    peer.receive(text)
  })
  // The close event that follows carries the consequence.
  socket.on('error', () => {})
  return { socket, peer, opened: false }
}

/** What was installed over OCPP, and what came from the factory where there is nothing newer. */
function withFactory(held: TlsCredentials, { tls = {} }: StationOptions): TlsCredentials {
  const ca = [...(held.ca ?? []), ...(tls.ca === undefined ? [] : [tls.ca])]
  const factory = tls.cert === undefined || tls.key === undefined ? {} : { cert: tls.cert, key: tls.key }
  return { ...factory, ...held, ...(ca.length > 0 && { ca }) }
}

function peerEnvironment(parts: LinkParts, silent: Set<string>): PeerEnvironment {
  const { network, random } = parts
  return {
    clock: { nowMs: () => network.now() },
    timers: { after: (delayMs, callback) => network.after(delayMs, callback) },
    nextMessageId: () => random.uuid(),
    callTimeoutMs: 30_000,
    maxQueued: 16,
    maxWaiting: 32,
    handlers: {
      onCall: async (call) => {
        const answer = await parts.onCommand(call)
        if (answer) return answer
        silent.add(call.messageId)
        return { ok: true, payload: {} }
      },
      onSend: () => {},
      onStray: () => {},
      onFault: (error) => {
        throw error
      },
    },
  }
}

/** Whether a text answers a call that must stay without an answer. */
function isSilenced(silent: Set<string>, text: string): boolean {
  for (const id of silent) {
    if (text.startsWith(`[3,${JSON.stringify(id)},`)) return silent.delete(id)
  }
  return false
}

function basic(identity: string, password: string): string {
  return `Basic ${Buffer.from(`${identity}:${password}`).toString('base64')}`
}

function answerOf(outcome: Awaited<ReturnType<Peer['call']>>): Answer {
  switch (outcome.kind) {
    case 'result':
      return { kind: 'result', payload: outcome.payload }
    case 'error':
      return { kind: 'error', code: outcome.code, description: outcome.description }
    case 'invalid':
      return { kind: 'error', code: 'FormatViolation', description: outcome.reason }
    case 'timeout':
      return { kind: 'timeout' }
    case 'unknown':
    case 'notSent':
      return { kind: 'disconnected' }
  }
}
