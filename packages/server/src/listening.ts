import { once } from 'node:events'
import type { Server } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config/index.ts'
import type { Clock } from './platform/clock/index.ts'
import { createListener } from './platform/http/index.ts'
import type { TlsKeeper } from './security/index.ts'

/** A listener with TLS for stations alone, beside the one port. It serves nothing but their sockets. */
export function stationListener(config: Config, keeper: TlsKeeper): Server | undefined {
  if (config.http.stationTlsPort === undefined) return undefined
  const server = createListener(config.http, (_, response) => void response.writeHead(404).end(), keeper.material)
  if (server instanceof HttpsServer) keeper.keep(server)
  return server
}

/** Opens the TLS port of stations and says which it is. Throws a sentence for the operator. */
export async function listenStations(server: Server, { http }: Config): Promise<number> {
  const listening = once(server, 'listening')
  server.listen(http.stationTlsPort, http.host)
  try {
    await listening
  } catch (error) {
    throw new Error(`Stations cannot be served on port ${http.stationTlsPort}. Set STATION_TLS_PORT.`, { cause: error })
  }
  return portOf(server.address())
}

/** Cuts the lines of a listener and closes it. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

/** Opens the one port and says which it is. Throws a sentence for the operator. */
export async function listen(app: FastifyInstance, { http }: Config): Promise<number> {
  try {
    await app.listen({ host: http.host, port: http.port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') {
      throw new Error(`Port ${http.port} is taken. Stop the program that uses it, or set PORT.`, { cause: error })
    }
    throw error
  }
  return portOf(app.server.address())
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port
  throw new Error('The server listens on no port.')
}

/**
 * Lets requests end, then cuts the lines: a browser's spare connection, on which nothing was ever asked, would keep the
 * server from closing for ever.
 */
export async function closeHttp(app: FastifyInstance, config: Config, { clock }: { clock: Clock }): Promise<void> {
  const cut = clock.after(config.drainTimeoutMs, () => app.server.closeAllConnections())
  await app.close()
  cut.cancel()
}
