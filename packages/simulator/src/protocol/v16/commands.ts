import { type RequestOf, type ResponseOf, readProfile16 } from '@stationmaster/ocpp'
import { setAvailability, stationAvailability } from '../../station/availability.ts'
import { evseOf, type StationContext } from '../../station/context.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { remoteStart, remoteStop, unlock } from '../../station/remote-control.ts'
import { resetStation } from '../../station/reset.ts'
import { SETTINGS, settingOfKey } from '../../station/settings.ts'
import { command, type Handled } from '../command.ts'
import { ACCESS_COMMANDS_16 } from './access.ts'
import { CERTIFICATE_COMMANDS_16, plugAndChargeTransfer } from './certificates.ts'
import { CHARGING_COMMANDS_16 } from './charging.ts'
import { costTransfer } from './cost-messages.ts'
import { FILE_COMMANDS_16 } from './files.ts'
import { TRIGGER_COMMANDS_16 } from './trigger.ts'

const remoteStart16 = command('1.6', 'RemoteStartTransaction', (station, request) => {
  const { connectorId: evseId, idTag: idToken, chargingProfile: profile } = request
  const outcome = remoteStart(station, {
    ...{ evseId, idToken },
    ...(profile !== undefined && { chargingProfile: readProfile16(profile) }),
  })
  return { response: { status: outcome ? 'Accepted' : 'Rejected' }, ...(outcome && { after: outcome.after }) }
})

const remoteStop16 = command('1.6', 'RemoteStopTransaction', (station, { transactionId }) => {
  const after = remoteStop(station, String(transactionId))
  return { response: { status: after ? 'Accepted' : 'Rejected' }, ...(after && { after }) }
})

const reset16 = command('1.6', 'Reset', (station, { type }) => ({
  response: { status: 'Accepted' },
  after: () => resetStation(station, type === 'Soft' ? 'soft' : 'hard'),
}))

const unlock16 = command(
  '1.6',
  'UnlockConnector',
  (station, { connectorId }): Handled<ResponseOf<'1.6', 'UnlockConnector'>> => {
    const evse = evseOf(station, connectorId)
    if (!evse) return { response: { status: 'NotSupported' } }
    return { response: { status: 'Unlocked' }, after: () => unlock(station, evse) }
  },
)

const availability16 = command(
  '1.6',
  'ChangeAvailability',
  (station, { connectorId, type }): Handled<ResponseOf<'1.6', 'ChangeAvailability'>> => {
    const operative = type === 'Operative'
    const evses = connectorId === 0 ? station.evses : station.evses.filter((evse) => evse.id === connectorId)
    if (evses.length === 0) return { response: { status: 'Rejected' } }
    const status = stationAvailability(evses, operative)
    return { response: { status }, after: () => setAvailability(station, evses, operative) }
  },
)

const getConfiguration16 = command('1.6', 'GetConfiguration', (station, request) => ({
  response: configuration(station, request),
}))

function configuration(
  station: StationContext,
  { key }: RequestOf<'1.6', 'GetConfiguration'>,
): ResponseOf<'1.6', 'GetConfiguration'> {
  const wanted = key?.length ? key : SETTINGS.flatMap((setting) => setting.key ?? [])
  const unknownKey = wanted.filter((name) => !settingOfKey(name))
  const configurationKey = wanted.flatMap((name) => {
    const setting = settingOfKey(name)
    if (setting?.key === undefined) return []
    const entry = { key: setting.key, readonly: setting.access === 'readOnly' }
    return [setting.access === 'writeOnly' ? entry : { ...entry, value: station.settings.get(setting.id) }]
  })
  return { configurationKey, ...(unknownKey.length > 0 && { unknownKey }) }
}

const CONFIGURATION_STATUS = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  rebootRequired: 'RebootRequired',
  unknown: 'NotSupported',
} as const

const changeConfiguration16 = command('1.6', 'ChangeConfiguration', (station, { key, value }) => {
  const setting = settingOfKey(key)
  if (setting?.id === 'securityProfile') return raiseProfile(station, value)
  const outcome = station.settings.set(setting, value)
  return {
    response: { status: CONFIGURATION_STATUS[outcome] },
    after: () => {
      station.settingChanged(setting?.id)
      if (setting?.id === 'password' && outcome === 'accepted') station.link.drop('clean')
    },
  }
})

/** Only upwards, and only with what it needs for it (1.6 security whitepaper A05); it then connects anew by itself. */
function raiseProfile(station: StationContext, value: string): Handled<ResponseOf<'1.6', 'ChangeConfiguration'>> {
  if (!/^[0-3]$/.test(value) || !station.ways.raise(Number(value))) return { response: { status: 'Rejected' } }
  return { response: { status: 'Accepted' }, after: () => station.link.drop('clean') }
}

const clearCache16 = command('1.6', 'ClearCache', (station) => {
  station.cache.clear()
  return { response: { status: 'Accepted' } }
})

const dataTransfer16 = command(
  '1.6',
  'DataTransfer',
  (station, request): Handled<ResponseOf<'1.6', 'DataTransfer'>> => {
    const transferred = plugAndChargeTransfer(station, request) ?? costTransfer(station, request)
    if (transferred) return transferred
    return { response: { status: request.vendorId === station.options.vendor ? 'Accepted' : 'UnknownVendorId' } }
  },
)

/** Commands a simulated 1.6 station carries out; any other is NotImplemented or NotSupported. */
export const COMMANDS_16: ReadonlyMap<string, CommandHandler> = new Map([
  remoteStart16,
  remoteStop16,
  reset16,
  unlock16,
  availability16,
  getConfiguration16,
  changeConfiguration16,
  clearCache16,
  dataTransfer16,
  ...TRIGGER_COMMANDS_16,
  ...CERTIFICATE_COMMANDS_16,
  ...CHARGING_COMMANDS_16,
  ...FILE_COMMANDS_16,
  ...ACCESS_COMMANDS_16,
])
