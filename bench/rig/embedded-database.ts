import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** A connection of our own to the embedded database of a running server, to prepare data and to check what is stored. */
export async function connectToEmbedded(dataDir: string): Promise<pg.Client> {
  const { port, socketFolder } = readPostmaster(dataDir)
  const passwordFile = join(dataDir, 'postgres-password')
  const client = new pg.Client({
    user: 'stationmaster',
    database: 'stationmaster',
    port,
    host: socketFolder === '' ? '127.0.0.1' : socketFolder,
    ...(existsSync(passwordFile) && { password: readFileSync(passwordFile, 'utf8').trim() }),
  })
  // A test that kills the database kills this connection too; the next query will say so.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Process id of the embedded database server. */
export function postmasterPid(dataDir: string): number {
  return readPostmaster(dataDir).pid
}

/** Lines of postmaster.pid: process, folder, start time, port, socket folder. */
function readPostmaster(dataDir: string): { pid: number; port: number; socketFolder: string } {
  const lines = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), socketFolder: lines[4]?.trim() ?? '' }
}
