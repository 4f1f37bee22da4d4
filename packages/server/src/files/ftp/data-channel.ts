import { createServer, type Server, type Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'
import type { Clock } from '../../platform/clock/index.ts'

/** One passive data connection: a port that opens for the one client that asked, once, and not for long. */
export interface DataChannel {
  readonly port: number
  /** The connection, once the client has made it; rejects when it does not come. */
  connected(): Promise<Socket>
  close(): void
}

export interface DataChannelOptions {
  readonly clock: Clock
  /** The address that the client reached us at: we listen there and nowhere else. */
  readonly localAddress: string
  /** Connections from elsewhere are not let in (port theft). */
  readonly remoteAddress: string
  readonly ports: { readonly from: number; readonly to: number }
  /** Where in the range to begin to look. */
  readonly firstPort: number
  readonly waitMs: number
  /** Set when the client has asked for a private channel (PROT P). */
  readonly secureContext: SecureContext | undefined
}

/** Opens a port of the range; undefined when all are taken. */
export async function openDataChannel(options: DataChannelOptions): Promise<DataChannel | undefined> {
  const server = createServer({ pauseOnConnect: true })
  const { from, to } = options.ports
  const count = to - from + 1
  for (let step = 0; step < count; step++) {
    const port = from + ((options.firstPort - from + step) % count)
    if (await listens(server, port, options.localAddress)) return channelOf(server, port, options)
  }
  return undefined
}

function channelOf(server: Server, port: number, options: DataChannelOptions): DataChannel {
  const arrival = Promise.withResolvers<Socket>()
  // Whoever closes the channel before it is wanted hears of no failure.
  arrival.promise.catch(() => {})
  let taken: Socket | undefined
  const patience = options.clock.after(options.waitMs, () => end(new Error('The data connection did not come.')))
  const end = (reason: Error) => {
    patience.cancel()
    server.close()
    arrival.reject(reason)
  }
  server.on('connection', (socket) => {
    // Whatever happens to a data socket, it happens to it alone.
    socket.on('error', () => {})
    if (taken !== undefined || socket.remoteAddress !== options.remoteAddress) {
      socket.destroy()
      return
    }
    patience.cancel()
    server.close()
    taken = secured(socket, options.secureContext)
    arrival.resolve(taken)
  })
  return {
    port,
    connected: () => arrival.promise,
    close() {
      end(new Error('The data connection was closed.'))
      taken?.destroy()
    },
  }
}

function secured(socket: Socket, secureContext: SecureContext | undefined): Socket {
  if (secureContext === undefined) return socket
  const secure = new TLSSocket(socket, { isServer: true, secureContext })
  secure.on('error', () => {})
  return secure
}

function listens(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const failed = () => resolve(false)
    server.once('error', failed)
    server.listen({ port, host, exclusive: true }, () => {
      server.removeListener('error', failed)
      resolve(true)
    })
  })
}
