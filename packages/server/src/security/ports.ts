import type { StationCommand } from '@stationmaster/ocpp'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../stations/ids.ts'

/** A command that this module has a station sent by itself. */
export interface OwnCommand {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly commandId: CommandId
  readonly command: StationCommand
  readonly reason: string
  readonly nowMs: number
  readonly deadlineAtMs: number
}

/** What procedures with a station work with. */
export interface ProcedureParts {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly commands: {
    readonly store: (tx: Tx, command: OwnCommand) => Promise<void>
    /** Wakes whoever holds the station's socket; a lost wake-up costs a few seconds. */
    readonly route: (to: { readonly identity: StationIdentity; readonly commandId: CommandId }) => Promise<unknown>
  }
  /** Closes the station's socket, wherever it is held, so that it connects anew. */
  readonly disconnect: (identity: StationIdentity) => void
}

/** A fresh id becomes a command's. */
export function newCommandId(ids: Ids): CommandId {
  return ids.next() as CommandId
}
