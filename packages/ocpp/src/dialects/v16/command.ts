import type { StationCommand, TriggerableMessage } from '../../vocabulary/command.ts'
import type { EncodedCommand } from '../../vocabulary/dialect.ts'
import type { EvseRef } from '../../vocabulary/identity.ts'
import { defined } from '../defined.ts'
import { checkedCommand, rawCommand, request, unsupported } from '../encoding.ts'

const VERSION = '1.6'

/** Writes a command as a 1.6 request, or says why 1.6 cannot. */
export function encodeCommand16(command: StationCommand): EncodedCommand {
  const encoded = requestFor(command)
  return command.kind === 'raw' ? encoded : checkedCommand(VERSION, encoded)
}

function requestFor(command: StationCommand): EncodedCommand {
  switch (command.kind) {
    case 'startTransaction': {
      const connectorId = connectorOf(command.evse)
      return request(VERSION, 'RemoteStartTransaction', defined({ connectorId, idTag: command.idToken.value }))
    }
    case 'stopTransaction':
      return stop(command.transactionId)
    case 'reset':
      if (command.evseId !== undefined && command.evseId > 0) return unsupported('OCPP 1.6 resets only whole stations')
      return request(VERSION, 'Reset', { type: command.mode === 'immediate' ? 'Hard' : 'Soft' })
    case 'unlockConnector': {
      const connectorId = connectorOf(command.evse)
      if (connectorId === undefined) return unsupported('OCPP 1.6 unlocks one connector, not the whole station')
      return request(VERSION, 'UnlockConnector', { connectorId })
    }
    case 'changeAvailability': {
      const type = command.operative ? 'Operative' : 'Inoperative'
      return request(VERSION, 'ChangeAvailability', { connectorId: connectorOf(command.evse) ?? 0, type })
    }
    case 'triggerMessage':
      return trigger(command.message, connectorOf(command.evse))
    case 'getConfiguration':
      return request(VERSION, 'GetConfiguration', command.keys === undefined ? {} : { key: [...command.keys] })
    case 'changeConfiguration':
      return request(VERSION, 'ChangeConfiguration', { key: command.key, value: command.value })
    case 'getVariables':
    case 'setVariables':
    case 'getBaseReport':
      return unsupported('OCPP 1.6 has configuration keys, no variables')
    case 'clearCache':
      return request(VERSION, 'ClearCache', {})
    case 'dataTransfer': {
      const { vendorId, messageId, data } = command
      const text = data === undefined || typeof data === 'string' ? data : JSON.stringify(data)
      return request(VERSION, 'DataTransfer', defined({ vendorId, messageId, data: text }))
    }
    case 'raw':
      return rawCommand(VERSION, command)
  }
}

/** Connector of an EVSE; undefined for the whole station. */
function connectorOf(evse: EvseRef | undefined): number | undefined {
  return evse === undefined || evse.evseId <= 0 ? undefined : evse.evseId
}

function stop(transactionId: string): EncodedCommand {
  const id = Number(transactionId)
  if (transactionId === '' || !Number.isSafeInteger(id))
    return unsupported('OCPP 1.6 transaction ids are whole numbers')
  return request(VERSION, 'RemoteStopTransaction', { transactionId: id })
}

function trigger(message: TriggerableMessage, connectorId: number | undefined): EncodedCommand {
  if (message === 'TransactionEvent') return unsupported('OCPP 1.6 has no TransactionEvent')
  const requestedMessage = message === 'LogStatusNotification' ? 'DiagnosticsStatusNotification' : message
  return request(VERSION, 'TriggerMessage', defined({ requestedMessage, connectorId }))
}
