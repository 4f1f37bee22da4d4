import { chownSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, sleep } from '../../clock/index.ts'
import type { Logger } from '../../logging/index.ts'
import { claimDataDirectory } from '../../process/data-directory.ts'
import type { Random } from '../../random/index.ts'
import { chooseAccount } from './account.ts'
import { installedBinaries } from './binaries.ts'
import { prepareCluster, writeTuning } from './cluster.ts'
import { clearOrphan, signalServer, stopServer } from './orphan.ts'
import { placeCluster, reachableBinaries } from './place.ts'
import { ClusterBusyError, type ServerPlan, type ServerProcess, startServerProcess } from './server-process.ts'
import { connectionString, listenSettings, openTransport, passwordFile, type TransportKind } from './transport.ts'

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly clock: Clock
  readonly random: Random
  readonly newId: () => string
  readonly logger: Logger
  readonly transport?: TransportKind
  /** PostgreSQL settings on top of ours, for the command line; the test harness trades durability for speed with them. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A PostgreSQL server that runs as our child process and is started again whenever it dies. */
export interface EmbeddedPostgres extends AsyncDisposable {
  connectionString(database: string): string
  /** The process id of the server that runs now. */
  readonly pid: number
  /** Calls `run` every time the server ends without being asked to. Returns the function that stops the calls. */
  onUnexpectedEnd(run: () => void): () => void
}

/** What must hold for "acknowledged is durable"; given on the command line, where nothing can override it. */
const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }

const BUSY_PATIENCE_MS = 30_000
const RETRY_MS = 200
const RESTART_PAUSE_MS = 1_000

/** Starts the embedded server on `dataDir/postgres`; it makes, recovers or takes over the cluster as needed. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const giveUpClaim = claimDataDirectory(options.dataDir)
  try {
    const { plan, address } = await planServer({ ...options, dataDir: realpathSync(options.dataDir) })
    await clearOrphan(plan)
    return supervise(plan, await startPatiently(plan), { address, giveUpClaim })
  } catch (error) {
    giveUpClaim()
    throw error
  }
}

async function planServer(
  options: EmbeddedOptions,
): Promise<{ plan: ServerPlan; address: (database: string) => string }> {
  const { clock, dataDir, logger, newId, random, settings } = options
  const account = chooseAccount(join(dataDir, 'postgres'))
  const clusterDir = placeCluster({ dataDir, account, newId, logger })
  const binaries = reachableBinaries(installedBinaries(), account, logger)
  const kind = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket')
  const transport = await openTransport({ kind, dataDir, clusterDir, account, random })
  const password = kind === 'tcp' ? passwordFile(dataDir) : undefined
  // initdb reads the file as the account of the server.
  if (password !== undefined && account !== undefined) chownSync(password, account.uid, account.gid)
  const outcome = await prepareCluster({ binaries, clusterDir, account, passwordFile: password })
  if (outcome === 'created') logger.info({ folder: clusterDir, account: account?.name }, 'Created the database')
  writeTuning(clusterDir)
  const plan: ServerPlan = {
    binaries,
    clusterDir,
    account,
    settings: { ...DURABLE, ...listenSettings(transport), ...settings },
    clock,
    logger,
  }
  return { plan, address: (database) => connectionString(transport, database) }
}

/** After a crash the dead server's processes hold the cluster for a moment longer. */
async function startPatiently(plan: ServerPlan): Promise<ServerProcess> {
  const deadlineMs = plan.clock.monotonicMs() + BUSY_PATIENCE_MS
  for (;;) {
    try {
      return await startServerProcess(plan)
    } catch (error) {
      if (!(error instanceof ClusterBusyError) || plan.clock.monotonicMs() > deadlineMs) throw error
      await sleep(plan.clock, RETRY_MS)
    }
  }
}

function supervise(
  plan: ServerPlan,
  first: ServerProcess,
  own: { address: (database: string) => string; giveUpClaim: () => void },
): EmbeddedPostgres {
  const { binaries, clock, logger } = plan
  const listeners = new Set<() => void>()
  let current = first
  let isStopping = false

  const stopOnExit = () => signalServer(current.pid, 'INT', binaries)
  process.once('exit', stopOnExit)

  const restart = async (): Promise<void> => {
    while (!isStopping) {
      try {
        current = await startPatiently(plan)
        logger.info({ pid: current.pid }, 'The database server runs again')
        if (isStopping) await stopServer(current.pid, binaries, clock)
        return
      } catch (error) {
        logger.error({ err: error }, 'The database server cannot be started; trying again')
        await sleep(clock, RESTART_PAUSE_MS)
      }
    }
  }

  const watch = async (): Promise<void> => {
    for (;;) {
      await current.ended
      if (isStopping) return
      logger.error({ pid: current.pid }, 'The database server ended unexpectedly; starting it again')
      for (const run of listeners) run()
      await restart()
    }
  }
  const watching = watch()

  return {
    connectionString: own.address,
    get pid() {
      return current.pid
    },
    onUnexpectedEnd(run) {
      listeners.add(run)
      return () => listeners.delete(run)
    },
    async [Symbol.asyncDispose]() {
      if (isStopping) return watching
      isStopping = true
      await stopServer(current.pid, binaries, clock)
      await watching
      process.off('exit', stopOnExit)
      own.giveUpClaim()
    },
  }
}
