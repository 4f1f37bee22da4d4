import type { NetworkProfile as NeutralProfile, StationCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'

type Body = Extract<z.output<typeof CommandBody>, { kind: 'setNetworkProfile' }>

/** Without the gaps that the API's optional fields leave. */
export function networkProfileCommand({ kind, slot, profile }: Body): StationCommand {
  const { apn, vpn, ...rest } = profile
  const neutral: NeutralProfile = {
    url: rest.url,
    securityProfile: rest.securityProfile,
    interface: rest.interface,
    messageTimeoutS: rest.messageTimeoutS,
    ...(rest.version !== undefined && { version: rest.version }),
    ...(rest.transport !== undefined && { transport: rest.transport }),
    ...(rest.identity !== undefined && { identity: rest.identity }),
    ...(rest.basicAuthPassword !== undefined && { basicAuthPassword: rest.basicAuthPassword }),
    ...(apn !== undefined && { apn: apnOf(apn) }),
    ...(vpn !== undefined && { vpn: vpnOf(vpn) }),
  }
  return { kind, slot, profile: neutral }
}

function apnOf(apn: NonNullable<Body['profile']['apn']>): NonNullable<NeutralProfile['apn']> {
  const { userName, password, simPin, preferredNetwork, useOnlyPreferredNetwork, ...rest } = apn
  return {
    ...rest,
    ...(userName !== undefined && { userName }),
    ...(password !== undefined && { password }),
    ...(simPin !== undefined && { simPin }),
    ...(preferredNetwork !== undefined && { preferredNetwork }),
    ...(useOnlyPreferredNetwork !== undefined && { useOnlyPreferredNetwork }),
  }
}

function vpnOf({ group, ...vpn }: NonNullable<Body['profile']['vpn']>): NonNullable<NeutralProfile['vpn']> {
  return { ...vpn, ...(group !== undefined && { group }) }
}
