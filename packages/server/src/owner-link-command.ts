import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, Secret } from './config/index.ts'
import { ownerLink } from './first-start.ts'
import { layFoundations } from './foundations.ts'
import { openDatabase } from './platform/database/index.ts'
import { type Logger, silentLogger } from './platform/logging/index.ts'
import { publicUrlOf } from './public-url.ts'

/**
 * Makes a new one-time owner link, for a first account or a lost password. Works beside a running server (through its
 * database) and without one (the embedded database is started for the moment).
 */
export async function makeOwnerLink(config: Config, logger: Logger): Promise<string> {
  const foundations = layFoundations(logger)
  const running = config.database.url ?? runningDatabase(config.dataDir)
  await using database = await openDatabase(
    { ...config.database, url: running },
    { ...foundations, logger: silentLogger },
  )
  return await ownerLink({ ...foundations, database }, publicUrlOf(config.http, config.http.port))
}

/** The address of the embedded database that a server of this data directory runs now; undefined when none runs. */
function runningDatabase(dataDir: string): Secret | undefined {
  const lines = linesOf(join(dataDir, 'postgres', 'postmaster.pid'))
  // Line 4 is the port, line 5 the folder of the socket, line 8 the state.
  const [, , , port = '', socketFolder = '', , , state] = lines
  if (state?.trim() !== 'ready' || !isAlive(Number(lines[0]))) return undefined
  if (socketFolder !== '') {
    return new Secret(
      `postgresql://stationmaster@localhost:${port}/stationmaster?host=${encodeURIComponent(socketFolder)}`,
    )
  }
  const [password = ''] = linesOf(join(dataDir, 'postgres-password'))
  return new Secret(`postgresql://stationmaster:${password}@127.0.0.1:${port}/stationmaster`)
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    // No such file: no server runs here.
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It lives, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
