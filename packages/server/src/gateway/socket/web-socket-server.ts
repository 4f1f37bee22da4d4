import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws'
import type { GatewayConfig } from '../../config/index.ts'
import { textFrame } from './text-frame.ts'

/** What a socket's events reach. One set of listener functions serves all sockets. */
export interface SocketOwner {
  onMessage(data: Buffer, isBinary: boolean): void
  onPong(): void
  onClose(code: number): void
}

/** A station's WebSocket, which knows its owner so that no socket needs closures of its own. */
export class StationWebSocket extends WebSocket {
  owner: SocketOwner | undefined
  /** The connection itself, unless frames are compressed on their way to it. */
  #line: Duplex | undefined

  /** The frames sent from now on are not compressed: texts may go straight to the connection. */
  writeTo(line: Duplex): void {
    this.#line = line
  }

  /** Sends a text on an open socket; as one frame in one write, which is half the cost of `send`. */
  sendText(text: string): void {
    if (this.#line === undefined) this.send(text)
    else this.#line.write(textFrame(text))
  }
}

/** Compressed sockets keep an inflater of some 50 KB each; past this many we go on without. */
const MAX_COMPRESSED = 1000

/** Turns accepted upgrade requests into station sockets, within the caps of the configuration. */
export class StationSocketServer {
  readonly #options: ServerOptions<typeof StationWebSocket>
  readonly #server: WebSocketServer
  #compressed = 0

  constructor(config: Pick<GatewayConfig, 'frame' | 'compression'>) {
    this.#options = {
      noServer: true,
      clientTracking: false,
      WebSocket: StationWebSocket,
      maxPayload: config.frame.maxBytes,
      maxFragments: config.frame.maxFragments,
      handleProtocols: (offered: Set<string>) => offered.values().next().value ?? false,
      perMessageDeflate: config.compression
        ? {
            serverNoContextTakeover: true,
            clientNoContextTakeover: true,
            // The client's window is its own choice: asking for a small one would refuse clients that cannot say it.
            serverMaxWindowBits: 9,
            threshold: 1024,
            concurrencyLimit: 4,
            zlibDeflateOptions: { level: 1, memLevel: 4 },
          }
        : false,
    }
    this.#server = new WebSocketServer(this.#options)
  }

  /**
   * Completes the handshake under the given subprotocol, or none, with the station's own cap on messages (bytes) if it has
   * one. `onOpen` gets the socket before any of its messages.
   * Rejects when the client has gone away.
   */
  upgrade<Result>(
    { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
    { subprotocol, maxBytes }: { subprotocol: string | undefined; maxBytes: number | null },
    onOpen: (webSocket: StationWebSocket) => Result,
  ): Promise<Result> {
    // The choice has been made, tolerantly; the server only has to echo it.
    if (subprotocol === undefined) delete request.headers['sec-websocket-protocol']
    else request.headers['sec-websocket-protocol'] = subprotocol
    if (this.#compressed >= MAX_COMPRESSED) delete request.headers['sec-websocket-extensions']
    return new Promise((resolve, reject) => {
      const abandon = () => reject(new Error('the client went away during the handshake'))
      if (socket.destroyed) {
        abandon()
        return
      }
      socket.once('close', abandon)
      this.#serverFor(maxBytes).handleUpgrade(request, socket, head, (webSocket) => {
        socket.off('close', abandon)
        if (!(webSocket instanceof StationWebSocket)) throw new TypeError('the server makes station sockets')
        this.#attach(webSocket, socket)
        resolve(onOpen(webSocket))
      })
    })
  }

  /** A server without clients of its own is a handful of options: the few stations with a cap of their own get one each. */
  #serverFor(maxBytes: number | null): WebSocketServer {
    if (maxBytes === null || maxBytes === this.#options.maxPayload) return this.#server
    return new WebSocketServer({ ...this.#options, maxPayload: maxBytes })
  }

  #attach(webSocket: StationWebSocket, line: Duplex): void {
    webSocket.on('message', forwardMessage)
    webSocket.on('pong', forwardPong)
    webSocket.on('close', forwardClose)
    webSocket.on('error', ignoreError)
    if (webSocket.extensions === '') {
      webSocket.writeTo(line)
      return
    }
    this.#compressed += 1
    webSocket.once('close', () => {
      this.#compressed -= 1
    })
  }
}

function forwardMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  if (this instanceof StationWebSocket && Buffer.isBuffer(data)) this.owner?.onMessage(data, isBinary)
}

function forwardPong(this: WebSocket): void {
  if (this instanceof StationWebSocket) this.owner?.onPong()
}

function forwardClose(this: WebSocket, code: number): void {
  if (this instanceof StationWebSocket) this.owner?.onClose(code)
}

/** A broken frame or connection ends in `close`, which says all there is to know. */
function ignoreError(): void {}
