import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'
type Profile = RequestOf<'2.0.1' | '2.1', 'SetNetworkProfile'>

/** How a 2.x station is told to connect (B09). The profile is used once NetworkConfigurationPriority names its slot. */
export function securityCommands2(version: Version2): readonly (readonly [string, CommandHandler])[] {
  return [command(version, 'SetNetworkProfile', setNetworkProfile)]
}

function setNetworkProfile(
  station: StationContext,
  { configurationSlot, connectionData }: Profile,
): Handled<ResponseOf<'2.0.1', 'SetNetworkProfile'>> {
  const { ocppCsmsUrl: url, securityProfile } = connectionData
  // Never downwards (2.x A05): the operator has to do that at the station.
  if (securityProfile < station.settings.number('securityProfile')) return { response: { status: 'Rejected' } }
  const password = 'basicAuthPassword' in connectionData ? connectionData.basicAuthPassword : undefined
  const way = { url, securityProfile, ...(password !== undefined && { password }) }
  return { response: { status: station.ways.store(configurationSlot, way) ? 'Accepted' : 'Failed' } }
}
