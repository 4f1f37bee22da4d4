import type { StationCommand, VariableRef } from '../../vocabulary/command.ts'
import type { EncodedCommand } from '../../vocabulary/dialect.ts'
import type { EvseRef } from '../../vocabulary/identity.ts'
import { defined } from '../defined.ts'
import { checkedCommand, rawCommand, request, unsupported } from '../encoding.ts'
import { wireEvse, wirePlace } from './device-model.ts'
import { wireIdToken } from './id-token.ts'
import type { Version2 } from './version.ts'

/** Writes a command as a 2.x request, or says why 2.x cannot. */
export function encodeCommand2(version: Version2, command: StationCommand): EncodedCommand {
  const encoded = requestFor(version, command)
  return command.kind === 'raw' ? encoded : checkedCommand(version, encoded)
}

function requestFor(version: Version2, command: StationCommand): EncodedCommand {
  switch (command.kind) {
    case 'startTransaction': {
      const { remoteStartId } = command
      const evseId = evseIdOf(command.evse)
      const idToken = wireIdToken(command.idToken)
      return request(version, 'RequestStartTransaction', defined({ evseId, idToken, remoteStartId }))
    }
    case 'stopTransaction':
      return request(version, 'RequestStopTransaction', { transactionId: command.transactionId })
    case 'reset': {
      const type = command.mode === 'immediate' ? 'Immediate' : 'OnIdle'
      const evseId = command.evseId === 0 ? undefined : command.evseId
      return request(version, 'Reset', defined({ type, evseId }))
    }
    case 'unlockConnector':
      return unlock(version, command.evse)
    case 'changeAvailability': {
      const operationalStatus = command.operative ? 'Operative' : 'Inoperative'
      return request(version, 'ChangeAvailability', defined({ evse: wireEvse(command.evse), operationalStatus }))
    }
    case 'triggerMessage': {
      const requestedMessage = command.message
      return request(version, 'TriggerMessage', defined({ evse: wireEvse(command.evse), requestedMessage }))
    }
    case 'getConfiguration':
    case 'changeConfiguration':
      return unsupported(`OCPP ${version} has variables, no configuration keys`)
    case 'getVariables':
      return request(version, 'GetVariables', { getVariableData: command.variables.map(variableData) })
    case 'setVariables':
      return request(version, 'SetVariables', { setVariableData: command.variables.map(setVariableData) })
    case 'getBaseReport':
      return request(version, 'GetBaseReport', { requestId: command.requestId, reportBase: command.base })
    case 'clearCache':
      return request(version, 'ClearCache', {})
    case 'dataTransfer': {
      const { messageId, data, vendorId } = command
      return { ok: true, action: 'DataTransfer', payload: defined({ messageId, data, vendorId }) }
    }
    case 'raw':
      return rawCommand(version, command)
  }
}

function evseIdOf(evse: EvseRef | undefined): number | undefined {
  return evse === undefined || evse.evseId <= 0 ? undefined : evse.evseId
}

function unlock(version: Version2, { evseId, connectorId }: EvseRef): EncodedCommand {
  if (evseId <= 0) return unsupported(`OCPP ${version} unlocks one connector, not the whole station`)
  return request(version, 'UnlockConnector', { evseId, connectorId: connectorId > 0 ? connectorId : 1 })
}

function variableData(ref: VariableRef) {
  return defined({ attributeType: ref.attribute, ...wirePlace(ref) })
}

function setVariableData(ref: VariableRef & { readonly value: string }) {
  return defined({ attributeType: ref.attribute, attributeValue: ref.value, ...wirePlace(ref) })
}
