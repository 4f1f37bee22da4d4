import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Logger } from '../../logging/index.ts'
import { type Account, canReach } from './account.ts'
import { binariesIn, type PostgresBinaries } from './binaries.ts'

const SHARED_STATE = '/var/lib/stationmaster'

/**
 * Settles where the cluster's files live and returns that folder, which may not exist yet. Normally
 * `dataDir/postgres`. When the server's account cannot get there (a data directory under /root), a folder below
 * /var/lib/stationmaster takes its place and `dataDir/postgres` becomes a link to it.
 */
export function placeCluster(input: {
  dataDir: string
  account: Account | undefined
  newId: () => string
  logger: Logger
}): string {
  const { dataDir, account, logger } = input
  const wanted = join(dataDir, 'postgres')
  const linked = lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(wanted) : undefined
  if (linked !== undefined) {
    if (!existsSync(dirname(linked))) throw new Error(`${wanted} points at ${linked}, whose folder no longer exists.`)
    return linked
  }
  if (account === undefined || canReach(account, dataDir)) return existsSync(wanted) ? realpathSync(wanted) : wanted
  if (existsSync(wanted)) {
    throw new Error(
      `The account ${account.name} cannot enter ${wanted}. Give it access to every folder on the way, or move DATA_DIR.`,
    )
  }
  const home = join(SHARED_STATE, 'clusters', input.newId())
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const actual = join(home, 'postgres')
  symlinkSync(actual, wanted)
  logger.info({ account: account.name, wanted, actual }, 'The database lives outside the data directory')
  return actual
}

/** Makes an empty private folder owned by the account, with parents that it can pass. */
export function makePrivateFolder(path: string, account: Account | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(path, account.uid, account.gid)
  chmodSync(path, 0o700)
}

/** The installation itself when the account can run it, else a copy below /var/lib/stationmaster. */
export function reachableBinaries(
  installed: PostgresBinaries,
  account: Account | undefined,
  logger: Logger,
): PostgresBinaries {
  if (account === undefined || canReach(account, installed.postgres)) return installed
  const { size, mtimeMs } = lstatSync(installed.postgres)
  const version = createHash('sha256').update(`${installed.root} ${size} ${mtimeMs}`).digest('hex').slice(0, 12)
  const copy = join(SHARED_STATE, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    cpSync(installed.root, unfinished, { recursive: true, verbatimSymlinks: true })
    chmodSync(unfinished, 0o755)
    // Another server may have finished the same copy in the meantime; either one serves.
    if (existsSync(copy)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, copy)
    logger.info({ account: account.name, copy }, 'Copied PostgreSQL to where its account can run it')
  }
  return binariesIn(copy)
}
