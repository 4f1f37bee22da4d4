import type { CommandAnswer, StationCommand, TriggerableMessage } from '../../../vocabulary/command.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import { statusAnswer } from '../../answer.ts'
import { type CommandCodec, codec, ofKind, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { checkedCommand, request, unsupported } from '../../encoding.ts'
import { eitherAnswer, plugAndChargeCommand } from '../plug-and-charge.ts'

const VERSION = '1.6'
const to = toAction(VERSION)

/** Triggers of 1.6: its own, those of the security extension, and by DataTransfer what serves plug & charge. */
export function triggerCodec16(): CommandCodec {
  const native = codec('triggerMessage', to('TriggerMessage'), ({ message, evse, extended }) => {
    const connectorId = evse === undefined || evse.evseId <= 0 ? undefined : evse.evseId
    return extended === true ? extendedTrigger(message, connectorId) : trigger(message, connectorId)
  })
  return {
    encode: (command) => transferred(command) ?? native.encode(command),
    answer: (payload) => eitherAnswer(payload, { native: native.answer, inner: triggerAnswer }),
  }
}

function transferred(command: StationCommand): EncodedCommand | undefined {
  const { message } = ofKind(command, 'triggerMessage')
  if (message !== 'SignV2GCertificate' && message !== 'SignCombinedCertificate') return undefined
  const inner = request('2.0.1', 'TriggerMessage', { requestedMessage: message })
  return checkedCommand(VERSION, plugAndChargeCommand(inner))
}

function trigger(message: TriggerableMessage, connectorId: number | undefined): EncodedCommand {
  switch (message) {
    case 'BootNotification':
    case 'Heartbeat':
    case 'StatusNotification':
    case 'MeterValues':
    case 'FirmwareStatusNotification':
      return request(VERSION, 'TriggerMessage', defined({ requestedMessage: message, connectorId }))
    case 'LogStatusNotification': {
      const requestedMessage = 'DiagnosticsStatusNotification'
      return request(VERSION, 'TriggerMessage', defined({ requestedMessage, connectorId }))
    }
    default:
      return extendedTrigger(message, connectorId)
  }
}

function extendedTrigger(message: TriggerableMessage, connectorId: number | undefined): EncodedCommand {
  switch (message) {
    case 'BootNotification':
    case 'Heartbeat':
    case 'StatusNotification':
    case 'MeterValues':
    case 'FirmwareStatusNotification':
    case 'LogStatusNotification':
      return request(VERSION, 'ExtendedTriggerMessage', defined({ requestedMessage: message, connectorId }))
    case 'SignChargingStationCertificate':
      return request(VERSION, 'ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' })
    default:
      return unsupported(`OCPP 1.6 has no ${message}`)
  }
}

/** The answer inside a transfer: its status word. */
function triggerAnswer(payload: unknown): CommandAnswer {
  const status = typeof payload === 'object' && payload !== null && 'status' in payload ? payload.status : undefined
  return statusAnswer(typeof status === 'string' ? status : 'Unreadable')
}
