import { describe, expect, it } from 'vitest'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import { compiledSchema } from './compile.ts'
import { codeOfKeyword, describeError } from './describe.ts'
import { repairPayload } from './repair.ts'
import { compileAhead, validatePayload, validateRequest, validateResponse } from './validate.ts'

const TIME = '2024-05-01T12:00:00Z'
const status = { connectorId: 1, errorCode: 'NoError', status: 'Available' }

function lenient(action: string, payload: unknown, version: OcppVersion = '1.6') {
  return validatePayload({ version, action }, 'request', payload)
}

function strict(action: string, payload: unknown, version: OcppVersion = '1.6') {
  return validatePayload({ version, action, mode: 'strict' }, 'request', payload)
}

describe('valid payloads', () => {
  it('are returned as they are', () => {
    const result = validateRequest({ version: '1.6', action: 'StatusNotification' }, status)
    expect(result).toEqual({ ok: true, payload: status, notes: [] })
    expect(result.ok && result.payload).toBe(status)
  })

  it('are typed by version and action', () => {
    const answer = validateResponse({ version: '2.0.1', action: 'Heartbeat' }, { currentTime: TIME })
    const time: string | undefined = answer.ok ? answer.payload.currentTime : undefined
    expect(time).toBe(TIME)
  })

  it('are compiled once, ahead if wished', () => {
    compileAhead('2.1', 'Heartbeat')
    expect(compiledSchema('2.1', 'Heartbeat', 'request')).toBe(compiledSchema('2.1', 'Heartbeat', 'request'))
  })
})

describe('unknown actions', () => {
  it.each(['__proto__', 'constructor', 'toString', 'Foo'])('%s is NotImplemented', (action) => {
    expect(lenient(action, {})).toMatchObject({ ok: false, code: 'NotImplemented' })
  })

  it('a SEND has no response', () => {
    const kind = { version: '2.1', action: 'NotifyPeriodicEventStream' } as const
    expect(validatePayload(kind, 'response', {})).toMatchObject({ ok: false, code: 'NotImplemented' })
  })
})

describe('strict', () => {
  it.each([
    [{ ...status, connectorId: '1' }, 'TypeConstraintViolation', 'connectorId must be integer'],
    [{ connectorId: 1, errorCode: 'NoError' }, 'OccurrenceConstraintViolation', 'status is required'],
    [{ ...status, status: 'Foo' }, 'PropertyConstraintViolation', 'status is not one of the allowed values'],
    [{ ...status, foo: 1 }, 'FormatViolation', 'foo is not a field of this message'],
    [{ ...status, timestamp: 'now' }, 'PropertyConstraintViolation', 'timestamp must match format "date-time"'],
    [[], 'TypeConstraintViolation', 'payload must be object'],
  ])('refuses %j', (payload, code, description) => {
    expect(strict('StatusNotification', payload)).toEqual({ ok: false, code, description })
  })

  it('names nested fields by their path', () => {
    const payload = { connectorId: 1, meterValue: [{ timestamp: TIME, sampledValue: [{}] }] }
    expect(strict('MeterValues', payload)).toMatchObject({
      description: 'meterValue/0/sampledValue/0/value is required',
    })
    const extra = { connectorId: 1, meterValue: [{ timestamp: TIME, sampledValue: [{ value: '1', x: 1 }] }] }
    expect(strict('MeterValues', extra)).toMatchObject({
      description: 'meterValue/0/sampledValue/0/x is not a field of this message',
    })
  })

  it('has a code for every kind of rule', () => {
    expect(codeOfKeyword('minItems')).toBe('OccurrenceConstraintViolation')
    expect(codeOfKeyword('maximum')).toBe('PropertyConstraintViolation')
    expect(describeError({ errors: null })).toMatchObject({ ok: false, code: 'FormatViolation' })
    const nameless = { keyword: 'not', instancePath: '', schemaPath: '', params: {} }
    expect(describeError({ errors: [nameless] })).toMatchObject({ description: 'payload violates not' })
  })
})

describe('lenient', () => {
  it('repairs types, enumerators, nulls and unknown fields, with a note each', () => {
    const sent = {
      connectorId: '1',
      errorCode: 'noError',
      status: 'SuspendedEv',
      info: null,
      vendorErrorCode: 7,
      foo: {},
    }
    expect(lenient('StatusNotification', sent)).toEqual({
      ok: true,
      payload: { connectorId: 1, errorCode: 'NoError', status: 'SuspendedEV', vendorErrorCode: '7' },
      notes: [
        'connectorId text read as a number',
        'errorCode read as NoError',
        'status read as SuspendedEV',
        'info is null, read as absent',
        'vendorErrorCode number read as text',
        'foo is not a field of this message, ignored',
      ],
    })
    expect(sent).toHaveProperty('foo')
  })

  it('keeps times that are none, and texts that are too long', () => {
    expect(
      lenient('StatusNotification', { ...status, timestamp: '2024-05-01 12:00', info: 'x'.repeat(60) }),
    ).toMatchObject({
      ok: true,
      payload: { timestamp: '2024-05-01 12:00', info: 'x'.repeat(60) },
      notes: ['timestamp is not an RFC 3339 time, kept', 'info is longer than 50 characters, kept'].slice(0, 1),
    })
    expect(lenient('Authorize', { idTag: 'x'.repeat(21) })).toMatchObject({
      ok: true,
      notes: ['idTag is longer than 20 characters, kept'],
    })
  })

  it('refuses the word that decides what a message means, not a word of detail', () => {
    expect(lenient('StatusNotification', { ...status, status: 'Foo' })).toEqual({
      ok: false,
      code: 'PropertyConstraintViolation',
      description: 'status is not one of the allowed values',
    })
    expect(lenient('StatusNotification', { ...status, errorCode: 'VendorFault' })).toMatchObject({
      ok: true,
      payload: { errorCode: 'VendorFault' },
      notes: ['errorCode is not one of the known values, kept'],
    })
  })

  it('keeps a word of progress that it does not know', () => {
    expect(lenient('FirmwareStatusNotification', { status: 'InstallRebooting' })).toMatchObject({
      ok: true,
      payload: { status: 'InstallRebooting' },
      notes: ['status is not one of the known values, kept'],
    })
  })

  it('keeps notes short, whatever a field is called', () => {
    const result = lenient('Heartbeat', { ['x'.repeat(5000)]: 1 })
    expect(result.ok && result.notes[0]).toHaveLength(200)
  })

  it('leaves out an optional field beyond repair rather than lose the report', () => {
    const sampledValue = [{ value: '1' }, { value: {} }, null, { value: '2', phase: '' }]
    expect(
      lenient('MeterValues', { connectorId: 1, transactionId: 'x', meterValue: [{ timestamp: TIME, sampledValue }] }),
    ).toEqual({
      ok: true,
      payload: { connectorId: 1, meterValue: [{ timestamp: TIME, sampledValue: [{ value: '1' }, { value: '2' }] }] },
      notes: [
        'transactionId ignored: transactionId must be integer',
        'meterValue/0/sampledValue/1 ignored: meterValue/0/sampledValue/1/value must be string',
        'meterValue/0/sampledValue/2 ignored: meterValue/0/sampledValue/2 must be object',
        'meterValue/0/sampledValue/3/phase is empty, read as absent',
      ],
    })
  })

  it('reads a lone item as a list, and an absent list as an empty one', () => {
    const lone = { connectorId: 1, meterValue: { timestamp: TIME, sampledValue: { value: 5 } } }
    expect(lenient('MeterValues', lone)).toMatchObject({
      payload: { meterValue: [{ timestamp: TIME, sampledValue: [{ value: '5' }] }] },
    })
    expect(lenient('MeterValues', { connectorId: 1 })).toMatchObject({
      payload: { meterValue: [] },
      notes: ['meterValue is absent, read as an empty list'],
    })
    expect(lenient('MeterValues', { connectorId: 1, meterValue: 'x' })).toMatchObject({
      ok: false,
      description: 'meterValue must be array',
    })
  })

  it('keeps lists of a wrong length', () => {
    const empty = { requestId: 1, generatedAt: TIME, seqNo: 0, reportData: [] }
    expect(lenient('NotifyReport', empty, '2.0.1')).toMatchObject({
      ok: true,
      notes: ['reportData has fewer than 1 items, kept'],
    })
    const attribute = { value: 'x' }
    const reportData = [
      {
        component: { name: 'c' },
        variable: { name: 'v' },
        variableAttribute: Array.from({ length: 5 }, () => attribute),
      },
    ]
    expect(lenient('NotifyReport', { ...empty, reportData }, '2.0.1')).toMatchObject({
      ok: true,
      notes: ['reportData/0/variableAttribute has more than 4 items, kept'],
    })
  })

  it('refuses what is required and missing, null, or of no use', () => {
    expect(lenient('StatusNotification', { connectorId: 1, errorCode: 'NoError' })).toMatchObject({
      code: 'OccurrenceConstraintViolation',
    })
    expect(lenient('StatusNotification', { ...status, connectorId: null })).toMatchObject({
      description: 'connectorId is required',
    })
    expect(lenient('StatusNotification', { ...status, connectorId: 'one' })).toMatchObject({
      code: 'TypeConstraintViolation',
      description: 'connectorId must be integer',
    })
    expect(lenient('StatusNotification', { ...status, status: 4 })).toMatchObject({ ok: false })
    expect(lenient('Heartbeat', 'x')).toMatchObject({ description: 'payload must be object' })
    expect(lenient('MeterValues', { evseId: -1, meterValue: [] }, '2.1')).toMatchObject({
      description: 'evseId must be >= 0',
    })
  })

  it('holds numbers to their range', () => {
    const event = {
      eventType: 'Started',
      timestamp: TIME,
      triggerReason: 'Authorized',
      seqNo: 0,
      transactionInfo: { transactionId: 't' },
    }
    expect(lenient('TransactionEvent', { ...event, numberOfPhasesUsed: 7 }, '2.1')).toMatchObject({
      ok: true,
      notes: ['numberOfPhasesUsed ignored: numberOfPhasesUsed must be <= 3'],
    })
  })

  it('notes a rule that it has no repair for', () => {
    const payload = { location: 'no uri', retrieveDate: TIME }
    expect(lenient('UpdateFirmware', payload)).toMatchObject({
      ok: true,
      notes: ['location must match format "uri", kept'],
    })
  })

  it('keeps free data and does not touch prototypes', () => {
    const custom = JSON.parse('{"vendorId":"v","__proto__":{"polluted":true}}') as unknown
    const result = lenient('Heartbeat', { customData: custom, x: 1 }, '2.0.1')
    expect(result).toMatchObject({ ok: true, notes: ['x is not a field of this message, ignored'] })
    expect(Object.getPrototypeOf(result.ok ? result.payload : undefined)).toBe(Object.prototype)
    const repaired = lenient('Heartbeat', JSON.parse('{"customData":{"__proto__":{"a":1},"vendorId":7}}'), '2.0.1')
    expect(JSON.stringify(repaired.ok && repaired.payload)).toBe('{"customData":{"__proto__":{"a":1},"vendorId":"7"}}')
    expect({}).not.toHaveProperty('a')
  })

  it('refuses a missing field that its schema only names', () => {
    const schema = { type: 'object', required: ['a'], definitions: {} } as const
    expect(repairPayload('Any', schema, {}).refusal).toMatchObject({ description: 'a is required' })
  })

  it('keeps few notes about a payload that needs thousands', () => {
    const payload = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, i]))
    const result = lenient('Heartbeat', payload)
    expect(result.ok && result.notes).toHaveLength(20)
  })
})
