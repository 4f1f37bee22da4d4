import { describe, expect, it } from 'vitest'
import type { StationCommand } from '../../vocabulary/command.ts'
import { DIALECTS } from '../dialects.ts'

const { '2.0.1': v201, '2.1': v21 } = DIALECTS
const THRESHOLD = {
  component: 'EVSE',
  evse: { evseId: 1, connectorId: 0 },
  variable: 'Power',
  type: 'UpperThreshold',
  value: 11_000,
  severity: 5,
} as const

describe('commands about the device model', () => {
  it.each<[StationCommand, string, unknown]>([
    [
      { kind: 'getReport', requestId: 1, criteria: ['Problem'], places: [{ component: 'EVSE', variable: 'Power' }] },
      'GetReport',
      {
        componentVariable: [{ component: { name: 'EVSE' }, variable: { name: 'Power' } }],
        requestId: 1,
        componentCriteria: ['Problem'],
      },
    ],
    [
      {
        kind: 'getMonitoringReport',
        requestId: 2,
        places: [{ component: 'EVSE', evse: { evseId: 1, connectorId: 1 } }],
      },
      'GetMonitoringReport',
      { componentVariable: [{ component: { name: 'EVSE', evse: { id: 1, connectorId: 1 } } }], requestId: 2 },
    ],
    [
      { kind: 'setVariableMonitoring', monitors: [{ ...THRESHOLD, monitorId: 7 }] },
      'SetVariableMonitoring',
      {
        setMonitoringData: [
          {
            id: 7,
            value: 11_000,
            type: 'UpperThreshold',
            severity: 5,
            component: { name: 'EVSE', evse: { id: 1 } },
            variable: { name: 'Power' },
          },
        ],
      },
    ],
    [{ kind: 'clearVariableMonitoring', monitorIds: [7, 8] }, 'ClearVariableMonitoring', { id: [7, 8] }],
    [{ kind: 'getTransactionStatus' }, 'GetTransactionStatus', {}],
    [
      { kind: 'customerInformation', requestId: 3, report: true, clear: false, customerIdentifier: 'C-1' },
      'CustomerInformation',
      { requestId: 3, report: true, clear: false, customerIdentifier: 'C-1' },
    ],
  ])('%j is the same in both versions', (command, action, payload) => {
    for (const dialect of [v201, v21]) {
      expect(dialect.encodeCommand(command)).toEqual({ ok: true, action, payload })
    }
  })

  it('names what 2.0.1 does not have', () => {
    const streamed = { ...THRESHOLD, type: 'TargetDelta', stream: { intervalS: 5 } } as const
    expect(v201.encodeCommand({ kind: 'setVariableMonitoring', monitors: [THRESHOLD, streamed] })).toMatchObject({
      ok: false,
      problems: [{ field: 'monitors.1.type' }, { field: 'monitors.1.stream' }],
    })
    expect(v21.encodeCommand({ kind: 'setVariableMonitoring', monitors: [streamed] })).toMatchObject({ ok: true })
    expect(v201.encodeCommand({ kind: 'getPeriodicEventStreams' }).ok).toBe(false)
    expect(v201.encodeCommand({ kind: 'triggerMessage', message: 'CustomTrigger', customTrigger: 'X' }).ok).toBe(false)
  })

  it('asks for a trigger of the station itself by its name, and for no other', () => {
    expect(v21.encodeCommand({ kind: 'triggerMessage', message: 'CustomTrigger', customTrigger: 'SelfTest' })).toEqual({
      ok: true,
      action: 'TriggerMessage',
      payload: { requestedMessage: 'CustomTrigger', customTrigger: 'SelfTest' },
    })
    for (const wrong of [{ message: 'CustomTrigger' }, { message: 'Heartbeat', customTrigger: 'X' }] as const) {
      expect(v21.encodeCommand({ kind: 'triggerMessage', ...wrong })).toMatchObject({
        ok: false,
        problems: [{ field: 'customTrigger' }],
      })
    }
  })

  it('needs one name of a customer, and only one', () => {
    const asked = { kind: 'customerInformation', requestId: 3, report: true, clear: false } as const
    expect(v21.encodeCommand(asked).ok).toBe(false)
    const idToken = { value: 'A', type: 'Central' }
    expect(v21.encodeCommand({ ...asked, idToken, customerIdentifier: 'B' }).ok).toBe(false)
    expect(v21.encodeCommand({ ...asked, idToken })).toMatchObject({ ok: true })
  })
})

describe('answers', () => {
  it('tells of each monitor, and of the whole by the worst', () => {
    const place = { component: { name: 'EVSE' }, variable: { name: 'Power' } }
    const setMonitoringResult = [
      { id: 4, status: 'Accepted', type: 'Delta', severity: 5, ...place },
      { status: 'UnsupportedMonitorType', type: 'Periodic', severity: 5, ...place },
    ]
    expect(
      v201.decodeAnswer({ kind: 'setVariableMonitoring', monitors: [THRESHOLD] }, { setMonitoringResult }),
    ).toMatchObject({
      outcome: 'rejected',
      status: 'UnsupportedMonitorType',
      monitors: [{ monitorId: 4, status: 'Accepted' }, { status: 'UnsupportedMonitorType' }],
    })
  })

  it('takes an empty result for an answer', () => {
    const command = { kind: 'getReport', requestId: 1 } as const
    expect(v21.decodeAnswer(command, { status: 'EmptyResultSet' })).toMatchObject({ outcome: 'accepted' })
    expect(v21.decodeAnswer(command, { status: 'NotSupported' })).toMatchObject({ outcome: 'rejected' })
  })

  it('lists open streams', () => {
    const constantStreamData = [{ id: 1, params: { interval: 5 }, variableMonitoringId: 4 }]
    expect(v21.decodeAnswer({ kind: 'getPeriodicEventStreams' }, { constantStreamData })).toMatchObject({
      streams: [{ streamId: 1, monitorId: 4, intervalS: 5 }],
    })
  })
})

describe('what a 2.1 station says of its streams', () => {
  it('opens, fills and closes one', () => {
    const constantStreamData = { id: 1, params: { values: 10 }, variableMonitoringId: 4 }
    const opened = v21.decodeCall('OpenPeriodicEventStream', { constantStreamData })
    expect(opened).toMatchObject({ event: { kind: 'eventStreamOpened', streamId: 1, monitorId: 4, values: 10 } })
    if (!opened.ok) return
    const reply = { kind: 'streamOpening', status: 'Accepted' } as const
    expect(v21.encodeReply('OpenPeriodicEventStream', opened.event, reply)).toEqual({ status: 'Accepted' })
    const data = { id: 1, pending: 0, basetime: '2026-01-01T00:00:00Z', data: [{ t: 1.5, v: '20' }] }
    expect(v21.decodeCall('NotifyPeriodicEventStream', data)).toMatchObject({
      event: { kind: 'eventStreamData', points: [{ offsetS: 1.5, value: '20' }] },
    })
    expect(v21.decodeCall('ClosePeriodicEventStream', { id: 1 })).toMatchObject({
      event: { kind: 'eventStreamClosed', streamId: 1 },
    })
  })
})
