import { describe, expect, it } from 'vitest'
import { compositeDifferences } from './composite-differences.ts'
import { compositeSchedule } from './composite-schedule.ts'
import { clearProfiles, endTransactionProfiles, installProfile } from './installed-profiles.ts'
import type { ChargingProfile, CompositeSchedule, InstalledProfile } from './profile.ts'
import { profileDifferences } from './profile-differences.ts'
import { currentUpdate, updateSchedule } from './schedule-update.ts'
import { readComposite16, readProfile16, writeComposite16, writeProfile16 } from './wire-16.ts'

const START = '2026-03-01T12:00:00.000Z'
const startMs = Date.parse(START)

function profile(changed: Partial<ChargingProfile> = {}, limit = 16): ChargingProfile {
  const period = { startPeriod: 0, limit }
  return {
    id: 1,
    stackLevel: 0,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [period] }],
    ...changed,
  }
}
const at = (evseId: number, changed: Partial<ChargingProfile> = {}): InstalledProfile => ({
  evseId,
  profile: profile(changed),
})
const idsOf = (installed: readonly InstalledProfile[]) => installed.map((one) => one.profile.id)

describe('installed profiles', () => {
  it('replace the one with their id, wherever it was', () => {
    expect(installProfile([at(1)], at(2))).toEqual([at(2)])
  })

  it('replace the one of their place, purpose and level, and no other', () => {
    const before = [at(1), at(1, { id: 2, stackLevel: 1 }), at(0, { id: 3 }), at(2, { id: 4 })]
    expect(idsOf(installProfile(before, at(1, { id: 5 })))).toEqual([2, 3, 4, 5])
  })

  it('keep the profile of another transaction', () => {
    const tx = (id: number, transactionId: string) => at(1, { id, chargingProfilePurpose: 'TxProfile', transactionId })
    expect(idsOf(installProfile([tx(1, 'a'), tx(2, 'b')], tx(3, 'a')))).toEqual([2, 3])
    expect(idsOf(endTransactionProfiles([tx(1, 'a'), tx(2, 'b'), at(1, { id: 3 })], 'a'))).toEqual([2, 3])
  })

  it('are cleared by all criteria together, but for limits from outside', () => {
    const outside = at(0, { id: 9, chargingProfilePurpose: 'ChargingStationExternalConstraints' })
    const before = [at(1), at(1, { id: 2, stackLevel: 1 }), at(2, { id: 3, stackLevel: 1 }), outside]
    expect(idsOf(clearProfiles(before, { evseId: 1, stackLevel: 1 }))).toEqual([1, 3, 9])
    expect(idsOf(clearProfiles(before, { ids: [3] }))).toEqual([1, 2, 9])
    expect(idsOf(clearProfiles(before, { purpose: 'TxProfile' }))).toEqual([1, 2, 3, 9])
    expect(idsOf(clearProfiles(before, {}))).toEqual([9])
  })
})

describe('a composite schedule', () => {
  const asked = { evseId: 1, startMs, durationS: 600, unit: 'A' } as const

  it('says nothing where nothing limits', () => {
    expect(compositeSchedule({ profiles: [], evses: [], voltageV: 230 }, asked)).toEqual({
      evseId: 1,
      duration: 600,
      scheduleStart: START,
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0 }],
    })
  })

  it('takes the lowest of several phases in A, their sum in W', () => {
    const period = { startPeriod: 0, limit: 10, limit_L2: 8, limit_L3: 9 }
    for (const [chargingRateUnit, limit] of [
      ['A', 8],
      ['W', 27],
    ] as const) {
      const chargingSchedule = [{ id: 1, chargingRateUnit, chargingSchedulePeriod: [period] }]
      const situation = { profiles: [{ evseId: 1, profile: profile({ chargingSchedule }) }], evses: [], voltageV: 230 }
      const [first] = compositeSchedule(situation, { ...asked, unit: chargingRateUnit }).chargingSchedulePeriod
      expect(first?.limit).toBe(limit)
    }
  })

  it('holds a dynamic profile for its duration after the latest update', () => {
    const dynamic = profile({
      chargingProfileKind: 'Dynamic',
      dynUpdateTime: '2026-03-01T11:59:00.000Z',
      chargingSchedule: [
        { id: 1, duration: 120, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, setpoint: 7 }] },
      ],
    })
    const situation = { profiles: [{ evseId: 1, profile: dynamic }], evses: [], voltageV: 230 }
    expect(compositeSchedule(situation, asked).chargingSchedulePeriod).toEqual([
      { startPeriod: 0, limit: 7, numberPhases: 3 },
      { startPeriod: 60 },
    ])
  })

  it('puts priority before the transaction, that before the default, and a station maximum above all', () => {
    const of = (id: number, chargingProfilePurpose: ChargingProfile['chargingProfilePurpose'], limit: number) => ({
      evseId: chargingProfilePurpose === 'ChargingStationMaxProfile' ? 0 : 1,
      profile: profile({ id, chargingProfilePurpose, ...(chargingProfilePurpose === 'TxProfile' && TX) }, limit),
    })
    const TX = { transactionId: 't' }
    const all = [of(1, 'TxDefaultProfile', 6), of(2, 'TxProfile', 8), of(3, 'PriorityCharging', 20)]
    const limitOf = (profiles: readonly InstalledProfile[], hasPriority: boolean) => {
      const transaction = { transactionId: 't', startedAtMs: startMs, hasPriority }
      const situation = { profiles, evses: [{ evseId: 1, phases: 3 as const, transaction }], voltageV: 230 }
      return compositeSchedule(situation, asked).chargingSchedulePeriod[0]?.limit
    }
    expect(limitOf(all, true)).toBe(20)
    expect(limitOf(all, false)).toBe(8)
    expect(limitOf(all.slice(0, 1), true)).toBe(6)
    expect(limitOf([...all, of(4, 'ChargingStationMaxProfile', 10)], true)).toBe(10)
  })

  it('names the phase of a single-phase limit, and the highest least rate', () => {
    const chargingSchedule = [
      {
        id: 1,
        chargingRateUnit: 'W' as const,
        minChargingRate: 1380,
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 2300, numberPhases: 1, phaseToUse: 2 }],
      },
    ]
    const situation = { profiles: [{ evseId: 0, profile: profile({ chargingSchedule }) }], evses: [], voltageV: 230 }
    expect(compositeSchedule(situation, asked)).toMatchObject({
      minChargingRate: 6,
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 10, numberPhases: 1, phaseToUse: 2 }],
    })
  })
})

describe('compositeDifferences', () => {
  const composite = (changed: Partial<CompositeSchedule> = {}): CompositeSchedule => ({
    evseId: 1,
    duration: 600,
    scheduleStart: START,
    chargingRateUnit: 'A',
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 16 },
      { startPeriod: 300, limit: 8 },
    ],
    ...changed,
  })

  it('finds where the station does something else, and forgives rounding', () => {
    expect(compositeDifferences(composite(), composite())).toEqual([])
    const rounded = [
      { startPeriod: 0, limit: 15.9 },
      { startPeriod: 300, limit: 8.3 },
    ]
    expect(compositeDifferences(composite(), composite({ chargingSchedulePeriod: rounded }))).toEqual([])
    const other = composite({ chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] })
    expect(compositeDifferences(composite(), other)).toEqual([{ startS: 300, endS: 600, expected: 8, reported: 16 }])
  })

  it('takes a rating for no difference, but a missing limit for one', () => {
    const free = composite({ chargingSchedulePeriod: [{ startPeriod: 0 }] })
    expect(compositeDifferences(free, composite())).toEqual([])
    expect(compositeDifferences(composite(), free)).toHaveLength(2)
  })

  it('compares only what both cover, and nothing in different units', () => {
    const later = composite({
      scheduleStart: '2026-03-01T12:05:00.000Z',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 8 }],
    })
    expect(compositeDifferences(composite(), later)).toEqual([])
    expect(compositeDifferences(composite(), composite({ chargingRateUnit: 'W' }))).toBeUndefined()
    expect(compositeDifferences(composite(), composite({ scheduleStart: 'x' }))).toBeUndefined()
  })
})

describe('1.6 profiles', () => {
  it('are written and read back', () => {
    const given = profile({ chargingProfilePurpose: 'TxProfile', transactionId: '42', validTo: START })
    const written = writeProfile16(given)
    expect(written).toEqual({
      chargingProfileId: 1,
      transactionId: 42,
      stackLevel: 0,
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Relative',
      validTo: START,
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] },
    })
    expect(written && readProfile16(written)).toEqual(given)
    expect(writeProfile16(profile({ chargingProfilePurpose: 'ChargingStationMaxProfile' }))).toMatchObject({
      chargingProfilePurpose: 'ChargePointMaxProfile',
    })
    expect(writeProfile16(profile({ chargingProfilePurpose: 'PriorityCharging' }))).toBeUndefined()
    expect(writeProfile16(profile({ chargingSchedule: [] }))).toBeUndefined()
  })

  it('make composite schedules that are rounded down', () => {
    const composite = {
      evseId: 1,
      duration: 60,
      scheduleStart: START,
      chargingRateUnit: 'A' as const,
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 15.96, numberPhases: 3 }],
      minChargingRate: 6,
    }
    const written = writeComposite16(composite)
    expect(readComposite16(written)).toEqual({
      ...composite,
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 15.9, numberPhases: 3 }],
    })
    expect(readComposite16({ status: 'Rejected' })).toBeUndefined()
  })
})

describe('limits from outside', () => {
  it('hold together when they come from different sources, with own generation on top', () => {
    const from = (
      source: string,
      limit: number,
      chargingProfilePurpose: ChargingProfile['chargingProfilePurpose'],
    ) => ({
      evseId: 0,
      source,
      profile: profile({ chargingProfilePurpose }, limit),
    })
    const profiles = [
      from('EMS', 12, 'ChargingStationExternalConstraints'),
      from('SO', 8, 'ChargingStationExternalConstraints'),
      from('SO', 5, 'LocalGeneration'),
    ]
    const situation = { profiles, evses: [], voltageV: 230 }
    const asked = { evseId: 1, startMs, durationS: 60, unit: 'A' } as const
    expect(compositeSchedule(situation, asked).chargingSchedulePeriod).toMatchObject([{ startPeriod: 0, limit: 13 }])
  })
})

describe('a dynamic schedule', () => {
  const dynamic = profile({ chargingProfileKind: 'Dynamic' }, 10)

  it('is what its latest update says', () => {
    const updated = updateSchedule(dynamic, { setpoint: -2 }, startMs)
    expect(updated).toMatchObject({ dynUpdateTime: START })
    expect(currentUpdate(updated)).toEqual({ limit: 10, setpoint: -2 })
    expect(currentUpdate(profile())).toBeUndefined()
    expect(updateSchedule(profile({ chargingSchedule: [] }), {}, startMs)).toEqual(profile({ chargingSchedule: [] }))
  })
})

describe('profileDifferences', () => {
  it('names what differs, and forgives how it is written', () => {
    const expected = at(1, { validFrom: '2026-03-01T12:00:00.500Z' })
    expect(profileDifferences(expected, at(1, { validFrom: '2026-03-01T13:00:00+01:00' }))).toEqual([])
    const three = { evseId: 1, profile: profile() }
    three.profile.chargingSchedule[0]!.chargingSchedulePeriod[0]!.numberPhases = 3
    expect(profileDifferences(at(1), three)).toEqual([])
    expect(profileDifferences(at(1), { evseId: 2, profile: profile({ stackLevel: 3 }, 10) })).toEqual([
      'evseId',
      'stackLevel',
      'chargingSchedule.0.chargingSchedulePeriod.0.limit',
    ])
    expect(profileDifferences(expected, at(1))).toEqual(['validFrom'])
  })
})
