import type { SecurityCommand } from '../../../vocabulary/commands/security.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { request } from '../../encoding.ts'

const VERSION = '1.6'
const to = toAction(VERSION)

/** How a 1.6 station proves who it is. */
export const SECURITY_CODECS_16: CommandCodecs<SecurityCommand['kind']> = {
  // Security whitepaper A01: the key in hex digits.
  setStationPassword: codec('setStationPassword', to('ChangeConfiguration'), ({ password }) =>
    request(VERSION, 'ChangeConfiguration', { key: 'AuthorizationKey', value: password }),
  ),
  setNetworkProfile: absent('OCPP 1.6 has no network profiles'),
}
