import { describe, expect, it } from 'vitest'
import type { StationCommand } from '../../vocabulary/command.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import { v16 } from './dialect.ts'

const TIME = '2024-05-01T12:00:00Z'
const at = { text: TIME, ms: Date.UTC(2024, 4, 1, 12) }
const HEARTBEAT: StationEvent = { kind: 'heartbeat' }

function event(action: string, payload: unknown): StationEvent {
  const decoded = v16.decodeCall(action, payload)
  if (!decoded.ok) throw new Error(decoded.description)
  return decoded.event
}

describe('v16.decodeCall', () => {
  it('BootNotification', () => {
    const boot = { chargePointVendor: 'V', chargePointModel: 'M', chargeBoxSerialNumber: 'box', firmwareVersion: '1' }
    expect(event('BootNotification', boot)).toEqual({
      kind: 'booted',
      vendor: 'V',
      model: 'M',
      serialNumber: 'box',
      firmwareVersion: '1',
    })
    expect(event('BootNotification', { ...boot, chargePointSerialNumber: 'point' })).toMatchObject({
      serialNumber: 'point',
    })
  })

  it('StatusNotification: connector N is EVSE N, 0 the whole station', () => {
    const report = {
      connectorId: 2,
      errorCode: 'GroundFailure',
      status: 'Faulted',
      timestamp: TIME,
      info: 'i',
      vendorId: 'v',
    }
    expect(event('StatusNotification', report)).toEqual({
      kind: 'connectorStatus',
      evse: { evseId: 2, connectorId: 1 },
      status: 'Faulted',
      at,
      errorCode: 'GroundFailure',
      info: 'i',
      vendorId: 'v',
    })
    expect(event('StatusNotification', { connectorId: 0, errorCode: 'NoError', status: 'Available' })).toEqual({
      kind: 'connectorStatus',
      evse: { evseId: 0, connectorId: 0 },
      status: 'Available',
    })
    expect(event('StatusNotification', { ...report, connectorId: -1 })).toMatchObject({ evse: { evseId: 0 } })
  })

  it('StartTransaction and StopTransaction', () => {
    const start = { connectorId: 1, idTag: ' AB ', meterStart: 5, timestamp: TIME, reservationId: 3 }
    expect(event('StartTransaction', start)).toEqual({
      kind: 'transaction',
      phase: 'started',
      at,
      evse: { evseId: 1, connectorId: 1 },
      idToken: { value: ' AB ', type: 'Unknown' },
      registerWh: 5,
      samples: [],
      reservationId: 3,
    })
    const stop = { transactionId: -1, meterStop: 100, timestamp: TIME }
    expect(event('StopTransaction', stop)).toEqual({
      kind: 'transaction',
      phase: 'ended',
      transactionId: '-1',
      at,
      registerWh: 100,
      samples: [],
      stoppedReason: 'Local',
    })
    const transactionData = [{ timestamp: TIME, sampledValue: [{ value: '100', context: 'Transaction.End' }] }]
    expect(event('StopTransaction', { ...stop, idTag: 'X', reason: 'PowerLoss', transactionData })).toMatchObject({
      idToken: { value: 'X' },
      stoppedReason: 'PowerLoss',
      samples: [{ at, context: 'Transaction.End', energyImportWh: 100 }],
    })
  })

  it('MeterValues: defaults, signed data and text that is no number', () => {
    const sampledValue = [
      { value: '12.5', unit: 'kWh' },
      { value: 'n/a', measurand: 'Voltage' },
      { value: 'AABBCC', format: 'SignedData' },
      { value: 'OCMF|{}|{}' },
    ]
    const report = { connectorId: 1, transactionId: 7, meterValue: [{ timestamp: TIME, sampledValue }] }
    expect(event('MeterValues', report)).toEqual({
      kind: 'meterValues',
      evse: { evseId: 1, connectorId: 1 },
      transactionId: '7',
      samples: [{ at, context: 'Sample.Periodic', energyImportWh: 12_500, signed: ['AABBCC', 'OCMF|{}|{}'] }],
    })
    expect(event('MeterValues', { connectorId: 1, meterValue: [] })).toEqual({
      kind: 'meterValues',
      evse: { evseId: 1, connectorId: 1 },
      samples: [],
    })
  })

  it.each<[string, unknown, unknown]>([
    ['Heartbeat', {}, { kind: 'heartbeat' }],
    ['Authorize', { idTag: 'A' }, { kind: 'authorization', idToken: { value: 'A', type: 'Unknown' } }],
    ['DataTransfer', { vendorId: 'v', data: 'x' }, { kind: 'dataTransfer', vendorId: 'v', data: 'x' }],
    ['FirmwareStatusNotification', { status: 'Installed' }, { kind: 'firmwareStatus', status: 'Installed' }],
    [
      'SignedFirmwareStatusNotification',
      { status: 'Idle', requestId: 1 },
      { kind: 'firmwareStatus', status: 'Idle', requestId: 1 },
    ],
    ['DiagnosticsStatusNotification', { status: 'Uploaded' }, { kind: 'logStatus', status: 'Uploaded' }],
    ['LogStatusNotification', { status: 'Idle', requestId: 4 }, { kind: 'logStatus', status: 'Idle', requestId: 4 }],
    ['SecurityEventNotification', { type: 'T', timestamp: TIME }, { kind: 'securityEvent', type: 'T', at }],
    ['SignCertificate', { csr: 'c' }, { kind: 'certificateRequested', csr: 'c', use: 'ChargingStationCertificate' }],
  ])('%s', (action, payload, expected) => {
    expect(event(action, payload)).toEqual(expected)
  })

  it('refuses what it cannot read, with the right code', () => {
    expect(v16.decodeCall('Foo', {})).toMatchObject({ ok: false, code: 'NotImplemented' })
    expect(v16.decodeCall('__proto__', {})).toMatchObject({ ok: false, code: 'NotImplemented' })
    expect(v16.decodeCall('Reset', { type: 'Hard' })).toMatchObject({ ok: false, code: 'NotSupported' })
    expect(v16.decodeCall('Authorize', {})).toMatchObject({ ok: false, code: 'OccurrenceConstraintViolation' })
    expect(v16.decodeCall('SignCertificate', {})).toMatchObject({ ok: false })
  })

  it('is strict when asked', () => {
    const payload = { idTag: 'A', x: 1 }
    expect(v16.decodeCall('Authorize', payload)).toMatchObject({
      ok: true,
      notes: ['x is not a field of this message, ignored'],
    })
    expect(v16.decodeCall('Authorize', payload, { strict: true })).toMatchObject({ ok: false, code: 'FormatViolation' })
  })
})

describe('v16.encodeReply', () => {
  const encode = (action: string, reply: Parameters<typeof v16.encodeReply>[2]): string =>
    JSON.stringify(v16.encodeReply(action, HEARTBEAT, reply))

  it('writes keys in schema order', () => {
    expect(encode('BootNotification', { kind: 'boot', status: 'Pending', nowMs: 0, intervalS: 60 })).toBe(
      '{"status":"Pending","currentTime":"1970-01-01T00:00:00.000Z","interval":60}',
    )
    expect(encode('Heartbeat', { kind: 'heartbeat', nowMs: 0 })).toBe('{"currentTime":"1970-01-01T00:00:00.000Z"}')
    const token = { status: 'Accepted', cacheExpiryMs: 0, groupIdToken: { value: 'G', type: 'Central' } } as const
    const idTagInfo = '{"expiryDate":"1970-01-01T00:00:00.000Z","parentIdTag":"G","status":"Accepted"}'
    expect(encode('Authorize', { kind: 'authorization', token })).toBe(`{"idTagInfo":${idTagInfo}}`)
    expect(encode('StartTransaction', { kind: 'transaction', transactionId: 9, token })).toBe(
      `{"idTagInfo":${idTagInfo},"transactionId":9}`,
    )
    expect(encode('StopTransaction', { kind: 'transaction', token })).toBe(`{"idTagInfo":${idTagInfo}}`)
    expect(encode('StopTransaction', { kind: 'transaction' })).toBe('{}')
    expect(encode('DataTransfer', { kind: 'dataTransfer', status: 'Accepted', data: { a: 1 } })).toBe(
      String.raw`{"status":"Accepted","data":"{\"a\":1}"}`,
    )
    expect(encode('DataTransfer', { kind: 'dataTransfer', status: 'Accepted', data: 'x' })).toContain('"x"')
  })

  it('says Invalid for what 1.6 has no word for, and drops groups that do not fit', () => {
    for (const status of ['NoCredit', 'NotAtThisLocation', 'NotAtThisTime', 'NotAllowedTypeEVSE', 'Unknown'] as const) {
      expect(encode('Authorize', { kind: 'authorization', token: { status } })).toBe(
        '{"idTagInfo":{"status":"Invalid"}}',
      )
    }
    const groupIdToken = { value: 'x'.repeat(21), type: 'Central' }
    expect(encode('Authorize', { kind: 'authorization', token: { status: 'Blocked', groupIdToken } })).toBe(
      '{"idTagInfo":{"status":"Blocked"}}',
    )
    expect(encode('StartTransaction', { kind: 'transaction', transactionId: 1 })).toContain('Invalid')
  })

  it('throws when we are wrong', () => {
    expect(() => encode('StartTransaction', { kind: 'transaction' })).toThrow('needs a transactionId')
    expect(() => encode('Heartbeat', { kind: 'refused', code: 'SecurityError', description: '' })).toThrow('CALLERROR')
  })
})

describe('v16.encodeCommand', () => {
  const idToken = { value: 'ABC', type: 'Unknown' }
  it.each<[StationCommand, string, unknown]>([
    [{ kind: 'startTransaction', idToken, remoteStartId: 1 }, 'RemoteStartTransaction', { idTag: 'ABC' }],
    [
      { kind: 'startTransaction', idToken, remoteStartId: 1, evse: { evseId: 2, connectorId: 1 } },
      'RemoteStartTransaction',
      { connectorId: 2, idTag: 'ABC' },
    ],
    [{ kind: 'stopTransaction', transactionId: '12' }, 'RemoteStopTransaction', { transactionId: 12 }],
    [{ kind: 'reset', mode: 'immediate' }, 'Reset', { type: 'Hard' }],
    [{ kind: 'reset', mode: 'onIdle', evseId: 0 }, 'Reset', { type: 'Soft' }],
    [{ kind: 'unlockConnector', evse: { evseId: 2, connectorId: 1 } }, 'UnlockConnector', { connectorId: 2 }],
    [{ kind: 'changeAvailability', operative: false }, 'ChangeAvailability', { connectorId: 0, type: 'Inoperative' }],
    [
      { kind: 'changeAvailability', operative: true, evse: { evseId: 1, connectorId: 1 } },
      'ChangeAvailability',
      { connectorId: 1, type: 'Operative' },
    ],
    [{ kind: 'triggerMessage', message: 'Heartbeat' }, 'TriggerMessage', { requestedMessage: 'Heartbeat' }],
    [
      { kind: 'triggerMessage', message: 'LogStatusNotification' },
      'TriggerMessage',
      { requestedMessage: 'DiagnosticsStatusNotification' },
    ],
    [{ kind: 'getConfiguration' }, 'GetConfiguration', {}],
    [{ kind: 'getConfiguration', keys: ['a'] }, 'GetConfiguration', { key: ['a'] }],
    [{ kind: 'changeConfiguration', key: 'k', value: 'v' }, 'ChangeConfiguration', { key: 'k', value: 'v' }],
    [{ kind: 'clearCache' }, 'ClearCache', {}],
    [{ kind: 'dataTransfer', vendorId: 'v' }, 'DataTransfer', { vendorId: 'v' }],
    [{ kind: 'dataTransfer', vendorId: 'v', data: { a: 1 } }, 'DataTransfer', { vendorId: 'v', data: '{"a":1}' }],
    [{ kind: 'dataTransfer', vendorId: 'v', data: 'x' }, 'DataTransfer', { vendorId: 'v', data: 'x' }],
    [{ kind: 'raw', action: 'Reset', payload: { type: 'Soft' } }, 'Reset', { type: 'Soft' }],
    [{ kind: 'raw', action: 'Vendor', payload: [1], unchecked: true }, 'Vendor', [1]],
  ])('writes %j', (command, action, payload) => {
    expect(v16.encodeCommand(command)).toEqual({ ok: true, action, payload })
  })

  it.each<[StationCommand, string]>([
    [{ kind: 'startTransaction', idToken: { value: 'x'.repeat(21), type: '' }, remoteStartId: 1 }, 'idTag'],
    [{ kind: 'stopTransaction', transactionId: 'uuid' }, 'whole numbers'],
    [{ kind: 'stopTransaction', transactionId: '' }, 'whole numbers'],
    [{ kind: 'reset', mode: 'immediate', evseId: 1 }, 'whole stations'],
    [{ kind: 'unlockConnector', evse: { evseId: 0, connectorId: 0 } }, 'one connector'],
    [{ kind: 'triggerMessage', message: 'TransactionEvent' }, 'TransactionEvent'],
    [{ kind: 'getVariables', variables: [] }, 'no variables'],
    [{ kind: 'setVariables', variables: [] }, 'no variables'],
    [{ kind: 'getBaseReport', requestId: 1, base: 'FullInventory' }, 'no variables'],
    [{ kind: 'raw', action: 'StartTransaction', payload: {} }, 'no action StartTransaction'],
    [{ kind: 'raw', action: 'Reset', payload: {} }, 'type is required'],
  ])('says why it cannot write %j', (command, reason) => {
    const encoded = v16.encodeCommand(command)
    expect(encoded.ok).toBe(false)
    expect(!encoded.ok && encoded.reason).toContain(reason)
  })
})

describe('v16.decodeAnswer', () => {
  const idToken = { value: 'ABC', type: 'Unknown' }
  it.each<[StationCommand, unknown, unknown]>([
    [
      { kind: 'startTransaction', idToken, remoteStartId: 1 },
      { status: 'Rejected' },
      { outcome: 'rejected', status: 'Rejected' },
    ],
    [
      { kind: 'stopTransaction', transactionId: '1' },
      { status: 'Accepted' },
      { outcome: 'accepted', status: 'Accepted' },
    ],
    [{ kind: 'reset', mode: 'onIdle' }, { status: 'accepted' }, { outcome: 'accepted', status: 'Accepted' }],
    [
      { kind: 'unlockConnector', evse: { evseId: 1, connectorId: 1 } },
      { status: 'Unlocked' },
      { outcome: 'accepted', status: 'Unlocked' },
    ],
    [
      { kind: 'changeAvailability', operative: true },
      { status: 'Scheduled' },
      { outcome: 'accepted', status: 'Scheduled' },
    ],
    [
      { kind: 'triggerMessage', message: 'Heartbeat' },
      { status: 'NotImplemented' },
      { outcome: 'rejected', status: 'NotImplemented' },
    ],
    [
      { kind: 'changeConfiguration', key: 'k', value: 'v' },
      { status: 'RebootRequired' },
      { outcome: 'accepted', status: 'RebootRequired' },
    ],
    [{ kind: 'clearCache' }, { status: 'Accepted' }, { outcome: 'accepted', status: 'Accepted' }],
    [
      { kind: 'dataTransfer', vendorId: 'v' },
      { status: 'Accepted', data: 'x' },
      { outcome: 'accepted', status: 'Accepted', data: 'x' },
    ],
    [
      { kind: 'getConfiguration' },
      {
        configurationKey: [
          { key: 'a', readonly: true, value: '1' },
          { key: 'b', readonly: 'false' },
        ],
        unknownKey: ['c'],
      },
      {
        outcome: 'accepted',
        status: 'Accepted',
        variables: [
          { component: '', variable: 'a', value: '1', readonly: true, status: 'Accepted' },
          { component: '', variable: 'b', readonly: false, status: 'Accepted' },
          { component: '', variable: 'c', status: 'UnknownKey' },
        ],
      },
    ],
    [{ kind: 'getConfiguration' }, {}, { outcome: 'accepted', status: 'Accepted', variables: [] }],
    [
      { kind: 'raw', action: 'X', payload: {} },
      { status: 'Failed', x: 1 },
      { outcome: 'rejected', status: 'Failed', data: { status: 'Failed', x: 1 } },
    ],
    [{ kind: 'raw', action: 'X', payload: {} }, {}, { outcome: 'accepted', status: 'Accepted', data: {} }],
    [{ kind: 'getVariables', variables: [] }, null, { outcome: 'accepted', status: 'Accepted', data: null }],
    [
      { kind: 'clearCache' },
      { foo: 1 },
      { outcome: 'rejected', status: 'Unreadable', reason: 'status is required', data: { foo: 1 } },
    ],
  ])('%j answered %j', (command, payload, expected) => {
    expect(v16.decodeAnswer(command, payload)).toEqual(expected)
  })
})
