import type { ChargingProfile } from '@stationmaster/ocpp'
import { describe, expect, it } from 'vitest'
import {
  acceptProfile,
  applyReport,
  changeProfile,
  dropProfiles,
  type ExpectedProfile,
  type ReportedProfile,
  type StoredProfile,
  stateOfProfile,
} from './stored-profile.ts'

const COMMAND = '00000000-0000-4000-8000-000000000001'

function profile(id: number, changed: Partial<ChargingProfile> = {}): ChargingProfile {
  return {
    id,
    stackLevel: id,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] }],
    ...changed,
  }
}
const expected = (id: number, changed: Partial<ChargingProfile> = {}): ExpectedProfile => ({
  evseId: 1,
  profile: profile(id, changed),
  atMs: 1000,
  by: COMMAND,
})
const reported = (id: number, changed: Partial<ChargingProfile> = {}): ReportedProfile => ({
  evseId: 1,
  source: 'CSO',
  profile: profile(id, changed),
})
const statesOf = (stored: readonly StoredProfile[]) =>
  stored.map((one) => `${one.profileId} ${stateOfProfile(one).state}`)
const accepted = (...ids: readonly number[]) =>
  ids.reduce<readonly StoredProfile[]>((stored, id) => acceptProfile(stored, expected(id)), [])

describe('stored profiles', () => {
  it('are unverified until a report says more', () => {
    expect(statesOf(accepted(1, 2))).toEqual(['1 unverified', '2 unverified'])
  })

  it('take the place of the one of their level, also of one that was only reported', () => {
    const report = { criteria: {}, profiles: [reported(7, { stackLevel: 3 })], atMs: 2000 }
    const stored = applyReport(accepted(1), report)
    expect(statesOf(acceptProfile(stored, expected(9, { stackLevel: 3 })))).toEqual(['1 missing', '9 unverified'])
  })

  it('show what a report makes of them', () => {
    const profiles = [reported(1), reported(2, { stackLevel: 5 }), reported(8)]
    const stored = applyReport(accepted(1, 2, 3), { criteria: {}, profiles, atMs: 2000, by: COMMAND })
    expect(statesOf(stored)).toEqual(['1 asExpected', '2 differs', '3 missing', '8 unexpected'])
    expect(stored.map(({ checkedBy }) => checkedBy)).toEqual([COMMAND, COMMAND, COMMAND, COMMAND])
  })

  it('are missing only where the report looked', () => {
    const criteria = { evseId: 1, stackLevel: 2 }
    const stored = applyReport(accepted(1, 2), { criteria, profiles: [], atMs: 2000 })
    expect(statesOf(stored)).toEqual(['1 unverified', '2 missing'])
    expect(statesOf(applyReport(stored, { criteria: undefined, profiles: [reported(2)], atMs: 3000 }))).toEqual([
      '1 unverified',
      '2 asExpected',
    ])
    const ofOthers = applyReport(accepted(1), { criteria: { sources: ['EMS'] }, profiles: [], atMs: 2000 })
    expect(statesOf(ofOthers)).toEqual(['1 unverified'])
  })

  it('of others are forgotten when they are gone', () => {
    const stored = applyReport([], { criteria: {}, profiles: [reported(4)], atMs: 1000 })
    expect(statesOf(stored)).toEqual(['4 unexpected'])
    expect(applyReport(stored, { criteria: {}, profiles: [], atMs: 2000 })).toEqual([])
  })

  it('are dropped when they are cleared', () => {
    expect(statesOf(dropProfiles(accepted(1, 2), { ids: [1] }))).toEqual(['2 unverified'])
    expect(dropProfiles(accepted(1, 2), {})).toEqual([])
  })

  it('change on both sides when a dynamic one is updated', () => {
    const stored = applyReport(accepted(1), { criteria: {}, profiles: [reported(1)], atMs: 2000 })
    const [changed] = changeProfile(stored, 1, (one) => ({ ...one, stackLevel: 9 }))
    expect([changed?.expected?.profile.stackLevel, changed?.reported?.profile.stackLevel]).toEqual([9, 9])
    expect(changeProfile(stored, 5, (one) => one)).toEqual(stored)
  })

  it('of a hostile station end somewhere', () => {
    const profiles = Array.from({ length: 5000 }, (_, id) => reported(id))
    expect(applyReport([], { criteria: {}, profiles, atMs: 1000 })).toHaveLength(500)
  })
})
