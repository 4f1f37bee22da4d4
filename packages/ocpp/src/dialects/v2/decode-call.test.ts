import { describe, expect, it } from 'vitest'
import type { StationEvent } from '../../vocabulary/event.ts'
import { v21, v201 } from './dialect.ts'

const TIME = '2024-05-01T12:00:00Z'
const at = { text: TIME, ms: Date.UTC(2024, 4, 1, 12) }

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
