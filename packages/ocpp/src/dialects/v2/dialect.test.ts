import { describe, expect, it } from 'vitest'
import type { StationCommand } from '../../vocabulary/command.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import { v21, v201 } from './dialect.ts'

const TIME = '2024-05-01T12:00:00Z'
const at = { text: TIME, ms: Date.UTC(2024, 4, 1, 12) }
const HEARTBEAT: StationEvent = { kind: 'heartbeat' }

describe.each([v201, v21])('$version decodeCall', (dialect) => {
  function event(action: string, payload: unknown): StationEvent {
    const decoded = dialect.decodeCall(action, payload)
    if (!decoded.ok) throw new Error(decoded.description)
    expect(decoded.notes).toEqual([])
    return decoded.event
  }

  it('BootNotification', () => {
    const chargingStation = { vendorName: 'V', model: 'M', serialNumber: 'S', modem: { iccid: 'i', imsi: 'm' } }
    expect(event('BootNotification', { reason: 'PowerUp', chargingStation })).toEqual({
      kind: 'booted',
      vendor: 'V',
      model: 'M',
      serialNumber: 'S',
      iccid: 'i',
      imsi: 'm',
      reason: 'PowerUp',
    })
  })

  it('StatusNotification', () => {
    const report = { timestamp: TIME, connectorStatus: 'Occupied', evseId: 2, connectorId: 1 }
    expect(event('StatusNotification', report)).toEqual({
      kind: 'connectorStatus',
      evse: { evseId: 2, connectorId: 1 },
      status: 'Occupied',
      at,
    })
    expect(event('StatusNotification', { ...report, evseId: 0, connectorId: 0 })).toMatchObject({ evse: { evseId: 0 } })
  })

  it('TransactionEvent', () => {
    const started = {
      eventType: 'Started',
      timestamp: TIME,
      triggerReason: 'Authorized',
      seqNo: 0,
      offline: true,
      reservationId: 5,
      transactionInfo: { transactionId: 't', chargingState: 'Charging', remoteStartId: 4 },
      evse: { id: 1, connectorId: 2 },
      idToken: { idToken: 'AB', type: 'ISO14443' },
      meterValue: [
        {
          timestamp: TIME,
          sampledValue: [
            { value: 1.5, context: 'Transaction.Begin', unitOfMeasure: { unit: 'kWh' } },
            {
              value: 2,
              measurand: 'Power.Active.Import',
              context: 'Transaction.Begin',
              unitOfMeasure: { unit: 'W', multiplier: 3 },
              signedMeterValue: { signedMeterData: 'AAAA', signingMethod: '', encodingMethod: 'OCMF', publicKey: '' },
            },
          ],
        },
      ],
    }
    expect(event('TransactionEvent', started)).toEqual({
      kind: 'transaction',
      phase: 'started',
      transactionId: 't',
      seqNo: 0,
      at,
      trigger: 'Authorized',
      evse: { evseId: 1, connectorId: 2 },
      idToken: { value: 'AB', type: 'ISO14443' },
      samples: [
        {
          at,
          context: 'Transaction.Begin',
          energyImportWh: 1500,
          powerImportW: 2000,
          signed: ['{"signedMeterData":"AAAA","signingMethod":"","encodingMethod":"OCMF","publicKey":""}'],
        },
      ],
      chargingState: 'Charging',
      offline: true,
      remoteStartId: 4,
      reservationId: 5,
    })
  })

  it('TransactionEvent: the reason of an end that gives none is Local', () => {
    const ended = {
      eventType: 'Ended',
      timestamp: TIME,
      triggerReason: 'EVDeparted',
      seqNo: 9,
      transactionInfo: { transactionId: 't' },
      evse: { id: 1 },
    }
    expect(event('TransactionEvent', ended)).toEqual({
      kind: 'transaction',
      phase: 'ended',
      transactionId: 't',
      seqNo: 9,
      at,
      trigger: 'EVDeparted',
      evse: { evseId: 1, connectorId: 0 },
      samples: [],
      stoppedReason: 'Local',
    })
    const updated = { ...ended, eventType: 'Updated', transactionInfo: { transactionId: 't', stoppedReason: 'Remote' } }
    expect(event('TransactionEvent', updated)).toMatchObject({ phase: 'updated', stoppedReason: 'Remote' })
  })

  it('TransactionEvent: a charging state nobody knows is left out', () => {
    const payload = {
      eventType: 'Updated',
      timestamp: TIME,
      triggerReason: 'VendorReason',
      seqNo: 1,
      transactionInfo: { transactionId: 't', chargingState: 'Levitating' },
    }
    const decoded = dialect.decodeCall('TransactionEvent', payload)
    expect(decoded).toMatchObject({ ok: true, event: { trigger: 'VendorReason' } })
    expect(decoded.ok && decoded.event).not.toHaveProperty('chargingState')
  })

  it('NotifyReport: one entry for each attribute', () => {
    const reportData = [
      {
        component: { name: 'EVSE', instance: 'i', evse: { id: 1 } },
        variable: { name: 'Power', instance: 'p' },
        variableAttribute: [
          { value: '1', mutability: 'ReadOnly', persistent: true, constant: false },
          { type: 'MaxSet', value: '2' },
        ],
        variableCharacteristics: { dataType: 'decimal', unit: 'W', supportsMonitoring: true },
      },
      { component: { name: 'C' }, variable: { name: 'V' }, variableAttribute: [{}] },
    ]
    const report = { requestId: 7, generatedAt: TIME, seqNo: 0, tbc: true, reportData }
    const key = {
      component: 'EVSE',
      componentInstance: 'i',
      evse: { evseId: 1, connectorId: 0 },
      variable: 'Power',
      variableInstance: 'p',
    }
    const characteristics = { dataType: 'decimal', unit: 'W', supportsMonitoring: true }
    expect(event('NotifyReport', report)).toEqual({
      kind: 'deviceReport',
      requestId: 7,
      seqNo: 0,
      more: true,
      at,
      variables: [
        {
          ...key,
          attribute: 'Actual',
          value: '1',
          mutability: 'ReadOnly',
          persistent: true,
          constant: false,
          characteristics,
        },
        { ...key, attribute: 'MaxSet', value: '2', characteristics },
        { component: 'C', variable: 'V', attribute: 'Actual' },
      ],
    })
    expect(event('NotifyReport', { requestId: 7, generatedAt: TIME, seqNo: 1 })).toMatchObject({
      more: false,
      variables: [],
    })
  })

  it('NotifyEvent', () => {
    const eventData = [
      {
        eventId: 1,
        timestamp: TIME,
        trigger: 'Alerting',
        actualValue: '80',
        eventNotificationType: 'HardWiredNotification',
        component: { name: 'Fan', evse: { id: 1, connectorId: 1 } },
        variable: { name: 'Problem' },
        techCode: 'F1',
      },
    ]
    expect(event('NotifyEvent', { generatedAt: TIME, seqNo: 0, eventData })).toEqual({
      kind: 'monitorEvents',
      at,
      seqNo: 0,
      more: false,
      events: [
        {
          eventId: 1,
          at,
          trigger: 'Alerting',
          actualValue: '80',
          component: 'Fan',
          variable: 'Problem',
          evse: { evseId: 1, connectorId: 1 },
          notificationType: 'HardWiredNotification',
          cleared: false,
          techCode: 'F1',
        },
      ],
    })
  })

  it.each<[string, unknown, unknown]>([
    ['Heartbeat', {}, { kind: 'heartbeat' }],
    [
      'Authorize',
      { idToken: { idToken: 'A', type: 'Central' } },
      { kind: 'authorization', idToken: { value: 'A', type: 'Central' } },
    ],
    ['DataTransfer', { vendorId: 'v', data: { a: 1 } }, { kind: 'dataTransfer', vendorId: 'v', data: { a: 1 } }],
    ['FirmwareStatusNotification', { status: 'Idle' }, { kind: 'firmwareStatus', status: 'Idle' }],
    ['LogStatusNotification', { status: 'Idle', requestId: 4 }, { kind: 'logStatus', status: 'Idle', requestId: 4 }],
    ['SecurityEventNotification', { type: 'T', timestamp: TIME }, { kind: 'securityEvent', type: 'T', at }],
    ['SignCertificate', { csr: 'c' }, { kind: 'certificateRequested', csr: 'c', use: 'ChargingStationCertificate' }],
    [
      'MeterValues',
      { evseId: 1, meterValue: [{ timestamp: TIME, sampledValue: [{ value: 5 }] }] },
      {
        kind: 'meterValues',
        evse: { evseId: 1, connectorId: 0 },
        samples: [{ at, context: 'Sample.Periodic', energyImportWh: 5 }],
      },
    ],
  ])('%s', (action, payload, expected) => {
    expect(event(action, payload)).toEqual(expected)
  })

  it('refuses requests to stations and unknown actions', () => {
    expect(dialect.decodeCall('Reset', {})).toMatchObject({ ok: false, code: 'NotSupported' })
    expect(dialect.decodeCall('StartTransaction', {})).toMatchObject({ ok: false, code: 'NotImplemented' })
  })
})

describe('2.1 decodeCall', () => {
  it('reads what 2.1 added', () => {
    const firmware = { status: 'Idle', requestId: 2, statusInfo: { reasonCode: 'R', additionalInfo: 'more' } }
    expect(v21.decodeCall('FirmwareStatusNotification', firmware)).toMatchObject({
      event: { requestId: 2, info: 'more' },
    })
    const reasonOnly = { status: 'Idle', statusInfo: { reasonCode: 'R' } }
    expect(v21.decodeCall('FirmwareStatusNotification', reasonOnly)).toMatchObject({ event: { info: 'R' } })
    const eventData = [
      {
        eventId: 1,
        timestamp: TIME,
        trigger: 'Alerting',
        actualValue: '80',
        eventNotificationType: 'HardWiredNotification',
        component: { name: 'Fan' },
        variable: { name: 'Problem' },
        severity: 3,
        cleared: true,
      },
    ]
    expect(v21.decodeCall('NotifyEvent', { generatedAt: TIME, seqNo: 0, eventData })).toMatchObject({
      event: { events: [{ severity: 3, cleared: true }] },
    })
    expect(v201.decodeCall('BatterySwap', {})).toMatchObject({ ok: false, code: 'NotImplemented' })
  })
})

describe('2.x encodeReply', () => {
  const encode = (action: string, reply: Parameters<typeof v201.encodeReply>[2]): string =>
    JSON.stringify(v201.encodeReply(action, HEARTBEAT, reply))

  it('writes keys in schema order', () => {
    expect(encode('BootNotification', { kind: 'boot', status: 'Accepted', nowMs: 0, intervalS: 60 })).toBe(
      '{"currentTime":"1970-01-01T00:00:00.000Z","interval":60,"status":"Accepted"}',
    )
    expect(encode('Heartbeat', { kind: 'heartbeat', nowMs: 0 })).toBe('{"currentTime":"1970-01-01T00:00:00.000Z"}')
    const token = { status: 'NoCredit', cacheExpiryMs: 0, groupIdToken: { value: 'G', type: 'Unknown' } } as const
    const idTokenInfo =
      '{"status":"NoCredit","cacheExpiryDateTime":"1970-01-01T00:00:00.000Z","groupIdToken":{"idToken":"G","type":"Central"}}'
    expect(encode('Authorize', { kind: 'authorization', token })).toBe(`{"idTokenInfo":${idTokenInfo}}`)
    expect(encode('TransactionEvent', { kind: 'transaction', totalCost: 1.5, token })).toBe(
      `{"totalCost":1.5,"idTokenInfo":${idTokenInfo}}`,
    )
    expect(encode('Authorize', { kind: 'authorization', token: { status: 'Blocked' } })).toBe(
      '{"idTokenInfo":{"status":"Blocked"}}',
    )
    expect(encode('TransactionEvent', { kind: 'transaction' })).toBe('{}')
    expect(encode('DataTransfer', { kind: 'dataTransfer', status: 'Accepted', data: { a: 1 } })).toBe(
      '{"status":"Accepted","data":{"a":1}}',
    )
  })

  it('has an empty answer even to what it cannot read', () => {
    expect(encode('VatNumberValidation', { kind: 'empty' })).toBe('{"vatNumber":"","status":"Rejected"}')
    expect(encode('GetCertificateChainStatus', { kind: 'empty' })).toBe('{"certificateStatus":[]}')
  })

  it('throws when we are wrong', () => {
    expect(() => encode('Heartbeat', { kind: 'refused', code: 'SecurityError', description: '' })).toThrow('CALLERROR')
  })
})

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
