import type { RequestOf } from '../../messages/types.ts'
import { parseStationTime } from '../../time/station-time.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import type { ChargingState } from '../../vocabulary/status.ts'
import { identifier, int32, optionalInt32, place } from '../bounds.ts'
import { type Decoders, decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import { accessDecoders2 } from './access.ts'
import { certificateDecoders2 } from './certificates.ts'
import { chargingDecoders2 } from './charging.ts'
import { deviceDecoders2 } from './device.ts'
import { evseOf } from './device-model.ts'
import { filesDecoders2 } from './files.ts'
import { readIdToken } from './id-token.ts'
import { samplesOf } from './meter-values.ts'
import { paymentDecoders2 } from './payment.ts'
import type { Version2 } from './version.ts'

const CHARGING_STATES: readonly ChargingState[] = ['Charging', 'EVConnected', 'SuspendedEV', 'SuspendedEVSE', 'Idle']
const PHASES = { Started: 'started', Updated: 'updated', Ended: 'ended' } as const

/** Requests of 2.x stations as neutral events; built once for each version, as each validates by its own schema. */
export function decoders2(version: Version2): Decoders {
  return new Map([
    decoder(version, 'BootNotification', booted),
    decoder(version, 'Heartbeat', () => ({ kind: 'heartbeat' })),
    decoder(version, 'StatusNotification', connectorStatus),
    ...certificateDecoders2(version),
    decoder(version, 'TransactionEvent', transaction),
    decoder(version, 'MeterValues', ({ evseId, meterValue }) => ({
      kind: 'meterValues',
      evse: place(evseId, 0),
      samples: samplesOf(meterValue),
    })),
    decoder(version, 'DataTransfer', ({ vendorId, messageId, data }) =>
      defined({ kind: 'dataTransfer', vendorId, messageId, data }),
    ),
    ...accessDecoders2(version),
    ...paymentDecoders2(version),
    ...filesDecoders2(version),
    ...chargingDecoders2(version),
    decoder(version, 'SecurityEventNotification', ({ type, timestamp, techInfo }) =>
      defined({ kind: 'securityEvent', type, at: parseStationTime(timestamp), techInfo }),
    ),
    ...deviceDecoders2(version),
  ])
}

function booted({ chargingStation, reason }: RequestOf<Version2, 'BootNotification'>): StationEvent {
  const { vendorName, model, serialNumber, firmwareVersion, modem } = chargingStation
  return defined({
    kind: 'booted',
    vendor: vendorName,
    model,
    serialNumber,
    firmwareVersion,
    iccid: modem?.iccid,
    imsi: modem?.imsi,
    reason,
  })
}

function connectorStatus(report: RequestOf<Version2, 'StatusNotification'>): StationEvent {
  return {
    kind: 'connectorStatus',
    evse: place(report.evseId, report.connectorId),
    status: report.connectorStatus,
    at: parseStationTime(report.timestamp),
  }
}

function transaction(report: RequestOf<Version2, 'TransactionEvent'>): StationEvent {
  const { transactionInfo, evse, idToken } = report
  const phase = PHASES[report.eventType]
  return defined({
    kind: 'transaction',
    phase,
    transactionId: identifier(transactionInfo.transactionId),
    seqNo: int32(report.seqNo),
    at: parseStationTime(report.timestamp),
    trigger: report.triggerReason,
    evse: evse === undefined ? undefined : evseOf(evse),
    idToken: idToken === undefined ? undefined : readIdToken(idToken),
    samples: samplesOf(report.meterValue ?? []),
    chargingState: CHARGING_STATES.find((state) => state === transactionInfo.chargingState),
    // Part 2, TransactionType: the reason may only be left out when it is Local.
    stoppedReason: phase === 'ended' ? (transactionInfo.stoppedReason ?? 'Local') : transactionInfo.stoppedReason,
    offline: report.offline,
    remoteStartId: optionalInt32(transactionInfo.remoteStartId),
    reservationId: optionalInt32(report.reservationId),
  })
}
