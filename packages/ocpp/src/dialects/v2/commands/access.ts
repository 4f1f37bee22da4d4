import { formatTime } from '../../../time/station-time.ts'
import type { AccessCommand, LocalListEntry } from '../../../vocabulary/commands/access.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request } from '../../encoding.ts'
import { idTokenInfo, wireIdToken } from '../id-token.ts'
import type { Version2 } from '../version.ts'

/** Local lists and reservations, as 2.x asks for them (part 2, blocks D and H), and battery swaps of 2.1 (block S). */
export function accessCodecs2(version: Version2): CommandCodecs<AccessCommand['kind']> {
  const to = toAction(version)
  return {
    getLocalListVersion: codec('getLocalListVersion', to('GetLocalListVersion'), () =>
      request(version, 'GetLocalListVersion', {}),
    ),
    sendLocalList: codec('sendLocalList', to('SendLocalList'), ({ listVersion, update, entries }) => ({
      ok: true,
      action: 'SendLocalList',
      payload: {
        versionNumber: listVersion,
        updateType: update === 'full' ? 'Full' : 'Differential',
        // D01.FR.04: an empty list is said by leaving it out.
        ...(entries.length > 0 && { localAuthorizationList: entries.map(listEntry) }),
      },
    })),
    reserveNow: codec('reserveNow', to('ReserveNow'), (command) => {
      const { reservationId, evse, connectorType, idToken, groupIdToken, expiresAtMs } = command
      const payload = defined({
        id: reservationId,
        expiryDateTime: formatTime(expiresAtMs),
        connectorType,
        idToken: wireIdToken(idToken),
        evseId: evse === undefined || evse.evseId <= 0 ? undefined : evse.evseId,
        groupIdToken: groupIdToken === undefined ? undefined : wireIdToken(groupIdToken),
      })
      // 2.0.1 lists its connector types; the schema judges.
      return { ok: true, action: 'ReserveNow', payload }
    }),
    cancelReservation: codec('cancelReservation', to('CancelReservation'), ({ reservationId }) =>
      request(version, 'CancelReservation', { reservationId }),
    ),
    requestBatterySwap: version === '2.1' ? BATTERY_SWAP : absent('Only OCPP 2.1 knows battery swap stations'),
  }
}

const BATTERY_SWAP = codec(
  'requestBatterySwap',
  { version: '2.1', action: 'RequestBatterySwap' },
  ({ requestId, idToken }) => request('2.1', 'RequestBatterySwap', { requestId, idToken: wireIdToken(idToken) }),
)

function listEntry({ idToken, info }: LocalListEntry) {
  return defined({
    idToken: wireIdToken(idToken),
    idTokenInfo: info === undefined ? undefined : idTokenInfo(info),
  })
}
