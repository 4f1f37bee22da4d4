import { z } from 'zod'
import { PageQuery, pageOf, StationIdentity, Timestamp } from './primitives.ts'

/** A message on a station's display. */
export const DisplayMessageItem = z.strictObject({
  messageId: z.int(),
  /** MessageInfoType of the standard. */
  message: z.record(z.string(), z.unknown()),
  /** sent: accepted by the station; reported: as the station said. */
  source: z.enum(['sent', 'reported']),
  knownAt: Timestamp,
})
export const DisplayMessageList = z.strictObject({ items: z.array(DisplayMessageItem) })

/** A tariff that a 2.1 station computes with. */
export const StationTariffItem = z.strictObject({
  tariffId: z.string(),
  /** 0: every EVSE. */
  evseId: z.int(),
  kind: z.enum(['DefaultTariff', 'DriverTariff']),
  /** Null when the station has it from somebody else. */
  tariff: z.record(z.string(), z.unknown()).nullable(),
  knownAt: Timestamp,
})
export const StationTariffList = z.strictObject({ items: z.array(StationTariffItem) })

/** What a payment terminal at a station has settled. */
export const Settlement = z.strictObject({
  stationId: StationIdentity,
  pspRef: z.string(),
  status: z.enum(['Settled', 'Canceled', 'Rejected', 'Failed']),
  transactionId: z.string().nullable(),
  /** Decimal text, in the terminal's currency. */
  amount: z.string(),
  settledAt: Timestamp.nullable(),
  receiptId: z.string().nullable(),
  receiptUrl: z.string().nullable(),
  vatNumber: z.string().nullable(),
  info: z.string().nullable(),
  receivedAt: Timestamp,
})
export type Settlement = z.infer<typeof Settlement>
export const SettlementQuery = PageQuery.extend({ stationId: StationIdentity.optional() })
export const SettlementPage = pageOf(Settlement)
