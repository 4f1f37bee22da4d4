import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import type { Evse } from '../../station/evse.ts'
import { sendMeterValues } from '../../station/meter-reports.ts'
import { reportSample } from '../../station/session-flow.ts'
import { command, type Handled } from '../command.ts'
import { logStatusCall } from '../file-requests.ts'
import { evsesNamed, triggeredMessage } from '../triggered-message.ts'
import { signingTrigger16 } from './certificates.ts'
import { diagnosticsStatus16, firmwareStatus16 } from './files.ts'

type Message =
  | RequestOf<'1.6', 'TriggerMessage'>['requestedMessage']
  | RequestOf<'1.6', 'ExtendedTriggerMessage'>['requestedMessage']
type Triggered = Handled<ResponseOf<'1.6', 'TriggerMessage'>>

/** TriggerMessage, and ExtendedTriggerMessage of the security extension: the message asked for follows the answer. */
export const TRIGGER_COMMANDS_16 = [
  command('1.6', 'TriggerMessage', (station, request): Triggered => trigger(station, request)),
  command('1.6', 'ExtendedTriggerMessage', (station, request): Triggered => trigger(station, request)),
] as const

function trigger(
  station: StationContext,
  { requestedMessage, connectorId }: { readonly requestedMessage: Message; readonly connectorId?: number },
): Triggered {
  const evses = evsesNamed(station, connectorId)
  if (evses.length === 0) return { response: { status: 'Rejected' } }
  if (requestedMessage === 'SignChargePointCertificate') return signingTrigger16(station)
  const after = triggeredMessage(station, requestedMessage, evses) ?? actionOf(station, requestedMessage, evses)
  return after ? { response: { status: 'Accepted' }, after } : { response: { status: 'NotImplemented' } }
}

function actionOf(station: StationContext, message: Message, evses: readonly Evse[]): (() => void) | undefined {
  switch (message) {
    case 'MeterValues':
      return () => {
        for (const evse of evses)
          evse.session ? reportSample(station, evse, 'requested') : sendMeterValues(station, evse)
      }
    case 'DiagnosticsStatusNotification':
      return () => void station.outbox.request(diagnosticsStatus16(station))
    case 'FirmwareStatusNotification':
      return () => void station.outbox.request(firmwareStatus16(station))
    case 'LogStatusNotification':
      return () => void station.outbox.request(logStatusCall(station))
    default:
      return undefined
  }
}
