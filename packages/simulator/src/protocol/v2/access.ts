import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import { swapBattery } from '../../station/battery-swap.ts'
import type { StationContext } from '../../station/context.ts'
import { type ListedToken, updateLocalList } from '../../station/local-list.ts'
import { cancelReservation, reserve } from '../../station/reservation.ts'
import { reportStatus } from '../../station/status-reports.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'

interface IdTokenInfo {
  readonly status: string
  readonly cacheExpiryDateTime?: string
  readonly groupIdToken?: { readonly idToken: string }
}

function listed({ status, cacheExpiryDateTime, groupIdToken }: IdTokenInfo): ListedToken {
  return {
    accepted: status === 'Accepted',
    ...(cacheExpiryDateTime !== undefined && { expiresAtMs: Date.parse(cacheExpiryDateTime) }),
    ...(groupIdToken !== undefined && { group: groupIdToken.idToken }),
  }
}

/** Local list and reservations of a 2.x station, and the battery swaps of a 2.1 station. */
export function accessCommands2(version: Version2) {
  return [
    command(version, 'GetLocalListVersion', (station) => ({
      response: { versionNumber: station.settings.flag('localListEnabled') ? station.localList.version : 0 },
    })),
    command(version, 'SendLocalList', sendLocalList),
    command(version, 'ReserveNow', reserveNow),
    command(version, 'CancelReservation', (station, { reservationId }) => ({
      response: { status: cancelReservation(station, reservationId) ? 'Accepted' : 'Rejected' },
      after: () => reportStatus(station),
    })),
    ...(version === '2.1' ? [REQUEST_BATTERY_SWAP] : []),
  ] as const
}

function sendLocalList(
  station: StationContext,
  request: RequestOf<Version2, 'SendLocalList'>,
): Handled<ResponseOf<'2.0.1', 'SendLocalList'>> {
  const entries = [...(request.localAuthorizationList ?? [])].map(({ idToken, idTokenInfo }) => ({
    idToken: idToken.idToken,
    ...(idTokenInfo !== undefined && { listed: listed(idTokenInfo) }),
  }))
  const update = { version: request.versionNumber, isFull: request.updateType === 'Full', entries }
  return { response: { status: updateLocalList(station, update) } }
}

function reserveNow(
  station: StationContext,
  request: RequestOf<Version2, 'ReserveNow'>,
): Handled<ResponseOf<'2.0.1', 'ReserveNow'>> {
  const { id, evseId, connectorType, idToken, groupIdToken, expiryDateTime } = request
  // H01.FR.18: without an EVSE only where the station can.
  if (evseId === undefined && !station.settings.flag('reserveAny')) return { response: { status: 'Rejected' } }
  const fits = connectorType === undefined || station.evses.some((evse) => evse.connectorType === connectorType)
  if (!fits) return { response: { status: 'Rejected' } }
  const status = reserve(station, {
    id,
    ...(evseId !== undefined && { evseId }),
    idToken: idToken.idToken,
    ...(groupIdToken !== undefined && { group: groupIdToken.idToken }),
    expiresAtMs: Date.parse(expiryDateTime),
  })
  return { response: { status }, after: () => reportStatus(station) }
}

const REQUEST_BATTERY_SWAP = command('2.1', 'RequestBatterySwap', (station, { requestId, idToken }) => ({
  response: { status: 'Accepted' },
  after: () => void swapBattery(station, requestId, idToken),
}))
