import { describe, expect, it } from 'vitest'
import type { StationCommand } from '../../../vocabulary/command.ts'
import { v21, v201 } from '../dialect.ts'

describe('2.x encodeCommand', () => {
  const card = { value: '04A1B2C3', type: 'Unknown' }
  const variable = { component: 'C', variable: 'V' }
  it.each<[StationCommand, string, unknown]>([
    [
      { kind: 'startTransaction', idToken: card, remoteStartId: 1, evse: { evseId: 2, connectorId: 1 } },
      'RequestStartTransaction',
      { evseId: 2, idToken: { idToken: '04A1B2C3', type: 'ISO14443' }, remoteStartId: 1 },
    ],
    [
      { kind: 'startTransaction', idToken: { value: 'x', type: 'eMAID' }, remoteStartId: 1 },
      'RequestStartTransaction',
      { idToken: { idToken: 'x', type: 'eMAID' }, remoteStartId: 1 },
    ],
    [{ kind: 'stopTransaction', transactionId: 't' }, 'RequestStopTransaction', { transactionId: 't' }],
    [{ kind: 'reset', mode: 'immediate' }, 'Reset', { type: 'Immediate' }],
    [{ kind: 'reset', mode: 'onIdle', evseId: 1 }, 'Reset', { type: 'OnIdle', evseId: 1 }],
    [{ kind: 'reset', mode: 'onIdle', evseId: 0 }, 'Reset', { type: 'OnIdle' }],
    [
      { kind: 'unlockConnector', evse: { evseId: 1, connectorId: 2 } },
      'UnlockConnector',
      { evseId: 1, connectorId: 2 },
    ],
    [
      { kind: 'unlockConnector', evse: { evseId: 1, connectorId: 0 } },
      'UnlockConnector',
      { evseId: 1, connectorId: 1 },
    ],
    [{ kind: 'changeAvailability', operative: true }, 'ChangeAvailability', { operationalStatus: 'Operative' }],
    [
      { kind: 'changeAvailability', operative: false, evse: { evseId: 1, connectorId: 0 } },
      'ChangeAvailability',
      { evse: { id: 1 }, operationalStatus: 'Inoperative' },
    ],
    [
      { kind: 'triggerMessage', message: 'TransactionEvent', evse: { evseId: 1, connectorId: 1 } },
      'TriggerMessage',
      { evse: { id: 1, connectorId: 1 }, requestedMessage: 'TransactionEvent' },
    ],
    [
      { kind: 'getVariables', variables: [{ ...variable, attribute: 'Target', evse: { evseId: 1, connectorId: 0 } }] },
      'GetVariables',
      {
        getVariableData: [
          { attributeType: 'Target', component: { evse: { id: 1 }, name: 'C' }, variable: { name: 'V' } },
        ],
      },
    ],
    [
      { kind: 'setVariables', variables: [{ ...variable, value: '1', variableInstance: 'i', componentInstance: 'j' }] },
      'SetVariables',
      {
        setVariableData: [
          { attributeValue: '1', component: { name: 'C', instance: 'j' }, variable: { name: 'V', instance: 'i' } },
        ],
      },
    ],
    [
      { kind: 'getBaseReport', requestId: 1, base: 'FullInventory' },
      'GetBaseReport',
      { requestId: 1, reportBase: 'FullInventory' },
    ],
    [{ kind: 'clearCache' }, 'ClearCache', {}],
    [{ kind: 'dataTransfer', vendorId: 'v', data: [1] }, 'DataTransfer', { data: [1], vendorId: 'v' }],
    [{ kind: 'raw', action: 'Reset', payload: { type: 'OnIdle' } }, 'Reset', { type: 'OnIdle' }],
  ])('writes %j', (command, action, payload) => {
    for (const dialect of [v201, v21]) expect(dialect.encodeCommand(command)).toEqual({ ok: true, action, payload })
  })

  it.each<[StationCommand, string]>([
    [{ kind: 'getConfiguration' }, 'no configuration keys'],
    [{ kind: 'changeConfiguration', key: 'k', value: 'v' }, 'no configuration keys'],
    [{ kind: 'unlockConnector', evse: { evseId: 0, connectorId: 0 } }, 'one connector'],
    [{ kind: 'stopTransaction', transactionId: 'x'.repeat(37) }, 'transactionId'],
    [{ kind: 'getVariables', variables: [] }, 'getVariableData'],
    [{ kind: 'raw', action: 'TransactionEvent', payload: {} }, 'no action TransactionEvent'],
  ])('says why it cannot write %j', (command, reason) => {
    const encoded = v201.encodeCommand(command)
    expect(!encoded.ok && encoded.reason).toContain(reason)
  })
})

describe('2.x decodeAnswer', () => {
  const idToken = { value: 'A', type: 'Central' }
  const component = { name: 'C' }
  const variable = { name: 'V' }
  it.each<[StationCommand, unknown, unknown]>([
    [
      { kind: 'startTransaction', idToken, remoteStartId: 1 },
      { status: 'Rejected', statusInfo: { reasonCode: 'TxInProgress', additionalInfo: 'busy' }, transactionId: 't' },
      { outcome: 'rejected', status: 'Rejected', reason: 'TxInProgress: busy', transactionId: 't' },
    ],
    [
      { kind: 'reset', mode: 'onIdle' },
      { status: 'Scheduled', statusInfo: { reasonCode: 'Busy' } },
      { outcome: 'accepted', status: 'Scheduled', reason: 'Busy' },
    ],
    [
      { kind: 'stopTransaction', transactionId: 't' },
      { status: 'Accepted' },
      { outcome: 'accepted', status: 'Accepted' },
    ],
    [
      { kind: 'unlockConnector', evse: { evseId: 1, connectorId: 1 } },
      { status: 'UnlockFailed' },
      { outcome: 'rejected', status: 'UnlockFailed' },
    ],
    [
      { kind: 'changeAvailability', operative: true },
      { status: 'Accepted' },
      { outcome: 'accepted', status: 'Accepted' },
    ],
    [
      { kind: 'triggerMessage', message: 'Heartbeat' },
      { status: 'Rejected' },
      { outcome: 'rejected', status: 'Rejected' },
    ],
    [
      { kind: 'getBaseReport', requestId: 1, base: 'FullInventory' },
      { status: 'EmptyResultSet' },
      { outcome: 'rejected', status: 'EmptyResultSet' },
    ],
    [{ kind: 'clearCache' }, { status: 'Accepted' }, { outcome: 'accepted', status: 'Accepted' }],
    [
      { kind: 'dataTransfer', vendorId: 'v' },
      { status: 'Accepted', data: { a: 1 } },
      { outcome: 'accepted', status: 'Accepted', data: { a: 1 } },
    ],
    [
      { kind: 'getVariables', variables: [] },
      { getVariableResult: [{ attributeStatus: 'Accepted', attributeValue: '5', component, variable }] },
      {
        outcome: 'accepted',
        status: 'Accepted',
        variables: [{ component: 'C', variable: 'V', attribute: 'Actual', value: '5', status: 'Accepted' }],
      },
    ],
    [
      { kind: 'setVariables', variables: [] },
      {
        setVariableResult: [
          { attributeStatus: 'RebootRequired', component, variable },
          {
            attributeStatus: 'Rejected',
            attributeStatusInfo: { reasonCode: 'ReadOnly' },
            attributeType: 'Target',
            component,
            variable,
          },
        ],
      },
      {
        outcome: 'rejected',
        status: 'Rejected',
        reason: 'ReadOnly',
        variables: [
          { component: 'C', variable: 'V', attribute: 'Actual', status: 'RebootRequired' },
          { component: 'C', variable: 'V', attribute: 'Target', status: 'Rejected' },
        ],
      },
    ],
    [
      { kind: 'setVariables', variables: [] },
      { setVariableResult: [{ attributeStatus: 'RebootRequired', component, variable }] },
      {
        outcome: 'accepted',
        status: 'RebootRequired',
        variables: [{ component: 'C', variable: 'V', attribute: 'Actual', status: 'RebootRequired' }],
      },
    ],
    [{ kind: 'raw', action: 'X', payload: {} }, {}, { outcome: 'accepted', status: 'Accepted', data: {} }],
    [{ kind: 'getConfiguration' }, {}, { outcome: 'accepted', status: 'Accepted', data: {} }],
    [
      { kind: 'clearCache' },
      'nonsense',
      { outcome: 'rejected', status: 'Unreadable', reason: 'payload must be object', data: 'nonsense' },
    ],
  ])('%j answered %j', (command, payload, expected) => {
    for (const dialect of [v201, v21]) expect(dialect.decodeAnswer(command, payload)).toEqual(expected)
  })
})
