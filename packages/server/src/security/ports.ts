import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { CommandPort } from '../stations/commands/own-command.ts'
import type { StationKey } from '../stations/ids.ts'

/** What procedures with a station work with. */
export interface ProcedureParts {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly commands: CommandPort
  /** Closes the station's socket, wherever it is held, so that it connects anew. */
  readonly disconnect: (stationKey: StationKey) => void
}
