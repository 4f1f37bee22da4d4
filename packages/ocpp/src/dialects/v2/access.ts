import { identifier, int32 } from '../bounds.ts'
import { decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import { readIdToken } from './id-token.ts'
import type { Version2 } from './version.ts'

/** What 2.x stations say of reservations (part 2, block H), and 2.1 stations of battery swaps (block S). */
export function accessDecoders2(version: Version2) {
  return [
    decoder(version, 'ReservationStatusUpdate', ({ reservationId, reservationUpdateStatus }) => ({
      kind: 'reservationEnded',
      reservationId: int32(reservationId),
      status: reservationUpdateStatus,
    })),
    ...(version === '2.1' ? [batterySwap] : []),
  ] as const
}

const batterySwap = decoder('2.1', 'BatterySwap', ({ eventType, requestId, idToken, batteryData }) => ({
  kind: 'batterySwap',
  event: eventType,
  requestId: int32(requestId),
  idToken: readIdToken(idToken),
  batteries: batteryData.map(({ evseId, serialNumber, soC, soH, productionDate, vendorInfo }) =>
    defined({
      evseId: int32(evseId),
      serialNumber: identifier(serialNumber),
      socPercent: soC,
      sohPercent: soH,
      productionDate,
      vendorInfo,
    }),
  ),
}))
