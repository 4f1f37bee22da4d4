import { COMMAND_VERSIONS } from './command-versions.ts'
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

/**
 * Which commands a station can take in its state: one table for server and screens.
 * Null means go ahead. A version mismatch is the only block that queueing cannot cure.
 */
export function actionBlock(kind: CommandKind, station: Subject, connector?: Connector): ActionBlock | null {
  const { ocppVersion } = station
  if (ocppVersion !== null && !COMMAND_VERSIONS[kind].includes(ocppVersion)) return 'wrongVersion'
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
