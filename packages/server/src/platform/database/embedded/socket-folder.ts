import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'

/** PostgreSQL names its socket after a port, also where no port is open. */
export const SOCKET_PORT = 5432

/** The shortest `sun_path` of our platforms (macOS: 104 bytes with the closing zero). */
const LONGEST_SOCKET_PATH = 103

/**
 * The folder of the server's Unix socket: the cluster folder itself, or, when that path is too long for a socket,
 * a private folder in the system's temporary folder. Only the server's account and root can enter either.
 */
export function socketFolder(clusterDir: string, account: Account | undefined): string {
  if (fits(clusterDir)) return clusterDir
  const name = `stationmaster-${createHash('sha256').update(clusterDir).digest('hex').slice(0, 12)}`
  const folder = [join(tmpdir(), name), join('/tmp', name)].find(fits) ?? join('/tmp', name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const wantedUid = account?.uid ?? process.getuid?.() ?? found.uid
  if (!found.isDirectory() || (found.uid !== wantedUid && found.uid !== process.getuid?.())) {
    throw new Error(`${folder} belongs to somebody else; remove it so that the database can put its socket there.`)
  }
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
  return folder
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH
}
