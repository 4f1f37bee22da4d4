import { z } from 'zod'

const idToken = z.object({ value: z.string(), type: z.string() })

const authorizationStatus = z.enum([
  'Accepted',
  'Blocked',
  'ConcurrentTx',
  'Expired',
  'Invalid',
  'NoCredit',
  'NotAtThisLocation',
  'NotAtThisTime',
  'NotAllowedTypeEVSE',
  'Unknown',
])

const tokenInfo = z.object({
  status: authorizationStatus,
  cacheExpiryMs: z.number().exactOptional(),
  groupIdToken: idToken.exactOptional(),
})

const chargingState = z.enum(['Charging', 'EVConnected', 'SuspendedEV', 'SuspendedEVSE', 'Idle'])

const eventBody = z.object({
  /** The time as the station wrote it, and what it reads as; null when it is no time. */
  atText: z.string().exactOptional(),
  stationMs: z.number().nullable().exactOptional(),
  /** How far the station's clock was off, ms, when that was more than the tolerance. */
  skewMs: z.number().exactOptional(),
  trigger: z.string().exactOptional(),
  evseId: z.number().exactOptional(),
  connectorId: z.number().exactOptional(),
  idToken: idToken.exactOptional(),
  tokenId: z.string().exactOptional(),
  /** What was answered about the token. */
  answer: tokenInfo.exactOptional(),
  registerWh: z.number().exactOptional(),
  chargingState: chargingState.exactOptional(),
  stoppedReason: z.string().exactOptional(),
  offline: z.literal(true).exactOptional(),
  remoteStartId: z.number().exactOptional(),
  reservationId: z.number().exactOptional(),
  /** What about this report did not fit: kept, shown, and left out of the totals where it says so. */
  anomaly: z
    .enum([
      /** A second, different stop: never changes the totals. */
      'conflictingStop',
      /** A stop whose transaction id nobody knows, matched or held on its own. */
      'orphanStop',
      /** A start with the key of an earlier one and other content: never changes the totals. */
      'repeatedStart',
    ])
    .exactOptional(),
})

/** What one session event says, without its samples; the `body` column of `session_events`. */
export type EventBody = Readonly<z.infer<typeof eventBody>>

/** Reads a stored body back; null when it is none of ours. */
export function readEventBody(stored: unknown): EventBody | null {
  const result = eventBody.safeParse(stored)
  return result.success ? result.data : null
}
