import type { NetworkProfile, SecurityCommand } from '../../../vocabulary/commands/security.ts'
import type { EncodedCommand, OcppVersion } from '../../../vocabulary/dialect.ts'
import { type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsupported } from '../../encoding.ts'
import type { Version2 } from '../version.ts'
import { variablesAnswer } from './core.ts'

/** How a 2.x station proves who it is, and by which way it connects. */
export function securityCodecs2(version: Version2): CommandCodecs<SecurityCommand['kind']> {
  const to = toAction(version)
  return {
    setStationPassword: codec(
      'setStationPassword',
      to('SetVariables'),
      ({ password }) =>
        request(version, 'SetVariables', {
          setVariableData: [
            {
              component: { name: 'SecurityCtrlr' },
              variable: { name: 'BasicAuthPassword' },
              attributeValue: password,
            },
          ],
        }),
      ({ setVariableResult }) => variablesAnswer(setVariableResult),
    ),
    setNetworkProfile: codec('setNetworkProfile', to('SetNetworkProfile'), ({ slot, profile }) =>
      networkProfile(version, slot, profile),
    ),
  }
}

const NAMES_20: Readonly<Partial<Record<OcppVersion, string>>> = { '1.6': 'OCPP16', '2.0.1': 'OCPP20' }
const NAMES_21: Readonly<Record<OcppVersion, string>> = { '1.6': 'OCPP16', '2.0.1': 'OCPP201', '2.1': 'OCPP21' }

function networkProfile(version: Version2, slot: number, profile: NetworkProfile): EncodedCommand {
  if (version === '2.0.1') {
    if (profile.identity !== undefined || profile.basicAuthPassword !== undefined) {
      return unsupported('OCPP 2.0.1 has no identity or password in a network profile')
    }
    if (profile.interface === 'Any') return unsupported('OCPP 2.0.1 wants the interface named')
    if (profile.version === '2.1') return unsupported('OCPP 2.0.1 cannot name 2.1 in a network profile')
  }
  const ocppVersion =
    version === '2.0.1'
      ? NAMES_20[profile.version ?? '2.0.1']
      : profile.version === undefined
        ? undefined
        : NAMES_21[profile.version]
  const connectionData = defined({
    ocppVersion,
    ocppTransport: profile.transport ?? 'JSON',
    ocppCsmsUrl: profile.url,
    messageTimeout: profile.messageTimeoutS,
    securityProfile: profile.securityProfile,
    ocppInterface: profile.interface,
    identity: profile.identity,
    basicAuthPassword: profile.basicAuthPassword,
    apn: apnOf(profile),
    vpn: profile.vpn,
  })
  return { ok: true, action: 'SetNetworkProfile', payload: { configurationSlot: slot, connectionData } }
}

function apnOf({ apn }: NetworkProfile) {
  if (apn === undefined) return undefined
  const { authentication, userName, password, ...rest } = apn
  return defined({ ...rest, apnAuthentication: authentication, apnUserName: userName, apnPassword: password })
}
