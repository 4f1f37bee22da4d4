import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import { type StationContext, timestamp } from '../../station/context.ts'
import type { Evse } from '../../station/evse.ts'
import { sendMeterValues } from '../../station/meter-reports.ts'
import { reportSample } from '../../station/session-flow.ts'
import type { Handled } from '../command.ts'
import { evsesNamed, triggeredMessage } from '../triggered-message.ts'
import { signingTrigger } from './certificates.ts'
import { fileStatus2 } from './files.ts'

/** TriggerMessage (2.x F06): the message asked for is sent after the answer. */
export function trigger2(
  station: StationContext,
  request: RequestOf<'2.0.1' | '2.1', 'TriggerMessage'>,
): Handled<ResponseOf<'2.0.1', 'TriggerMessage'>> {
  const { requestedMessage, evse } = request
  if ('customTrigger' in request) return customTrigger(station, request.customTrigger)
  const evses = evsesNamed(station, evse?.id)
  if (evses.length === 0) return { response: { status: 'Rejected' } }
  // A station whose Boot was accepted does not boot again for a trigger (F06.FR.17).
  if (requestedMessage === 'BootNotification' && station.registration === 'Accepted') {
    return { response: { status: 'Rejected' } }
  }
  const after =
    signingTrigger(station, requestedMessage) ??
    triggeredMessage(station, requestedMessage, evses) ??
    actionOf(station, requestedMessage, evses)
  return after ? { response: { status: 'Accepted' }, after } : { response: { status: 'NotImplemented' } }
}

/** The station's own triggers (2.1 MonitoringCtrlr, CustomTriggers): a self-test, whose outcome is an event. */
function customTrigger(station: StationContext, name: unknown): Handled<ResponseOf<'2.0.1', 'TriggerMessage'>> {
  if (name !== 'SelfTest') return { response: { status: 'NotImplemented' } }
  const event = {
    eventId: station.monitors.nextEventId++,
    timestamp: timestamp(station),
    trigger: 'Alerting',
    actualValue: station.evses.some((evse) => evse.fault) ? 'Failed' : 'Passed',
    eventNotificationType: 'HardWiredNotification',
    component: { name: 'ChargingStation' },
    variable: { name: 'SelfTest' },
  }
  const payload = { generatedAt: timestamp(station), seqNo: 0, eventData: [event] }
  const after = () => void station.outbox.request({ action: 'NotifyEvent', payload })
  return { response: { status: 'Accepted' }, after }
}

function actionOf(station: StationContext, message: string, evses: readonly Evse[]): (() => void) | undefined {
  switch (message) {
    case 'MeterValues':
      return () => {
        for (const evse of evses) sendMeterValues(station, evse)
      }
    case 'TransactionEvent':
      return () => {
        for (const evse of evses) reportSample(station, evse, 'requested')
      }
    case 'FirmwareStatusNotification':
    case 'LogStatusNotification':
    case 'PublishFirmwareStatusNotification':
      return () => void station.outbox.request(fileStatus2(station, message))
    default:
      return undefined
  }
}
