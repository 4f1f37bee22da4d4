import type { MeterSample, MeterValuesReported, StationTime, TransactionReported } from '@stationmaster/ocpp'
import { T0 } from './station-model.ts'

const MINUTE_MS = 60_000

/** A station's time, minutes after the start of the test day. */
export function minute(count: number): StationTime {
  return time(T0 + count * MINUTE_MS)
}

export function time(ms: number): StationTime {
  return { text: new Date(ms).toISOString(), ms }
}

export function sample(at: StationTime, energyImportWh: number, more: Partial<MeterSample> = {}): MeterSample {
  return { at, context: 'Sample.Periodic', energyImportWh, ...more }
}

/** 1.6 StartTransaction. */
export function start16(changed: Partial<TransactionReported> = {}): TransactionReported {
  return {
    kind: 'transaction',
    phase: 'started',
    at: minute(0),
    evse: { evseId: 1, connectorId: 1 },
    idToken: { value: 'CARD', type: 'Unknown' },
    registerWh: 1_000_000,
    samples: [],
    ...changed,
  }
}

/** 1.6 StopTransaction. */
export function stop16(
  transactionId: number | string,
  changed: Partial<TransactionReported> = {},
): TransactionReported {
  return {
    kind: 'transaction',
    phase: 'ended',
    transactionId: String(transactionId),
    at: minute(60),
    registerWh: 1_011_000,
    stoppedReason: 'Local',
    samples: [],
    ...changed,
  }
}

/** 1.6 MeterValues. */
export function meterValues(samples: readonly MeterSample[], transactionId?: number): MeterValuesReported {
  return {
    kind: 'meterValues',
    evse: { evseId: 1, connectorId: 1 },
    ...(transactionId !== undefined && { transactionId: String(transactionId) }),
    samples,
  }
}

/** 2.x TransactionEvent. */
export function event2(
  phase: TransactionReported['phase'],
  seqNo: number,
  atMinute: number,
  changed: Partial<TransactionReported> = {},
): TransactionReported {
  return {
    kind: 'transaction',
    phase,
    transactionId: 'a8f5c1de-8a0b-4d0e-9b4e-1f6f0d0c7a11',
    seqNo,
    at: minute(atMinute),
    trigger: 'MeterValuePeriodic',
    evse: { evseId: 1, connectorId: 1 },
    samples: [],
    ...changed,
  }
}
