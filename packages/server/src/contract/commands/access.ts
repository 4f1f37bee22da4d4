import { z } from 'zod'
import { TimeInput } from '../primitives.ts'
import { evseId } from './places.ts'

const int32 = z.int().min(0).max(2_147_483_647)
const tokenValue = z.string().trim().min(1).max(255)

/** What the station shall say of a token by itself. Without a status a differential update takes the token off the list. */
const ListEntry = z.strictObject({
  idToken: tokenValue,
  /** OCPP 2.x type of the token; looked up when it is one of ours. */
  type: z.string().min(1).max(20).exactOptional(),
  status: z.enum(['Accepted', 'Blocked', 'Expired', 'Invalid']).exactOptional(),
  expiresAt: TimeInput.exactOptional(),
  groupIdToken: tokenValue.exactOptional(),
})

/** Local authorization lists, reservations and battery swaps. */
export const ACCESS_COMMANDS = [
  z.strictObject({ kind: z.literal('getLocalListVersion') }),
  z.strictObject({
    kind: z.literal('sendLocalList'),
    listVersion: int32.min(1),
    update: z.enum(['full', 'differential']),
    entries: z.array(ListEntry).max(1000),
  }),
  z.strictObject({
    kind: z.literal('reserveNow'),
    /** Any EVSE of the station when left out. */
    evseId: evseId.exactOptional(),
    /** 2.x: any connector of this type, cCCS2 for example. */
    connectorType: z.string().min(1).max(20).exactOptional(),
    idToken: tokenValue,
    groupIdToken: tokenValue.exactOptional(),
    expiresAt: TimeInput,
  }),
  z.strictObject({ kind: z.literal('cancelReservation'), reservationId: int32 }),
  z.strictObject({ kind: z.literal('requestBatterySwap'), idToken: tokenValue }),
] as const
