import type { ResponseOf } from '@stationmaster/ocpp'
import { type ListedToken, updateLocalList } from '../../station/local-list.ts'
import { cancelReservation, reserve } from '../../station/reservation.ts'
import { reportStatus } from '../../station/status-reports.ts'
import { command, type Handled } from '../command.ts'

interface IdTagInfo {
  readonly status: string
  readonly expiryDate?: string
  readonly parentIdTag?: string
}

function listed({ status, expiryDate, parentIdTag }: IdTagInfo): ListedToken {
  return {
    accepted: status === 'Accepted',
    ...(expiryDate !== undefined && { expiresAtMs: Date.parse(expiryDate) }),
    ...(parentIdTag !== undefined && { group: parentIdTag }),
  }
}

/** Local list and reservations of a 1.6 station. */
export const ACCESS_COMMANDS_16 = [
  command('1.6', 'GetLocalListVersion', (station) => ({
    // -1: the station has no lists (§5.10).
    response: { listVersion: station.settings.flag('localListEnabled') ? station.localList.version : -1 },
  })),
  command('1.6', 'SendLocalList', (station, request): Handled<ResponseOf<'1.6', 'SendLocalList'>> => {
    const { listVersion, updateType, localAuthorizationList = [] } = request
    if (!station.settings.flag('localListEnabled')) return { response: { status: 'NotSupported' } }
    const entries = localAuthorizationList.map(({ idTag, idTagInfo }) => ({
      idToken: idTag,
      ...(idTagInfo !== undefined && { listed: listed(idTagInfo) }),
    }))
    return {
      response: { status: updateLocalList(station, { version: listVersion, isFull: updateType === 'Full', entries }) },
    }
  }),
  command('1.6', 'ReserveNow', (station, request): Handled<ResponseOf<'1.6', 'ReserveNow'>> => {
    const { connectorId, expiryDate, idTag, parentIdTag, reservationId } = request
    if (connectorId === 0 && !station.settings.flag('reserveAny')) return { response: { status: 'Rejected' } }
    const status = reserve(station, {
      id: reservationId,
      ...(connectorId > 0 && { evseId: connectorId }),
      idToken: idTag,
      ...(parentIdTag !== undefined && { group: parentIdTag }),
      expiresAtMs: Date.parse(expiryDate),
    })
    return { response: { status }, after: () => reportStatus(station) }
  }),
  command('1.6', 'CancelReservation', (station, { reservationId }): Handled<ResponseOf<'1.6', 'CancelReservation'>> => {
    const isCancelled = cancelReservation(station, reservationId)
    return { response: { status: isCancelled ? 'Accepted' : 'Rejected' }, after: () => reportStatus(station) }
  }),
] as const
