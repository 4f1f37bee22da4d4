import { formatTime } from '../../../time/station-time.ts'
import type { AccessCommand, LocalListEntry } from '../../../vocabulary/commands/access.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsupported } from '../../encoding.ts'
import { idTagInfo, LONGEST_ID_TAG } from '../id-tag.ts'

const VERSION = '1.6'
const to = toAction(VERSION)

/** Local lists and reservations, as 1.6 asks for them (§5.5, §5.10, §5.13, §5.15). */
export const ACCESS_CODECS_16: CommandCodecs<AccessCommand['kind']> = {
  getLocalListVersion: codec('getLocalListVersion', to('GetLocalListVersion'), () =>
    request(VERSION, 'GetLocalListVersion', {}),
  ),
  sendLocalList: codec('sendLocalList', to('SendLocalList'), ({ listVersion, update, entries }) => {
    const tooLong = entries.find(({ idToken }) => idToken.value.length > LONGEST_ID_TAG)
    if (tooLong !== undefined) return unsupported(`OCPP 1.6 lists take tokens of at most ${LONGEST_ID_TAG} characters`)
    return request(VERSION, 'SendLocalList', {
      listVersion,
      updateType: update === 'full' ? 'Full' : 'Differential',
      localAuthorizationList: entries.map(listEntry),
    })
  }),
  reserveNow: codec('reserveNow', to('ReserveNow'), (command) => {
    if (command.connectorType !== undefined) return unsupported('OCPP 1.6 reserves connectors, not connector types')
    const reserved = {
      connectorId: Math.max(0, command.evse?.evseId ?? 0),
      expiryDate: formatTime(command.expiresAtMs),
      idTag: command.idToken.value,
      parentIdTag: command.groupIdToken?.value,
      reservationId: command.reservationId,
    }
    return request(VERSION, 'ReserveNow', defined(reserved))
  }),
  cancelReservation: codec('cancelReservation', to('CancelReservation'), ({ reservationId }) =>
    request(VERSION, 'CancelReservation', { reservationId }),
  ),
  requestBatterySwap: absent('Only OCPP 2.1 knows battery swap stations'),
}

function listEntry({ idToken, info }: LocalListEntry) {
  return defined({ idTag: idToken.value, idTagInfo: info === undefined ? undefined : idTagInfo(info) })
}
