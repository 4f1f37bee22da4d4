import type { RequestOf } from '@stationmaster/ocpp'
import type { OutgoingCall, TransactionCall } from '../../station/call.ts'
import { type BootReason, type StationContext, timestamp } from '../../station/context.ts'
import type { Evse } from '../../station/evse.ts'
import type { SessionReport } from '../../station/protocol.ts'
import type { StopReason, UpdateTrigger } from '../../station/session.ts'
import { type Context16, meterValue16 } from './meter-values.ts'

/** What a transaction message carries when the CSMS never gave an id. */
const NO_TRANSACTION_ID = -1

const STOP_REASONS: Readonly<Record<StopReason, NonNullable<RequestOf<'1.6', 'StopTransaction'>['reason']>>> = {
  evDisconnected: 'EVDisconnected',
  local: 'Local',
  remote: 'Remote',
  deauthorized: 'DeAuthorized',
  powerLoss: 'PowerLoss',
  softReset: 'SoftReset',
  hardReset: 'HardReset',
  unlock: 'UnlockCommand',
  fault: 'Other',
  stoppedByEv: 'Other',
}

const CONTEXTS: Readonly<Record<UpdateTrigger, Context16 | undefined>> = {
  periodic: 'Sample.Periodic',
  clockAligned: 'Sample.Clock',
  requested: 'Trigger',
  // 1.6 tells charging states by StatusNotification.
  chargingState: undefined,
  reset: undefined,
}

/** BootNotification of a station. */
export function boot16({ options, files }: StationContext, _reason: BootReason): OutgoingCall {
  const payload: RequestOf<'1.6', 'BootNotification'> = {
    chargePointVendor: (options.vendor ?? 'Example Works').slice(0, 20),
    chargePointModel: (options.model ?? 'Virtual').slice(0, 20),
    chargePointSerialNumber: (options.serialNumber ?? options.identity).slice(0, 25),
    firmwareVersion: files.firmwareVersion.slice(0, 50),
  }
  return { action: 'BootNotification', payload }
}

/** StatusNotification of a connector. */
export function status16(station: StationContext, evse: Evse, status: string): OutgoingCall {
  const { fault } = evse
  const misspelt = status === 'SuspendedEV' && station.dice.has('misspelt')
  const payload = {
    connectorId: evse.id,
    errorCode: fault?.errorCode ?? 'NoError',
    ...(fault && { info: fault.info }),
    status: misspelt ? 'SuspendedEv' : status,
    timestamp: timestamp(station),
    ...(fault && {
      vendorId: (station.options.vendor ?? 'Example Works').slice(0, 255),
      vendorErrorCode: fault.vendorErrorCode,
    }),
  }
  return { action: 'StatusNotification', payload }
}

/** StatusNotification of connector 0: the station as a whole. */
export function stationStatus16(station: StationContext): OutgoingCall {
  const operative = station.evses.some((evse) => evse.operative)
  const payload: RequestOf<'1.6', 'StatusNotification'> = {
    connectorId: 0,
    errorCode: 'NoError',
    status: operative ? 'Available' : 'Unavailable',
    timestamp: timestamp(station),
  }
  return { action: 'StatusNotification', payload }
}

/** The message for a moment of a session. */
export function report16(station: StationContext, report: SessionReport): readonly TransactionCall[] {
  switch (report.moment.kind) {
    case 'started':
      return [start16(station, report)]
    case 'updated':
      return update16(station, report, report.moment.trigger)
    case 'ended':
      return [stop16(station, report, report.moment)]
  }
}

function start16(station: StationContext, { evse, session, sample }: SessionReport): TransactionCall {
  const payload: RequestOf<'1.6', 'StartTransaction'> = {
    connectorId: evse.id,
    idTag: session.record.idToken,
    meterStart: sample.registerWh,
    ...(session.reservationId !== undefined && { reservationId: session.reservationId }),
    timestamp: timestamp(station, sample.atMs),
  }
  return {
    action: 'StartTransaction',
    stage: 'start',
    session,
    payload: () => payload,
    businessKey: `start|${payload.connectorId}|${payload.idTag}|${payload.timestamp}|${payload.meterStart}`,
  }
}

function update16(
  station: StationContext,
  { evse, session, sample }: SessionReport,
  trigger: UpdateTrigger,
): readonly TransactionCall[] {
  const context = CONTEXTS[trigger]
  if (context === undefined) return []
  const meterValue = [meterValue16(station, sample, context)]
  const payload = (): RequestOf<'1.6', 'MeterValues'> => {
    const transactionId = transactionIdOf(session.record.transactionId)
    return { connectorId: evse.id, ...(transactionId !== undefined && { transactionId }), meterValue }
  }
  const businessKey = `meter|${session.record.localId}|${meterValue[0]?.timestamp}|${context}`
  return [{ action: 'MeterValues', stage: 'update', session, payload, businessKey }]
}

function stop16(
  station: StationContext,
  { session, sample }: SessionReport,
  moment: { readonly reason: StopReason; readonly idToken?: string },
): TransactionCall {
  const withoutId = station.dice.roll('stop-without-id')
  const fixed = {
    ...(moment.idToken !== undefined && { idTag: moment.idToken }),
    meterStop: sample.registerWh,
    timestamp: timestamp(station, sample.atMs),
    reason: STOP_REASONS[moment.reason],
    transactionData: [meterValue16(station, sample, 'Transaction.End')],
  }
  const payload = (): RequestOf<'1.6', 'StopTransaction'> => {
    const known = withoutId ? undefined : transactionIdOf(session.record.transactionId)
    return { transactionId: known ?? NO_TRANSACTION_ID, ...fixed }
  }
  const businessKey = `stop|${session.record.localId}|${fixed.timestamp}|${fixed.meterStop}`
  return { action: 'StopTransaction', stage: 'stop', session, payload, businessKey }
}

function transactionIdOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number.parseInt(text, 10)
}
