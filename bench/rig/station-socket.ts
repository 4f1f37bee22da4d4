import { connect, type Socket } from 'node:net'
import { clientFrame, createFrameReader, OPCODE } from './websocket-frame.ts'

export interface StationSocketOptions {
  readonly port: number
  readonly path: string
  /** Subprotocol to offer; none when absent. */
  readonly protocol?: string
  /** HTTP Basic user and password. */
  readonly credentials?: { readonly username: string; readonly password: string }
  /** Loopback address to dial from, to look like another machine. */
  readonly localAddress?: string
}

export interface StationSocketEvents {
  open(): void
  /** A text frame of the server; the buffer is only valid during the call. */
  text(payload: Buffer): void
  /** Called once, whatever the cause. */
  closed(cause: CloseCause): void
}

export type CloseCause =
  /** The server answered the handshake with something other than 101. */
  | { readonly kind: 'refused'; readonly status: number; readonly retryAfterS: number | undefined }
  /** The server sent a close frame. */
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  /** The connection ended without one, or could not be made. */
  | { readonly kind: 'lost'; readonly error: string | undefined }

export interface StationSocket {
  /** Sends bytes that are already framed. */
  write(frame: Buffer): void
  sendText(text: string): void
  /** Ends at once with a reset: no TIME_WAIT stays behind on the machine. */
  reset(): void
}

/** libuv reads into it and the callback consumes it before the next read, so one serves every socket. */
const readBuffer = Buffer.allocUnsafeSlow(65_536)
const HANDSHAKE_END = Buffer.from('\r\n\r\n')

/** A WebSocket client as thin as a load generator needs it: no masking work, no copies, no object per frame. */
export function openStationSocket(options: StationSocketOptions, events: StationSocketEvents): StationSocket {
  const connection = new StationConnection(events)
  connection.dial(options)
  return connection
}

class StationConnection implements StationSocket {
  readonly #events: StationSocketEvents
  readonly #read: (chunk: Buffer) => void
  #socket: Socket | undefined
  #handshake: Buffer | undefined = Buffer.alloc(0)
  #ended = false

  constructor(events: StationSocketEvents) {
    this.#events = events
    this.#read = createFrameReader((opcode, payload) => this.#frame(opcode, payload))
  }

  dial(options: StationSocketOptions): void {
    const { port, localAddress } = options
    const socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      ...(localAddress !== undefined && { localAddress }),
      onread: { buffer: readBuffer, callback: (length) => this.#data(readBuffer.subarray(0, length)) },
    })
    this.#socket = socket
    socket.on('connect', () => socket.write(upgradeRequest(options)))
    socket.on('error', (error) => this.#end({ kind: 'lost', error: error.message }))
    socket.on('close', () => this.#end({ kind: 'lost', error: undefined }))
    socket.on('end', () => this.#end({ kind: 'lost', error: undefined }))
  }

  write(frame: Buffer): void {
    if (!this.#ended) this.#socket?.write(frame)
  }

  sendText(text: string): void {
    this.write(clientFrame(text))
  }

  reset(): void {
    this.#ended = true
    this.#socket?.resetAndDestroy()
  }

  #data(chunk: Buffer): boolean {
    if (this.#ended) return false
    if (this.#handshake === undefined) this.#read(chunk)
    else this.#answer(this.#handshake, chunk)
    return true
  }

  #answer(before: Buffer, chunk: Buffer): void {
    const head = Buffer.concat([before, chunk])
    const end = head.indexOf(HANDSHAKE_END)
    if (end < 0) {
      this.#handshake = head
      return
    }
    const text = head.toString('latin1', 0, end)
    const status = Number(text.slice(9, 12))
    if (status !== 101) {
      const retryAfter = /^retry-after: *(\d+)/im.exec(text)?.[1]
      this.#end({ kind: 'refused', status, retryAfterS: retryAfter === undefined ? undefined : Number(retryAfter) })
      return
    }
    this.#handshake = undefined
    this.#events.open()
    const rest = head.subarray(end + HANDSHAKE_END.length)
    if (rest.length > 0) this.#read(rest)
  }

  #frame(opcode: number, payload: Buffer): void {
    if (this.#ended) return
    if (opcode === OPCODE.text) this.#events.text(payload)
    else if (opcode === OPCODE.ping) this.write(clientFrame(Buffer.from(payload), OPCODE.pong))
    else if (opcode === OPCODE.close) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005
      this.#end({ kind: 'closed', code, reason: payload.toString('utf8', 2) })
    }
  }

  #end(cause: CloseCause): void {
    if (this.#ended) return
    this.reset()
    this.#events.closed(cause)
  }
}

/** The upgrade request of a handshake; also the starting point of what the fuzzer mutates. */
export function upgradeRequest({ port, path, protocol, credentials }: StationSocketOptions): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: c3RhdGlvbm1hc3RlcmJlbg==',
    'Sec-WebSocket-Version: 13',
  ]
  if (protocol !== undefined) lines.push(`Sec-WebSocket-Protocol: ${protocol}`)
  if (credentials !== undefined) lines.push(`Authorization: ${basicAuthorization(credentials)}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

export function basicAuthorization({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
