import type { StationCommand } from '@stationmaster/ocpp'
import type { Bus } from '../platform/bus/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../stations/ids.ts'
import type { LocalAuthority } from './authority/local-authority.ts'
import type { Sealing } from './authority/sealing.ts'
import type { StatusService } from './status/status-service.ts'

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

/** The durable commands of the stations module. */
export interface CommandPort {
  readonly store: (tx: Tx, command: OwnCommand) => Promise<void>
  /** Wakes whoever holds the station's socket; a lost wake-up costs a few seconds. */
  readonly route: (to: { readonly identity: StationIdentity; readonly commandId: CommandId }) => Promise<unknown>
}

/** What the parts of this module work with. */
export interface CertificateParts {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly bus: Bus
  readonly commands: CommandPort
  readonly local: LocalAuthority
  readonly sealing: Sealing
  readonly statuses: StatusService
}

/** A fresh id becomes a command's. */
export function newCommandId({ ids }: Pick<CertificateParts, 'ids'>): CommandId {
  return ids.next() as CommandId
}
