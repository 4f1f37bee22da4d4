import { describe, expect, it } from 'vitest'
import type { ChargingProfile } from './profile.ts'
import { type ProfilePlace, profileProblems } from './profile-problems.ts'

const SOUND: ChargingProfile = {
  id: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Absolute',
  chargingSchedule: [
    {
      id: 1,
      startSchedule: '2026-03-01T00:00:00Z',
      duration: 3600,
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [
        { startPeriod: 0, limit: 16 },
        { startPeriod: 60, limit: 10.5, numberPhases: 1 },
      ],
    },
  ],
}
const [SCHEDULE] = SOUND.chargingSchedule
const TX = { chargingProfilePurpose: 'TxProfile', transactionId: '7' } as const

function withSchedule(changed: object): ChargingProfile {
  return { ...SOUND, chargingSchedule: [{ ...SCHEDULE!, ...changed }] }
}
function withPeriods(...chargingSchedulePeriod: ChargingProfile['chargingSchedule'][0]['chargingSchedulePeriod']) {
  return withSchedule({ chargingSchedulePeriod })
}
const fieldsOf = (profile: ChargingProfile, place: Partial<ProfilePlace> = {}) =>
  profileProblems(profile, { evseId: 1, version: '2.0.1', ...place }).map(({ field }) =>
    field.replace('chargingProfile.', '').replace('chargingSchedule.0.', ''),
  )

describe('profileProblems', () => {
  it('finds nothing in what every version can say', () => {
    for (const version of ['1.6', '2.0.1', '2.1'] as const) {
      expect(profileProblems(SOUND, { evseId: 1, version })).toEqual([])
      expect(profileProblems({ ...SOUND, ...TX }, { evseId: 1, version })).toEqual([])
    }
  })

  it('names field and rule from the root of the command', () => {
    const [problem] = profileProblems(withPeriods({ startPeriod: 5, limit: 6 }), { evseId: 1, version: '1.6' })
    expect(problem).toEqual({
      field: 'chargingProfile.chargingSchedule.0.chargingSchedulePeriod.0.startPeriod',
      rule: 'of the first period must be 0',
    })
  })

  it.each<[string, ChargingProfile, Partial<ProfilePlace>, string]>([
    ['TxProfile without transaction', { ...SOUND, chargingProfilePurpose: 'TxProfile' }, {}, 'transactionId'],
    ['transaction of another purpose', { ...SOUND, transactionId: '7' }, {}, 'transactionId'],
    ['TxProfile of the station', { ...SOUND, ...TX }, { evseId: 0 }, 'chargingProfilePurpose'],
    ['1.6 transaction that is no number', { ...SOUND, ...TX, transactionId: 'x' }, { version: '1.6' }, 'transactionId'],
    [
      'maximum of an EVSE',
      { ...SOUND, chargingProfilePurpose: 'ChargingStationMaxProfile' },
      {},
      'chargingProfilePurpose',
    ],
    [
      'limit from outside',
      { ...SOUND, chargingProfilePurpose: 'ChargingStationExternalConstraints' },
      {},
      'chargingProfilePurpose',
    ],
    ['2.1 purpose in 2.0.1', { ...SOUND, chargingProfilePurpose: 'PriorityCharging' }, {}, 'chargingProfilePurpose'],
    ['2.1 kind in 2.0.1', { ...withSchedule({}), chargingProfileKind: 'Dynamic' }, {}, 'chargingProfileKind'],
    ['Recurring without recurrency', { ...SOUND, chargingProfileKind: 'Recurring' }, {}, 'recurrencyKind'],
    ['recurrency of Absolute', { ...SOUND, recurrencyKind: 'Daily' }, {}, 'recurrencyKind'],
    ['Absolute without start', withSchedule({ startSchedule: undefined }), {}, 'startSchedule'],
    ['Relative with start', { ...SOUND, chargingProfileKind: 'Relative' }, {}, 'startSchedule'],
    ['no time', withSchedule({ startSchedule: 'soon' }), {}, 'startSchedule'],
    [
      'longer than its recurrence',
      { ...withSchedule({ duration: 86_401 }), chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' },
      {},
      'duration',
    ],
    [
      'no duration',
      withSchedule({ duration: 0, chargingSchedulePeriod: [{ startPeriod: 0, limit: 1 }] }),
      {},
      'duration',
    ],
    [
      'ends before it begins',
      { ...SOUND, validFrom: '2026-01-02T00:00:00Z', validTo: '2026-01-01T00:00:00Z' },
      {},
      'validTo',
    ],
    [
      'not ascending',
      withPeriods({ startPeriod: 0, limit: 1 }, { startPeriod: 0, limit: 2 }),
      {},
      'chargingSchedulePeriod.1.startPeriod',
    ],
    [
      'after its end',
      withPeriods({ startPeriod: 0, limit: 1 }, { startPeriod: 3600, limit: 2 }),
      {},
      'chargingSchedulePeriod.1.startPeriod',
    ],
    ['no limit in 2.0.1', withPeriods({ startPeriod: 0 }), {}, 'chargingSchedulePeriod.0.limit'],
    [
      'a set point in 2.0.1',
      withPeriods({ startPeriod: 0, limit: 1, setpoint: 1 }),
      {},
      'chargingSchedulePeriod.0.setpoint',
    ],
    ['below zero', withPeriods({ startPeriod: 0, limit: -1 }), {}, 'chargingSchedulePeriod.0.limit'],
    [
      'two decimals in 1.6',
      withPeriods({ startPeriod: 0, limit: 6.25 }),
      { version: '1.6' },
      'chargingSchedulePeriod.0.limit',
    ],
    [
      'four phases',
      withPeriods({ startPeriod: 0, limit: 6, numberPhases: 4 }),
      {},
      'chargingSchedulePeriod.0.numberPhases',
    ],
    [
      'a phase of three',
      withPeriods({ startPeriod: 0, limit: 6, numberPhases: 3, phaseToUse: 2 }),
      {},
      'chargingSchedulePeriod.0.phaseToUse',
    ],
    [
      'a phase in 1.6',
      withPeriods({ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 2 }),
      { version: '1.6' },
      'chargingSchedulePeriod.0.phaseToUse',
    ],
    ['no period', withPeriods(), {}, 'chargingSchedulePeriod'],
    [
      'two schedules of a default',
      { ...SOUND, chargingSchedule: [SCHEDULE!, { ...SCHEDULE!, id: 2 }] },
      {},
      'chargingSchedule',
    ],
    ['no schedule', { ...SOUND, chargingSchedule: [] }, {}, 'chargingSchedule'],
  ])('names %s', (_, profile, place, field) => {
    expect(fieldsOf(profile, place)).toContain(field)
  })

  it('lets 2.1 say what only it can', () => {
    const dynamic: ChargingProfile = {
      id: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Dynamic',
      dynUpdateInterval: 30,
      chargingSchedule: [
        { id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, setpoint: 3000 }] },
      ],
    }
    expect(profileProblems(dynamic, { evseId: 1, version: '2.1' })).toEqual([])
    expect(fieldsOf({ ...dynamic, chargingProfileKind: 'Relative' }, { version: '2.1' })).toEqual(['dynUpdateInterval'])
  })
})
