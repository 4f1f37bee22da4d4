import type { Foundations } from './foundations.ts'
import { releaseSocket } from './gateway/index.ts'
import { ownCommands } from './own-commands.ts'
import type { Database } from './platform/database/index.ts'
import type { Sealing } from './platform/sealing.ts'
import type { ProcedureParts } from './security/index.ts'

/** What password rotations and upgrades of the security profile work with. */
export function procedureParts(
  parts: Foundations & { readonly database: Database; readonly sealing: Sealing },
): ProcedureParts {
  return {
    ...parts,
    commands: ownCommands(parts),
    disconnect: (stationKey) => void releaseSocket(parts.bus, stationKey),
  }
}
