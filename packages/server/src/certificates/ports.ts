import type { Bus } from '../platform/bus/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { CommandPort } from '../stations/commands/own-command.ts'
import type { LocalAuthority } from './authority/local-authority.ts'
import type { StatusService } from './status/status-service.ts'

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
