import type { OcppVersion } from '@stationmaster/ocpp'

/** A meter reading that was reported. */
export interface TrueSample {
  readonly at: string
  readonly registerWh: number
}

/** A transaction as it truly happened. */
export interface TrueTransaction {
  /** 2.x: the station's id. 1.6: the CSMS's, once the start was answered. */
  transactionId: string | undefined
  readonly idToken: string
  readonly startedAt: string
  readonly meterStartWh: number
  readonly samples: TrueSample[]
  stop: TrueSample | undefined
}

/** Everything one station did and was told: the expected side of the comparison with the database. */
export interface StationHistory {
  readonly identity: string
  readonly version: OcppVersion
  /** Every transmission has a message id of its own. */
  readonly sent: Set<string>
  readonly acknowledged: Set<string>
  readonly transactions: TrueTransaction[]
  /** Reports that were sent again although they had been answered, and got another answer. */
  readonly unequalReplies: string[]
  /** Transmissions beyond the first of a report. */
  retries: number
  callErrors: number
}

export function createStationHistory(identity: string, version: OcppVersion): StationHistory {
  return {
    identity,
    version,
    sent: new Set(),
    acknowledged: new Set(),
    transactions: [],
    unequalReplies: [],
    retries: 0,
    callErrors: 0,
  }
}
