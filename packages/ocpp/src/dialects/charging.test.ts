import { describe, expect, it } from 'vitest'
import type { DerControl } from '../charging/der-control.ts'
import type { ChargingProfile } from '../charging/profile.ts'
import type { StationCommand } from '../vocabulary/command.ts'
import { DIALECTS } from './dialects.ts'

const { '1.6': v16, '2.0.1': v201, '2.1': v21 } = DIALECTS
const TIME = '2026-01-01T00:00:00.000Z'
const SCHEDULE = { id: 1, chargingRateUnit: 'A' as const, chargingSchedulePeriod: [{ startPeriod: 0, limit: 16.3 }] }
const PROFILE: ChargingProfile = {
  id: 7,
  stackLevel: 2,
  chargingProfilePurpose: 'TxProfile',
  chargingProfileKind: 'Relative',
  transactionId: '42',
  chargingSchedule: [SCHEDULE],
}
const CONTROL: DerControl = {
  isDefault: true,
  controlId: 'c',
  controlType: 'Gradients',
  gradient: { priority: 1, gradient: 5, softGradient: 2 },
}

describe('charging commands', () => {
  it.each<[StationCommand, string, unknown]>([
    [
      { kind: 'setChargingProfile', evseId: 1, chargingProfile: PROFILE },
      'SetChargingProfile',
      {
        connectorId: 1,
        csChargingProfiles: {
          chargingProfileId: 7,
          transactionId: 42,
          stackLevel: 2,
          chargingProfilePurpose: 'TxProfile',
          chargingProfileKind: 'Relative',
          chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 16.3 }] },
        },
      },
    ],
    [
      { kind: 'clearChargingProfile', chargingProfileId: 7, evseId: 0, purpose: 'ChargingStationMaxProfile' },
      'ClearChargingProfile',
      { id: 7, connectorId: 0, chargingProfilePurpose: 'ChargePointMaxProfile' },
    ],
    [
      { kind: 'getCompositeSchedule', evseId: 1, durationS: 60, unit: 'W' },
      'GetCompositeSchedule',
      { connectorId: 1, duration: 60, chargingRateUnit: 'W' },
    ],
  ])('1.6 writes %j', (command, action, payload) => {
    expect(v16.encodeCommand(command)).toEqual({ ok: true, action, payload })
  })

  it.each<[StationCommand, string, unknown]>([
    [
      { kind: 'setChargingProfile', evseId: 1, chargingProfile: PROFILE },
      'SetChargingProfile',
      { evseId: 1, chargingProfile: PROFILE },
    ],
    [{ kind: 'clearChargingProfile', chargingProfileId: 7 }, 'ClearChargingProfile', { chargingProfileId: 7 }],
    [{ kind: 'clearChargingProfile' }, 'ClearChargingProfile', {}],
    [
      { kind: 'clearChargingProfile', evseId: 0, stackLevel: 1 },
      'ClearChargingProfile',
      { chargingProfileCriteria: { evseId: 0, stackLevel: 1 } },
    ],
    [
      { kind: 'getChargingProfiles', requestId: 3, evseId: 1, chargingProfileIds: [7], limitSources: ['EMS'] },
      'GetChargingProfiles',
      { requestId: 3, evseId: 1, chargingProfile: { chargingProfileId: [7], chargingLimitSource: ['EMS'] } },
    ],
    [{ kind: 'getCompositeSchedule', evseId: 0, durationS: 60 }, 'GetCompositeSchedule', { duration: 60, evseId: 0 }],
  ])('2.x writes %j', (command, action, payload) => {
    for (const dialect of [v201, v21]) expect(dialect.encodeCommand(command)).toEqual({ ok: true, action, payload })
  })

  it.each<[StationCommand, string, unknown]>([
    [
      { kind: 'updateDynamicSchedule', chargingProfileId: 7, scheduleUpdate: { limit: 3 } },
      'UpdateDynamicSchedule',
      { chargingProfileId: 7, scheduleUpdate: { limit: 3 } },
    ],
    [
      { kind: 'usePriorityCharging', transactionId: 't', activate: true },
      'UsePriorityCharging',
      { transactionId: 't', activate: true },
    ],
    [
      { kind: 'notifyAllowedEnergyTransfer', transactionId: 't', allowedEnergyTransfer: ['DC'] },
      'NotifyAllowedEnergyTransfer',
      { transactionId: 't', allowedEnergyTransfer: ['DC'] },
    ],
    [{ kind: 'sendAfrrSignal', at: TIME, signal: 4 }, 'AFRRSignal', { timestamp: TIME, signal: 4 }],
    [{ kind: 'setDerControl', control: CONTROL }, 'SetDERControl', CONTROL],
    [{ kind: 'getDerControl', requestId: 3, controlId: 'c' }, 'GetDERControl', { requestId: 3, controlId: 'c' }],
    [{ kind: 'clearDerControl', isDefault: true }, 'ClearDERControl', { isDefault: true }],
  ])('2.1 writes %j, older versions say that they cannot', (command, action, payload) => {
    expect(v21.encodeCommand(command)).toEqual({ ok: true, action, payload })
    for (const dialect of [v16, v201]) expect(dialect.encodeCommand(command)).toMatchObject({ ok: false })
  })

  it.each<[keyof typeof DIALECTS, StationCommand, string]>([
    ['1.6', { kind: 'clearChargingProfile', purpose: 'PriorityCharging' }, 'purpose OCPP 1.6 has no PriorityCharging'],
    ['1.6', { kind: 'getChargingProfiles', requestId: 1 }, 'cannot say which charging profiles'],
    ['2.1', { kind: 'clearChargingProfile', chargingProfileId: 7, evseId: 1 }, 'chargingProfileId stands alone'],
    ['2.0.1', { kind: 'clearChargingProfile', purpose: 'LocalGeneration' }, 'ClearChargingProfile cannot be sent'],
    ['2.1', { kind: 'setChargingProfile', evseId: 0, chargingProfile: PROFILE }, 'TxProfile needs the EVSE'],
    ['1.6', { kind: 'setChargingProfile', evseId: 0, chargingProfile: PROFILE }, 'TxProfile needs the EVSE'],
    ['2.1', { kind: 'setDerControl', control: { ...CONTROL, isDefault: false } }, 'control.isDefault must be true'],
    ['2.1', { kind: 'setDerControl', control: { ...CONTROL, controlType: 'VoltVar' } }, 'control.curve is needed'],
  ])('%s says why it cannot write %j', (version, command, reason) => {
    const encoded = DIALECTS[version].encodeCommand(command)
    expect(!encoded.ok && encoded.reason).toContain(reason)
  })

  it('reads answers', () => {
    const asked = { kind: 'getCompositeSchedule', evseId: 1, durationS: 60 } as const
    const schedule = {
      evseId: 1,
      duration: 60,
      scheduleStart: TIME,
      chargingRateUnit: 'A' as const,
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 8 }],
    }
    for (const dialect of [v201, v21]) {
      expect(dialect.decodeAnswer(asked, { status: 'Accepted', schedule })).toEqual({
        outcome: 'accepted',
        status: 'Accepted',
        compositeSchedule: schedule,
      })
      expect(dialect.decodeAnswer({ kind: 'getChargingProfiles', requestId: 1 }, { status: 'NoProfiles' })).toEqual({
        outcome: 'accepted',
        status: 'NoProfiles',
      })
    }
    const { evseId: connectorId, scheduleStart, ...chargingSchedule } = schedule
    const answer16 = { status: 'Accepted', connectorId, scheduleStart, chargingSchedule }
    expect(v16.decodeAnswer(asked, answer16)).toMatchObject({ outcome: 'accepted', compositeSchedule: schedule })
    const superseded = { status: 'Accepted', supersededIds: ['a'] }
    expect(v21.decodeAnswer({ kind: 'setDerControl', control: CONTROL }, superseded)).toEqual({
      outcome: 'accepted',
      ...superseded,
    })
  })
})

describe('charging events', () => {
  it.each<[string, unknown, object]>([
    [
      'ReportChargingProfiles',
      { requestId: 3, chargingLimitSource: 'CSO', chargingProfile: [PROFILE], tbc: true, evseId: 1 },
      { kind: 'chargingProfiles', requestId: 3, evseId: 1, source: 'CSO', more: true, profiles: [PROFILE] },
    ],
    [
      'NotifyChargingLimit',
      { chargingLimit: { chargingLimitSource: 'EMS', isGridCritical: true }, chargingSchedule: [SCHEDULE] },
      { kind: 'chargingLimit', evseId: 0, source: 'EMS', isGridCritical: true, schedules: [SCHEDULE] },
    ],
    [
      'NotifyChargingLimit',
      { chargingLimit: { chargingLimitSource: 'SO' }, evseId: 2 },
      { kind: 'chargingLimit', evseId: 2, source: 'SO', schedules: [] },
    ],
    ['ClearedChargingLimit', { chargingLimitSource: 'EMS' }, { kind: 'chargingLimitCleared', source: 'EMS' }],
    [
      'ClearedChargingLimit',
      { chargingLimitSource: 'EMS', evseId: 1 },
      { kind: 'chargingLimitCleared', evseId: 1, source: 'EMS' },
    ],
    [
      'NotifyEVChargingNeeds',
      { evseId: 1, maxScheduleTuples: 4, chargingNeeds: { requestedEnergyTransfer: 'DC' } },
      { kind: 'evChargingNeeds', evseId: 1, maxScheduleTuples: 4, needs: { requestedEnergyTransfer: 'DC' } },
    ],
    [
      'NotifyEVChargingSchedule',
      { timeBase: TIME, chargingSchedule: SCHEDULE, evseId: 1 },
      { kind: 'evChargingSchedule', evseId: 1, timeBase: { text: TIME, ms: Date.parse(TIME) }, schedule: SCHEDULE },
    ],
  ])('2.x reads %s %j', (action, payload, event) => {
    for (const dialect of [v201, v21]) expect(dialect.decodeCall(action, payload)).toMatchObject({ ok: true, event })
  })

  it.each<[string, unknown, object]>([
    [
      'NotifyEVChargingSchedule',
      {
        timeBase: TIME,
        chargingSchedule: SCHEDULE,
        evseId: 1,
        selectedChargingScheduleId: 2,
        powerToleranceAcceptance: true,
      },
      { selectedScheduleId: 2, powerToleranceAccepted: true },
    ],
    [
      'NotifyEVChargingNeeds',
      { evseId: 1, chargingNeeds: { requestedEnergyTransfer: 'AC_BPT' }, timestamp: TIME },
      { at: { text: TIME, ms: Date.parse(TIME) } },
    ],
    [
      'NotifyChargingLimit',
      { chargingLimit: { chargingLimitSource: 'PV', isLocalGeneration: true } },
      { isLocalGeneration: true },
    ],
    ['PullDynamicScheduleUpdate', { chargingProfileId: 7 }, { kind: 'dynamicScheduleAsked', chargingProfileId: 7 }],
    [
      'NotifyPriorityCharging',
      { transactionId: 't', activated: true },
      { kind: 'priorityCharging', transactionId: 't', activated: true },
    ],
    [
      'NotifyDERAlarm',
      { controlType: 'FreqDroop', gridEventFault: 'OverFrequency', timestamp: TIME, extraInfo: 'x' },
      { kind: 'derAlarm', controlType: 'FreqDroop', gridEventFault: 'OverFrequency', ended: false, info: 'x' },
    ],
    [
      'NotifyDERStartStop',
      { controlId: 'c', started: true, timestamp: TIME, supersededIds: ['d'] },
      { kind: 'derStartStop', controlId: 'c', started: true, supersededIds: ['d'] },
    ],
    [
      'ReportDERControl',
      {
        requestId: 4,
        gradient: [{ id: 'g', gradient: CONTROL.gradient }],
        curve: [
          {
            id: 'k',
            curveType: 'VoltVar',
            isDefault: false,
            isSuperseded: true,
            curve: { priority: 1, yUnit: 'PctMaxVar', curveData: [{ x: 1, y: 2 }] },
          },
        ],
      },
      {
        kind: 'derControls',
        requestId: 4,
        more: false,
        controls: [
          { controlId: 'k', controlType: 'VoltVar', isDefault: false, isSuperseded: true },
          { controlId: 'g', controlType: 'Gradients', isDefault: true, isSuperseded: false },
        ],
      },
    ],
  ])('2.1 reads %s %j', (action, payload, event) => {
    expect(v21.decodeCall(action, payload)).toMatchObject({ ok: true, event })
  })

  it('are answered', () => {
    const asked = { kind: 'dynamicScheduleAsked', chargingProfileId: 7 } as const
    const pull = 'PullDynamicScheduleUpdate'
    expect(v21.encodeReply(pull, asked, { kind: 'dynamicSchedule' })).toEqual({ status: 'Rejected' })
    expect(v21.encodeReply(pull, asked, { kind: 'dynamicSchedule', scheduleUpdate: { limit: 3 } })).toEqual({
      scheduleUpdate: { limit: 3 },
      status: 'Accepted',
    })
    const reply = { kind: 'chargingNeeds', status: 'Processing' } as const
    expect(v201.encodeReply('NotifyEVChargingNeeds', asked, reply)).toEqual({ status: 'Processing' })
    expect(() => v16.encodeReply('X', asked, reply)).toThrow('no 1.6 station asks for chargingNeeds')
    expect(() => v16.encodeReply('X', asked, { kind: 'dynamicSchedule' })).toThrow('no 1.6 station asks')
  })
})
