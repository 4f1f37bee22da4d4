import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Random } from '../../random/index.ts'
import type { Account } from './account.ts'
import { SOCKET_PORT, socketFolder } from './socket-folder.ts'

/** The one database role of an embedded server. */
export const SUPERUSER = 'stationmaster'

/**
 * How we reach the embedded server: a Unix socket in a folder only we can enter, or, where Node has no Unix
 * sockets (Windows), a loopback port with a password kept in the data directory.
 */
export type Transport =
  | { readonly kind: 'socket'; readonly folder: string }
  | { readonly kind: 'tcp'; readonly port: number; readonly password: string }

export type TransportKind = Transport['kind']

export async function openTransport(input: {
  kind: TransportKind
  dataDir: string
  clusterDir: string
  account: Account | undefined
  random: Random
}): Promise<Transport> {
  if (input.kind === 'socket') return { kind: 'socket', folder: socketFolder(input.clusterDir, input.account) }
  return { kind: 'tcp', port: await freePort(), password: keptPassword(input.dataDir, input.random) }
}

/** Command-line settings that make the server listen there and nowhere else. */
export function listenSettings(transport: Transport): Record<string, string> {
  return transport.kind === 'socket'
    ? { listen_addresses: '', port: String(SOCKET_PORT), unix_socket_directories: transport.folder }
    : { listen_addresses: '127.0.0.1', port: String(transport.port), unix_socket_directories: '' }
}

/** The address of one database, as `pg` reads it. */
export function connectionString(transport: Transport, database: string): string {
  const name = encodeURIComponent(database)
  return transport.kind === 'socket'
    ? `postgresql://${SUPERUSER}@localhost:${SOCKET_PORT}/${name}?host=${encodeURIComponent(transport.folder)}`
    : `postgresql://${SUPERUSER}:${transport.password}@127.0.0.1:${transport.port}/${name}`
}

/** The file with the server's password, made at first use. */
export function passwordFile(dataDir: string): string {
  return join(dataDir, 'postgres-password')
}

function keptPassword(dataDir: string, random: Random): string {
  const path = passwordFile(dataDir)
  if (!existsSync(path)) writeFileSync(path, Buffer.from(random.bytes(24)).toString('hex'), { mode: 0o600 })
  return readPassword(dataDir)
}

/** The password that was made for the server of this data directory. */
export function readPassword(dataDir: string): string {
  return readFileSync(passwordFile(dataDir), 'utf8').trim()
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('The system gave no free port.'))
      })
    })
  })
}
