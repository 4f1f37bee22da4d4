import type { StationCommand } from '@stationmaster/ocpp'
import type { Tx } from '../../platform/database/index.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { CommandId, StationKey, TenantId } from '../ids.ts'

/** A command that a module has a station sent by itself. */
export interface OwnCommand {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly commandId: CommandId
  readonly command: StationCommand
  readonly reason: string
  readonly nowMs: number
  readonly deadlineAtMs: number
}

/** The durable commands of stations, for modules that send some. */
export interface CommandPort {
  readonly store: (tx: Tx, command: OwnCommand) => Promise<void>
  /** Takes a command back that is still queued. False: it was sent, or has ended. */
  readonly withdraw: (
    tx: Tx,
    command: {
      readonly tenantId: TenantId
      readonly commandId: CommandId
      readonly detail: string
      readonly nowMs: number
    },
  ) => Promise<boolean>
  /** Wakes whoever holds the station's socket; a lost wake-up costs a few seconds. */
  readonly route: (to: { readonly stationKey: StationKey; readonly commandId: CommandId }) => Promise<unknown>
}

/** A fresh id becomes a command's. */
export function newCommandId(ids: Ids): CommandId {
  return ids.next() as CommandId
}
