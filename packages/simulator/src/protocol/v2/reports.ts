import { parseEmaid, type RequestOf } from '@stationmaster/ocpp'
import type { OutgoingCall, TransactionCall } from '../../station/call.ts'
import { type BootReason, type StationContext, timestamp } from '../../station/context.ts'
import { chargingStateOf, type Evse } from '../../station/evse.ts'
import type { SessionMoment, SessionReport } from '../../station/protocol.ts'
import type { StartTrigger, StopReason, UpdateTrigger } from '../../station/session.ts'
import { type Context2, meterValue2 } from './meter-values.ts'

type TransactionEvent = RequestOf<'2.0.1', 'TransactionEvent'>
type TriggerReason = TransactionEvent['triggerReason']
type StoppedReason = NonNullable<TransactionEvent['transactionInfo']['stoppedReason']>

const BOOT_REASONS: Readonly<Record<BootReason, RequestOf<'2.0.1', 'BootNotification'>['reason']>> = {
  powerUp: 'PowerUp',
  firmwareUpdate: 'FirmwareUpdate',
  remoteReset: 'RemoteReset',
  localReset: 'LocalReset',
  triggered: 'Triggered',
}

const START_TRIGGERS: Readonly<Record<StartTrigger, TriggerReason>> = {
  authorized: 'Authorized',
  pluggedIn: 'CablePluggedIn',
  remoteStart: 'RemoteStart',
}

const UPDATE_TRIGGERS: Readonly<Record<UpdateTrigger, TriggerReason>> = {
  periodic: 'MeterValuePeriodic',
  clockAligned: 'MeterValueClock',
  chargingState: 'ChargingStateChanged',
  requested: 'Trigger',
  reset: 'ResetCommand',
}

const STOPS: Readonly<Record<StopReason, readonly [TriggerReason, StoppedReason]>> = {
  evDisconnected: ['EVDeparted', 'EVDisconnected'],
  local: ['StopAuthorized', 'Local'],
  remote: ['RemoteStop', 'Remote'],
  deauthorized: ['Deauthorized', 'DeAuthorized'],
  powerLoss: ['AbnormalCondition', 'PowerLoss'],
  softReset: ['ResetCommand', 'ImmediateReset'],
  hardReset: ['ResetCommand', 'ImmediateReset'],
  unlock: ['UnlockCommand', 'Other'],
  fault: ['AbnormalCondition', 'GroundFault'],
  stoppedByEv: ['ChargingStateChanged', 'StoppedByEV'],
}

/** BootNotification of a station. */
export function boot2({ options, files }: StationContext, reason: BootReason): OutgoingCall {
  const payload: RequestOf<'2.0.1', 'BootNotification'> = {
    chargingStation: {
      serialNumber: (options.serialNumber ?? options.identity).slice(0, 25),
      model: (options.model ?? 'Virtual').slice(0, 20),
      vendorName: (options.vendor ?? 'Example Works').slice(0, 50),
      firmwareVersion: files.firmwareVersion.slice(0, 50),
    },
    reason: BOOT_REASONS[reason],
  }
  return { action: 'BootNotification', payload }
}

/** StatusNotification of a connector. */
export function status2(station: StationContext, evse: Evse, connectorStatus: string): OutgoingCall {
  const payload = { timestamp: timestamp(station), connectorStatus, evseId: evse.id, connectorId: evse.connectorId }
  return { action: 'StatusNotification', payload }
}

/** NotifyEvent telling what is wrong with a connector; its status alone does not say (2.x G05). */
export function faultEvent2(station: StationContext, evse: Evse): OutgoingCall | undefined {
  const { fault } = evse
  if (!fault) return undefined
  const payload: RequestOf<'2.0.1', 'NotifyEvent'> = {
    generatedAt: timestamp(station),
    seqNo: 0,
    eventData: [
      {
        eventId: station.random.integer(1, 2 ** 31 - 1),
        timestamp: timestamp(station),
        trigger: 'Alerting',
        actualValue: 'true',
        techCode: fault.vendorErrorCode,
        techInfo: fault.info,
        component: { name: 'Connector', evse: { id: evse.id, connectorId: evse.connectorId } },
        eventNotificationType: 'HardWiredNotification',
        variable: { name: 'Problem' },
      },
    ],
  }
  return { action: 'NotifyEvent', payload }
}

/** The TransactionEvent for a moment of a session. */
export function report2(station: StationContext, report: SessionReport): readonly TransactionCall[] {
  const { evse, session, moment, sample } = report
  const seqNo = station.dice.has('seq-zero') ? 0 : session.seqNo
  session.seqNo += 1
  const { context, ...fields } = fieldsOf(moment)
  const chargingState = moment.kind === 'ended' ? undefined : chargingStateOf(evse)
  const fixed: Omit<TransactionEvent, 'offline'> = {
    eventType: fields.eventType,
    timestamp: timestamp(station, sample.atMs),
    triggerReason: fields.triggerReason,
    seqNo,
    transactionInfo: {
      transactionId: session.record.transactionId ?? session.record.localId,
      ...(chargingState && { chargingState }),
      ...(fields.stoppedReason && { stoppedReason: fields.stoppedReason }),
      ...(session.remoteStartId !== undefined && moment.kind === 'started' && { remoteStartId: session.remoteStartId }),
    },
    evse: { id: evse.id, connectorId: evse.connectorId },
    ...(session.reservationId !== undefined && moment.kind === 'started' && { reservationId: session.reservationId }),
    ...(moment.kind !== 'updated' && carriesToken(moment) && { idToken: tokenOf(session.record.idToken) }),
    meterValue: [meterValue2(station, sample, context)],
  }
  const call: TransactionCall = {
    action: 'TransactionEvent',
    stage: moment.kind === 'started' ? 'start' : moment.kind === 'updated' ? 'update' : 'stop',
    session,
    payload: (offline) => (offline ? { ...fixed, offline } : fixed),
    businessKey: `${fixed.transactionInfo.transactionId}|${seqNo}|${fixed.eventType}|${fixed.timestamp}|${fixed.triggerReason}`,
  }
  return [call]
}

/** The first event names the token; the last only when a token ended the transaction (2.x E07.FR.02). */
function carriesToken(moment: SessionMoment): boolean {
  return moment.kind === 'started' || (moment.kind === 'ended' && moment.idToken !== undefined)
}

interface EventFields {
  readonly eventType: TransactionEvent['eventType']
  readonly triggerReason: TriggerReason
  readonly context: Context2
  readonly stoppedReason?: StoppedReason
}

function fieldsOf(moment: SessionMoment): EventFields {
  switch (moment.kind) {
    case 'started':
      return { eventType: 'Started', triggerReason: START_TRIGGERS[moment.trigger], context: 'Transaction.Begin' }
    case 'updated':
      return {
        eventType: 'Updated',
        triggerReason: UPDATE_TRIGGERS[moment.trigger],
        context: contextOf(moment.trigger),
      }
    case 'ended': {
      const [triggerReason, stoppedReason] = STOPS[moment.reason]
      return { eventType: 'Ended', triggerReason, context: 'Transaction.End', stoppedReason }
    }
  }
}

function contextOf(trigger: UpdateTrigger): Context2 {
  switch (trigger) {
    case 'periodic':
      return 'Sample.Periodic'
    case 'clockAligned':
      return 'Sample.Clock'
    case 'requested':
      return 'Trigger'
    case 'chargingState':
    case 'reset':
      return 'Other'
  }
}

/** An IdToken: a contract's eMAID, or a card's UID. */
export function tokenOf(idToken: string): RequestOf<'2.0.1', 'Authorize'>['idToken'] {
  return { idToken, type: parseEmaid(idToken).ok ? 'eMAID' : 'ISO14443' }
}
