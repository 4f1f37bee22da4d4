import { parseStationTime } from '../../time/station-time.ts'
import type { EvseRef, IdToken } from '../../vocabulary/identity.ts'
import { identifier, optionalInt32, place, registerWh } from '../bounds.ts'
import { type Decoders, decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import { samplesOf } from './meter-values.ts'
import { plugAndChargeEvent } from './plug-and-charge.ts'

const VERSION = '1.6'

/** Requests of 1.6 stations as neutral events. */
export const DECODERS_16: Decoders = new Map([
  decoder(VERSION, 'BootNotification', (boot) =>
    defined({
      kind: 'booted',
      vendor: boot.chargePointVendor,
      model: boot.chargePointModel,
      serialNumber: boot.chargePointSerialNumber ?? boot.chargeBoxSerialNumber,
      firmwareVersion: boot.firmwareVersion,
      iccid: boot.iccid,
      imsi: boot.imsi,
      meterType: boot.meterType,
      meterSerialNumber: boot.meterSerialNumber,
    }),
  ),
  decoder(VERSION, 'Heartbeat', () => ({ kind: 'heartbeat' })),
  decoder(VERSION, 'StatusNotification', (report) =>
    defined({
      kind: 'connectorStatus',
      evse: evseOf(report.connectorId),
      status: report.status,
      at: report.timestamp === undefined ? undefined : parseStationTime(report.timestamp),
      errorCode: report.errorCode === 'NoError' ? undefined : report.errorCode,
      info: report.info,
      vendorId: report.vendorId,
      vendorErrorCode: report.vendorErrorCode,
    }),
  ),
  decoder(VERSION, 'Authorize', ({ idTag }) => ({ kind: 'authorization', idToken: tokenOf(idTag) })),
  decoder(VERSION, 'StartTransaction', (start) =>
    defined({
      kind: 'transaction',
      phase: 'started',
      at: parseStationTime(start.timestamp),
      evse: evseOf(start.connectorId),
      idToken: tokenOf(start.idTag),
      registerWh: registerWh(start.meterStart),
      samples: [],
      reservationId: optionalInt32(start.reservationId),
    }),
  ),
  decoder(VERSION, 'StopTransaction', (stop) =>
    defined({
      kind: 'transaction',
      phase: 'ended',
      transactionId: String(stop.transactionId),
      at: parseStationTime(stop.timestamp),
      idToken: stop.idTag === undefined ? undefined : tokenOf(stop.idTag),
      registerWh: registerWh(stop.meterStop),
      samples: samplesOf(stop.transactionData ?? []),
      // 1.6 §4.10: the reason may only be left out when it is Local.
      stoppedReason: stop.reason ?? 'Local',
    }),
  ),
  decoder(VERSION, 'MeterValues', (report) =>
    defined({
      kind: 'meterValues',
      evse: evseOf(report.connectorId),
      transactionId: report.transactionId === undefined ? undefined : String(report.transactionId),
      samples: samplesOf(report.meterValue),
    }),
  ),
  decoder(VERSION, 'DataTransfer', (transfer) => {
    const { vendorId, messageId, data } = transfer
    return plugAndChargeEvent(transfer) ?? defined({ kind: 'dataTransfer', vendorId, messageId, data })
  }),
  decoder(VERSION, 'FirmwareStatusNotification', ({ status }) => ({ kind: 'firmwareStatus', status })),
  decoder(VERSION, 'SignedFirmwareStatusNotification', ({ status, requestId }) =>
    defined({ kind: 'firmwareStatus', status, requestId: optionalInt32(requestId) }),
  ),
  decoder(VERSION, 'DiagnosticsStatusNotification', ({ status }) => ({ kind: 'logStatus', status })),
  decoder(VERSION, 'LogStatusNotification', ({ status, requestId }) =>
    defined({ kind: 'logStatus', status, requestId: optionalInt32(requestId) }),
  ),
  decoder(VERSION, 'SignCertificate', ({ csr }) => ({
    kind: 'certificateRequested',
    csr,
    use: 'ChargingStationCertificate',
  })),
  decoder(VERSION, 'SecurityEventNotification', ({ type, timestamp, techInfo }) =>
    defined({ kind: 'securityEvent', type, at: parseStationTime(timestamp), techInfo }),
  ),
])

/** Connector N is EVSE N with one connector; 0 is the whole station. */
function evseOf(connectorId: number): EvseRef {
  return place(connectorId, 1)
}

function tokenOf(idTag: string): IdToken {
  return { value: identifier(idTag), type: 'Unknown' }
}
