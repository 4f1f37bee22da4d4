import { join } from 'node:path'
import { isAlive } from '../../process/identity.ts'
import { readPostmasterPid } from './postmaster-pid.ts'
import { connectionString, readPassword } from './transport.ts'

/**
 * The address of one database of the server that runs on this data directory now; undefined when none runs, or we may
 * not look.
 */
export function runningServer(dataDir: string, database: string): string | undefined {
  const found = readPostmasterPid(join(dataDir, 'postgres'))
  if (found === undefined || !found.isReady || !isAlive(found.pid)) return undefined
  const { socketFolder: folder, port } = found
  if (folder !== '') return connectionString({ kind: 'socket', folder }, database)
  return connectionString({ kind: 'tcp', port, password: readPassword(dataDir) }, database)
}
