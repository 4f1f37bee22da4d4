import { actionBlock, type CommandKind, type OcppVersion } from '@stationmaster/server/contract'

/** Whether a version has a command at all. */
export function isInVersion(kind: CommandKind, ocppVersion: OcppVersion): boolean {
  const station = { online: true, registration: 'Accepted', connectors: [], ocppVersion } as const
  return actionBlock(kind, { ...station, connectors: [] }) !== 'wrongVersion'
}
