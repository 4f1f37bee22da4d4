import type { CommandKind } from './commands.ts'
import type { Connector, StationSummary } from './stations.ts'

/** Why an action makes no sense now; the console says the sentence, the server refuses with it. */
export type ActionBlock =
  | 'offline'
  | 'notRegistered'
  | 'wrongVersion'
  | 'noSession'
  | 'alreadyCharging'
  | 'connectorFaulted'
  | 'connectorUnavailable'

type Subject = Pick<StationSummary, 'online' | 'registration' | 'ocppVersion' | 'connectors'>

const VERSION_1_ONLY: ReadonlySet<CommandKind> = new Set(['getConfiguration', 'changeConfiguration'])
const VERSION_2_ONLY: ReadonlySet<CommandKind> = new Set(['getVariables', 'setVariables', 'getBaseReport'])

/**
 * Which commands a station can take in its state: one table for server and screens.
 * Null means go ahead. A version mismatch is the only block that queueing cannot cure.
 */
export function actionBlock(kind: CommandKind, station: Subject, connector?: Connector): ActionBlock | null {
  if (station.ocppVersion === '1.6' ? VERSION_2_ONLY.has(kind) : VERSION_1_ONLY.has(kind)) return 'wrongVersion'
  if (!station.online) return 'offline'
  if (station.registration !== 'Accepted') return 'notRegistered'
  if (connector === undefined) return null
  if (kind === 'startTransaction') return startBlock(connector)
  if (kind === 'stopTransaction' && connector.sessionId === null) return 'noSession'
  return null
}

function startBlock(connector: Connector): ActionBlock | null {
  if (connector.sessionId !== null) return 'alreadyCharging'
  if (connector.status === 'Faulted') return 'connectorFaulted'
  return connector.status === 'Unavailable' ? 'connectorUnavailable' : null
}
