import type { ConnectorStatusReported, StationEvent } from '@stationmaster/ocpp'
import { describe, expect, it } from 'vitest'
import { decide, isAccepted, needsOf } from './decide.ts'
import type { Facts } from './decision.ts'
import type { SessionId } from './ids.ts'
import { event2, minute, sample, start16 } from './testing/reports.ts'
import { StationModel, stationState, T0 } from './testing/station-model.ts'

const FACTS: Facts = {
  nowMs: T0,
  heartbeatIntervalS: 300,
  newSessionId: () => 'session' as SessionId,
  nextTransactionNumber: () => 1,
}
const BOOT = { kind: 'booted', vendor: 'Volta', model: 'One', firmwareVersion: '1.1' } as const
const STATUS: ConnectorStatusReported = {
  kind: 'connectorStatus',
  evse: { evseId: 1, connectorId: 1 },
  status: 'Available',
  at: minute(0),
}
const OTHERS: readonly StationEvent[] = [
  { kind: 'heartbeat' },
  STATUS,
  { kind: 'authorization', idToken: { value: 'CARD', type: 'Unknown' } },
  start16(),
  { kind: 'meterValues', evse: { evseId: 1, connectorId: 1 }, samples: [sample(minute(0), 5)] },
  { kind: 'dataTransfer', vendorId: 'Volta' },
  { kind: 'firmwareStatus', status: 'Installed' },
  { kind: 'logStatus', status: 'Uploaded' },
  { kind: 'securityEvent', type: 'InvalidFirmwareSignature', at: minute(0) },
  { kind: 'monitorEvents', at: minute(0), seqNo: 0, more: false, events: [] },
  { kind: 'deviceReport', requestId: 1, seqNo: 0, more: false, at: minute(0), variables: [] },
  { kind: 'chargingLimitCleared', source: 'EMS' },
]

describe('StatusNotification', () => {
  it('keeps five hundred connectors of a station, and goes on hearing of those', () => {
    let state = stationState({})
    const report = (evseId: number, status: ConnectorStatusReported['status']) =>
      decide(state, { ...STATUS, evse: { evseId, connectorId: 1 }, status }, FACTS)
    for (let evseId = 1; evseId <= 500; evseId++) state = report(evseId, 'Available').state
    const more = report(501, 'Available')
    expect(more).toMatchObject({ reply: { kind: 'empty' }, changes: [], reasons: [{ code: 'tooManyConnectors' }] })
    expect(more.state.connectors.size).toBe(500)
    expect(report(500, 'Faulted').changes).toHaveLength(1)
  })
})

describe('BootNotification', () => {
  it.each(['Accepted', 'Pending', 'Rejected'] as const)(
    'is answered with the decision of the operator: %s',
    (registration) => {
      const { reply, state, changes } = decide(stationState({ registration, bootStatus: null }), BOOT, FACTS)
      expect(reply).toEqual({ kind: 'boot', status: registration, nowMs: T0, intervalS: 300 })
      expect(state.bootStatus).toBe(registration)
      expect(changes).toMatchObject([{ kind: 'boot', bootStatus: registration, vendor: 'Volta', serialNumber: null }])
    },
  )

  it('says when the firmware has changed, and only then', () => {
    const reasonsFor = (firmwareVersion: string | null) =>
      decide(stationState({ firmwareVersion }), BOOT, FACTS).reasons.map(({ code }) => code)
    expect(reasonsFor('1.0')).toEqual(['registrationAccepted', 'firmwareChanged'])
    expect(reasonsFor('1.1')).toEqual(['registrationAccepted'])
    expect(reasonsFor(null)).toEqual(['registrationAccepted'])
  })
})

describe('before a station is accepted', () => {
  it.each([
    { registration: 'Pending', bootStatus: 'Pending' },
    { registration: 'Rejected', bootStatus: 'Rejected' },
    { registration: 'Accepted', bootStatus: null },
    { registration: 'Accepted', bootStatus: 'Pending' },
    { registration: 'Rejected', bootStatus: 'Accepted' },
  ] as const)('everything but its Boot is refused: %o', (changed) => {
    const state = stationState({ ...changed, version: '2.0.1' })
    expect(isAccepted(state)).toBe(false)
    for (const event of OTHERS) {
      expect(needsOf(state, event)).toBeUndefined()
      const { reply } = decide(state, event, FACTS)
      const isWanted = event.kind === 'deviceReport' && changed.bootStatus === 'Pending'
      expect([event.kind, reply.kind]).toEqual([event.kind, isWanted ? 'empty' : 'refused'])
      if (reply.kind === 'refused') expect(reply.code).toBe('SecurityError')
    }
  })

  it('a 1.6 station that never booted with us has its energy reports recorded, and nothing else answered', () => {
    const state = stationState({ registration: 'Accepted', bootStatus: null, version: '1.6' })
    const refused = OTHERS.filter((event) => decide(state, event, FACTS).reply.kind === 'refused')
    const isReport = ({ kind }: StationEvent) => kind === 'transaction' || kind === 'meterValues'
    expect(refused).toEqual(OTHERS.filter((event) => !isReport(event)))
    const held = stationState({ registration: 'Pending', bootStatus: null, version: '1.6' })
    expect(decide(held, start16(), FACTS).reply.kind).toBe('refused')
  })

  it('its connectors and security events are kept all the same', () => {
    const state = stationState({ bootStatus: 'Pending', registration: 'Pending' })
    const status = decide(state, STATUS, FACTS)
    expect(status.changes).toMatchObject([{ kind: 'connector', status: 'Available' }])
    expect(status.state.connectors.get('1/1')).toMatchObject({ status: 'Available' })
    const security = decide(state, { kind: 'securityEvent', type: 'TamperDetectionActivated', at: minute(0) }, FACTS)
    expect(security.changes).toMatchObject([{ kind: 'securityEvent', type: 'TamperDetectionActivated' }])
  })
})

describe('an accepted station', () => {
  it('is still accepted when it comes back without a Boot', () => {
    for (const event of OTHERS) expect(decide(stationState(), event, FACTS).reply.kind).not.toBe('refused')
  })

  it('changes nothing by a heartbeat', () => {
    const state = stationState()
    const decision = decide(state, { kind: 'heartbeat' }, FACTS)
    expect(decision.state).toBe(state)
    expect(decision).toMatchObject({ reply: { kind: 'heartbeat', nowMs: T0 }, changes: [], live: [] })
  })

  it('has its answers decided by facts alone: the same twice', () => {
    for (const event of OTHERS)
      expect(decide(stationState(), event, FACTS)).toEqual(decide(stationState(), event, FACTS))
  })

  it('has what no table is for kept under its name', () => {
    const kept = OTHERS.flatMap((event) => decide(stationState(), event, FACTS).changes).filter(
      ({ kind }) => kind === 'report',
    )
    expect(kept).toMatchObject([
      { report: 'dataTransfer', body: { vendorId: 'Volta' } },
      { report: 'firmwareStatus', body: { status: 'Installed' } },
      { report: 'logStatus', body: { status: 'Uploaded' } },
      { report: 'monitorEvents', body: { seqNo: 0, more: false, events: [] } },
      { report: 'chargingLimitCleared', body: { source: 'EMS' } },
    ])
  })

  it('is told that nobody understands its vendor messages', () => {
    const { reply } = decide(stationState(), { kind: 'dataTransfer', vendorId: 'Volta' }, FACTS)
    expect(reply).toEqual({ kind: 'dataTransfer', status: 'UnknownVendorId' })
  })

  it('has a row for each reported variable', () => {
    const variables = ['Available', 'Enabled'].map((variable) => ({
      component: 'EVSE',
      evse: { evseId: 1, connectorId: 0 },
      variable,
      attribute: 'Actual' as const,
      value: 'true',
    }))
    const report = { kind: 'deviceReport', requestId: 1, seqNo: 0, more: true, at: minute(0), variables } as const
    const { changes, live } = decide(stationState({ version: '2.1' }), report, FACTS)
    expect(changes.slice(0, -1)).toMatchObject(variables.map((variable) => ({ kind: 'deviceVariable', variable })))
    // The part goes to the inbox too, without what is stored already.
    expect(changes.at(-1)).toMatchObject({ kind: 'inbox', entry: { ...report, variables: [] } })
    expect(live).toEqual([])
  })

  it('asks for a card once, with the bytes in the order of the tenant', () => {
    const state = stationState({ quirks: { reversedIdToken: true } })
    const event = { kind: 'authorization', idToken: { value: 'CD12AB04', type: 'ISO14443' } } as const
    expect(needsOf(state, event)).toEqual({ idToken: { value: '04AB12CD', type: 'ISO14443' } })
  })
})

describe('Authorize', () => {
  it('does not count the sessions of the station that asks', () => {
    const station = new StationModel()
    station.send(start16())
    const ask = { kind: 'authorization', idToken: { value: 'CARD', type: 'Unknown' } } as const
    expect(station.send(ask)).toEqual({ kind: 'authorization', token: { status: 'Accepted' } })
    const elsewhere = station.tokens.get('card')
    if (elsewhere) station.tokens.set('card', { ...elsewhere, activeSessionIds: ['elsewhere' as SessionId] })
    expect(station.send(ask)).toEqual({ kind: 'authorization', token: { status: 'ConcurrentTx' } })
  })
})

describe('StatusNotification', () => {
  it('is a change when status or error differ, else only a row', () => {
    const station = new StationModel()
    const changed = (event: ConnectorStatusReported) =>
      station.decide(event).changes.flatMap((change) => (change.kind === 'connector' ? [change.changed] : []))
    expect(changed(STATUS)).toEqual([true])
    expect(changed(STATUS)).toEqual([false])
    expect(changed({ ...STATUS, status: 'Faulted', errorCode: 'GroundFailure', info: 'RCD' })).toEqual([true])
    expect(changed({ ...STATUS, status: 'Faulted', errorCode: 'OverVoltage' })).toEqual([true])
    expect(station.state.connectors.get('1/1')).toMatchObject({ status: 'Faulted', errorCode: 'OverVoltage' })
  })

  it('of connector 0 is about the station', () => {
    const station = new StationModel()
    station.send({ ...STATUS, evse: { evseId: 0, connectorId: 0 }, status: 'Unavailable' })
    expect(station.state.connectors.get('0/0')).toMatchObject({ status: 'Unavailable' })
  })

  it('in 1.6 tells how the session on the connector is doing', () => {
    const station = new StationModel()
    station.send(start16())
    for (const [status, chargingState] of [
      ['Charging', 'Charging'],
      ['SuspendedEV', 'SuspendedEV'],
      ['Faulted', 'SuspendedEV'],
      ['Finishing', 'EVConnected'],
    ] as const) {
      station.send({ ...STATUS, status })
      expect(station.session.chargingState).toBe(chargingState)
    }
    station.send({ ...STATUS, evse: { evseId: 2, connectorId: 1 }, status: 'Charging' })
    expect(station.session.chargingState).toBe('EVConnected')
  })

  it('in 2.x Occupied means what the transaction says', () => {
    const station = new StationModel({ version: '2.0.1' })
    station.send({ ...STATUS, status: 'Occupied' })
    expect(station.state.connectors.get('1/1')?.status).toBe('Occupied')
    const seen: unknown[] = []
    for (const event of [
      event2('started', 0, 0, { chargingState: 'EVConnected' }),
      event2('updated', 1, 1, { chargingState: 'Charging', samples: [sample(minute(1), 1000)] }),
      event2('updated', 2, 2, { samples: [sample(minute(2), 1100)] }),
      event2('updated', 3, 3, { chargingState: 'SuspendedEV' }),
      event2('ended', 4, 4),
    ]) {
      station.nowMs = event.at.ms ?? 0
      const { changes } = station.decide(event)
      seen.push(changes.flatMap((change) => (change.kind === 'connector' ? [change.status] : [])))
    }
    expect(seen).toEqual([['Preparing'], ['Charging'], [], ['SuspendedEV'], ['Finishing']])
    station.send({ ...STATUS, status: 'Available' })
    expect(station.state.connectors.get('1/1')?.status).toBe('Available')
  })

  it('shows how far the clock of the station is off', () => {
    const station = new StationModel()
    station.send({ ...STATUS, at: minute(2) })
    expect(station.state.clockOffsetMs).toBe(120_000)
    const { changes } = station.decide({ ...STATUS, at: minute(2) })
    expect(changes.map(({ kind }) => kind)).toEqual(['connector'])
    station.send({ ...STATUS, at: minute(-600) })
    expect(station.state.clockOffsetMs).toBe(120_000)
  })
})
