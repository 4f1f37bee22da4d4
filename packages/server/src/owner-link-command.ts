import { type Config, Secret } from './config/index.ts'
import { ownerLink } from './first-start.ts'
import { layFoundations } from './foundations.ts'
import { openDatabase, runningDatabase } from './platform/database/index.ts'
import { type Logger, silentLogger } from './platform/logging/index.ts'
import { publicUrlOf } from './public-url.ts'

/**
 * Makes a new one-time owner link, for a first account or a lost password. Works beside a running server (through its
 * database) and without one (the embedded database is started for the moment).
 */
export async function makeOwnerLink(config: Config, logger: Logger): Promise<string> {
  const foundations = layFoundations(logger)
  const running = runningDatabase(config.dataDir)
  const url = config.database.url ?? (running === undefined ? undefined : new Secret(running))
  await using database = await openDatabase({ ...config.database, url }, { ...foundations, logger: silentLogger })
  return await ownerLink({ ...foundations, database }, publicUrlOf(config.http, config.http.port))
}
