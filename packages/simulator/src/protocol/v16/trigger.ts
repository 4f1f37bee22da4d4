import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import type { Evse } from '../../station/evse.ts'
import { logStatusNow } from '../../station/files/log-upload.ts'
import { sendMeterValues } from '../../station/meter-reports.ts'
import { sendBoot, sendHeartbeat } from '../../station/registration.ts'
import { reportSample } from '../../station/session-flow.ts'
import { sendStatus } from '../../station/status-reports.ts'
import { command, type Handled } from '../command.ts'
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
  const evses = connectorId ? station.evses.filter((evse) => evse.id === connectorId) : station.evses
  if (evses.length === 0) return { response: { status: 'Rejected' } }
  if (requestedMessage === 'SignChargePointCertificate') return signingTrigger16(station)
  return { response: { status: 'Accepted' }, after: actionOf(station, requestedMessage, evses) }
}

function actionOf(
  station: StationContext,
  message: Exclude<Message, 'SignChargePointCertificate'>,
  evses: readonly Evse[],
): () => void {
  switch (message) {
    case 'BootNotification':
      return () => sendBoot(station, 'triggered')
    case 'Heartbeat':
      return () => sendHeartbeat(station)
    case 'StatusNotification':
      return () => {
        for (const evse of evses) sendStatus(station, evse)
      }
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
      return () => void station.outbox.request(logStatus16(station))
  }
}

function logStatus16(station: StationContext) {
  const running = logStatusNow(station)
  const payload = running === undefined ? { status: 'Idle' } : { status: running.status }
  return { action: 'LogStatusNotification', payload }
}
