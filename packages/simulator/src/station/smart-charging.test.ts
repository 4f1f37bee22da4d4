import type { ChargingProfile } from '@stationmaster/ocpp'
import { describe, expect, it } from 'vitest'
import { CAR } from '../testing/car.ts'
import { MINUTE_MS, type StationFixture, startStation } from '../testing/station-fixture.ts'
import { eventually } from '../testing/test-csms.ts'
import { advanceEvse, type Evse } from './evse.ts'

const FULL_W = 16 * 690

interface ProfileParts {
  readonly purpose?: 'ChargingStationMaxProfile' | 'TxDefaultProfile' | 'TxProfile'
  readonly unit?: 'A' | 'W'
  readonly id?: number
  readonly stackLevel?: number
  readonly transactionId?: string
}

function profileOf(
  periods: readonly { readonly startPeriod: number; readonly limit: number }[],
  { purpose = 'TxDefaultProfile', unit = 'A', id = 1, stackLevel = 0, transactionId }: ProfileParts = {},
): ChargingProfile {
  const kind = purpose === 'ChargingStationMaxProfile' ? 'Absolute' : 'Relative'
  return {
    id,
    stackLevel,
    chargingProfilePurpose: purpose,
    chargingProfileKind: kind,
    ...(transactionId !== undefined && { transactionId }),
    chargingSchedule: [
      {
        id,
        ...(kind === 'Absolute' && { startSchedule: '1970-01-01T00:00:00Z' }),
        chargingRateUnit: unit,
        chargingSchedulePeriod: [...periods],
      },
    ],
  }
}

function wireProfile(version: '1.6' | '2.0.1' | '2.1', evseId: number, profile: ChargingProfile): object {
  if (version !== '1.6') return { evseId, chargingProfile: profile }
  const { id, chargingProfilePurpose, transactionId, chargingSchedule, ...rest } = profile
  const { id: _, ...schedule } = chargingSchedule[0]!
  const purpose =
    chargingProfilePurpose === 'ChargingStationMaxProfile' ? 'ChargePointMaxProfile' : chargingProfilePurpose
  return {
    connectorId: evseId,
    csChargingProfiles: {
      ...rest,
      chargingProfileId: id,
      chargingProfilePurpose: purpose,
      ...(transactionId !== undefined && { transactionId: Number(transactionId) }),
      chargingSchedule: schedule,
    },
  }
}

async function command({ csms, station }: StationFixture, action: string, payload: object) {
  const outcome = await csms.command(station.identity, action, payload)
  if (outcome.kind !== 'result') throw new Error(`${action}: ${JSON.stringify(outcome)}`)
  return outcome.payload as Record<string, unknown>
}

/** Average power over the next minutes, as the register sees it. */
async function meteredW({ world, station }: StationFixture, evseId = 1, minutes = 10): Promise<number> {
  const readWh = () => {
    const evse = station.evses.find(({ id }) => id === evseId) as Evse
    advanceEvse(evse, world.now())
    return evse.meter.trueWh
  }
  const beforeWh = readWh()
  await world.advanceAsync(minutes * MINUTE_MS)
  return ((readWh() - beforeWh) * 60) / minutes
}

describe.each(['1.6', '2.0.1', '2.1'] as const)('a %s station', (version) => {
  const set = (fixture: StationFixture, evseId: number, profile: ChargingProfile) =>
    command(fixture, 'SetChargingProfile', wireProfile(version, evseId, profile))

  it('really limits the current, in A and in W, and lets go when the profile is cleared', async () => {
    await using fixture = await startStation(version)
    await fixture.online()
    await fixture.charge(5)
    expect(await meteredW(fixture)).toBeCloseTo(FULL_W, -2)
    expect(await set(fixture, 1, profileOf([{ startPeriod: 0, limit: 10 }]))).toEqual({ status: 'Accepted' })
    expect(await meteredW(fixture)).toBeCloseTo(10 * 690, -2)
    await set(
      fixture,
      0,
      profileOf([{ startPeriod: 0, limit: 5520 }], { purpose: 'ChargingStationMaxProfile', unit: 'W', id: 2 }),
    )
    expect(await meteredW(fixture)).toBeCloseTo(5520, -2)
    expect(await command(fixture, 'ClearChargingProfile', {})).toEqual({ status: 'Accepted' })
    expect(await meteredW(fixture)).toBeCloseTo(FULL_W, -2)
    expect(await command(fixture, 'ClearChargingProfile', {})).toMatchObject({ status: 'Unknown' })
  })

  it('stops below 6 A, says so, and goes on when the schedule allows', async () => {
    await using fixture = await startStation(version)
    await fixture.online()
    const periods = [
      { startPeriod: 0, limit: 16 },
      { startPeriod: 1800, limit: 5 },
      { startPeriod: 3600, limit: 8 },
    ]
    await set(fixture, 1, profileOf(periods))
    await fixture.charge(35)
    expect(await meteredW(fixture, 1, 20)).toBe(0)
    await fixture.delivered()
    if (version === '1.6') {
      expect(fixture.csms.of('StatusNotification')).toContainEqual(expect.objectContaining({ status: 'SuspendedEVSE' }))
    } else {
      const states = fixture.csms.of('TransactionEvent').map((event) => JSON.stringify(event))
      expect(states.some((state) => state.includes('"chargingState":"SuspendedEVSE"'))).toBe(true)
    }
    await fixture.world.advanceAsync(10 * MINUTE_MS)
    expect(await meteredW(fixture)).toBeCloseTo(8 * 690, -2)
  })

  it('shares what the station has among its vehicles; the last waits when there is too little', async () => {
    const hardware = { kind: 'ac', phases: 3, maxCurrentA: 16 } as const
    await using fixture = await startStation(version, { evses: [{ hardware }, { hardware }] })
    await fixture.online()
    await fixture.charge(5)
    fixture.station.plugIn(2, CAR)
    await fixture.station.presentCard(2, 'CARD02')
    await fixture.world.advanceAsync(5 * MINUTE_MS)
    const maximum = (limit: number) =>
      set(fixture, 0, profileOf([{ startPeriod: 0, limit }], { purpose: 'ChargingStationMaxProfile' }))
    await maximum(20)
    expect(await meteredW(fixture, 1)).toBeCloseTo(10 * 690, -2)
    expect(await meteredW(fixture, 2)).toBeCloseTo(10 * 690, -2)
    await maximum(10)
    expect(await meteredW(fixture, 1)).toBeCloseTo(10 * 690, -2)
    expect(await meteredW(fixture, 2)).toBe(0)
  })

  it('keeps a TxProfile for its transaction only', async () => {
    await using fixture = await startStation(version)
    await fixture.online()
    await fixture.charge(5)
    const { transactionId } = fixture.station.history.sessions[0]!
    if (transactionId === undefined) throw new Error('the transaction has an id by now')
    const own = profileOf([{ startPeriod: 0, limit: 7 }], { purpose: 'TxProfile', transactionId })
    expect(await set(fixture, 1, own)).toEqual({ status: 'Accepted' })
    expect(await set(fixture, 1, { ...own, transactionId: '999999' })).toMatchObject({ status: 'Rejected' })
    expect(await meteredW(fixture)).toBeCloseTo(7 * 690, -2)
    fixture.station.unplug(1)
    await fixture.charge(5)
    expect(await meteredW(fixture)).toBeCloseTo(FULL_W, -2)
  })

  it.each<[string, Record<string, string>, ChargingProfile]>([
    ['a stack level beyond its own', {}, profileOf([{ startPeriod: 0, limit: 8 }], { stackLevel: 9 })],
    [
      'more periods than it keeps',
      { profilePeriods: '1' },
      profileOf([
        { startPeriod: 0, limit: 8 },
        { startPeriod: 9, limit: 7 },
      ]),
    ],
    [
      'a unit it does not know',
      { rateUnits: 'A', rateUnits16: 'Current' },
      profileOf([{ startPeriod: 0, limit: 8 }], { unit: 'W' }),
    ],
    ['more profiles than it keeps', { profileEntries: '0' }, profileOf([{ startPeriod: 0, limit: 8 }])],
    ['periods out of order', {}, profileOf([{ startPeriod: 5, limit: 8 }])],
    [
      'smart charging switched off',
      { profiles: 'Core', smartChargingEnabled: 'false' },
      profileOf([{ startPeriod: 0, limit: 8 }]),
    ],
  ])('refuses %s', async (_, settings, profile) => {
    await using fixture = await startStation(version, { settings })
    await fixture.online()
    const { status } = await set(fixture, 1, profile)
    expect(['Rejected', 'NotSupported']).toContain(status)
    await fixture.charge(5)
    expect(await meteredW(fixture)).toBeCloseTo(FULL_W, -2)
  })

  it('answers with the schedule that it follows', async () => {
    await using fixture = await startStation(version)
    await fixture.online()
    await set(
      fixture,
      0,
      profileOf([{ startPeriod: 0, limit: 6000 }], { purpose: 'ChargingStationMaxProfile', unit: 'W' }),
    )
    const asked = version === '1.6' ? { connectorId: 1 } : { evseId: 1 }
    const answer = await command(fixture, 'GetCompositeSchedule', { ...asked, duration: 600, chargingRateUnit: 'A' })
    expect(JSON.stringify(answer)).toContain(
      '"chargingSchedulePeriod":[{"startPeriod":0,"limit":8.6,"numberPhases":3}]',
    )
    const unknown = version === '1.6' ? { connectorId: 9 } : { evseId: 9 }
    expect(await command(fixture, 'GetCompositeSchedule', { ...unknown, duration: 600 })).toMatchObject({
      status: 'Rejected',
    })
  })
})

describe('a 2.1 station', () => {
  it('follows a dynamic profile, pushed and pulled', async () => {
    await using fixture = await startStation('2.1', {}, (csms) => {
      csms.answer = (call) =>
        call.action === 'PullDynamicScheduleUpdate'
          ? { ok: true, payload: { status: 'Accepted', scheduleUpdate: { limit: 7 } } }
          : undefined
    })
    await fixture.online()
    await fixture.charge(5)
    const dynamic: ChargingProfile = {
      ...profileOf([{ startPeriod: 0, limit: 12 }]),
      chargingProfileKind: 'Dynamic',
      dynUpdateInterval: 1800,
    }
    await command(fixture, 'SetChargingProfile', wireProfile('2.1', 1, dynamic))
    expect(await meteredW(fixture)).toBeCloseTo(12 * 690, -2)
    const update = { chargingProfileId: 1, scheduleUpdate: { limit: 9 } }
    expect(await command(fixture, 'UpdateDynamicSchedule', update)).toEqual({ status: 'Accepted' })
    expect(await meteredW(fixture)).toBeCloseTo(9 * 690, -2)
    await fixture.world.advanceAsync(11 * MINUTE_MS)
    await eventually('pulled', () => fixture.csms.of('PullDynamicScheduleUpdate').length > 0)
    await eventually('applied', () => fixture.station.evses[0]?.limitA === 7)
    const other = { chargingProfileId: 5, scheduleUpdate: { limit: 9 } }
    expect(await command(fixture, 'UpdateDynamicSchedule', other)).toMatchObject({ status: 'Rejected' })
  })

  it('lets a transaction with priority charge by its own profile', async () => {
    await using fixture = await startStation('2.1')
    await fixture.online()
    await fixture.charge(5)
    const { transactionId } = fixture.station.history.sessions[0]!
    expect(await command(fixture, 'UsePriorityCharging', { transactionId, activate: true })).toEqual({
      status: 'NoProfile',
    })
    await command(fixture, 'SetChargingProfile', wireProfile('2.1', 1, profileOf([{ startPeriod: 0, limit: 6 }])))
    const priority = {
      ...profileOf([{ startPeriod: 0, limit: 16 }], { id: 2 }),
      chargingProfilePurpose: 'PriorityCharging',
    }
    await command(fixture, 'SetChargingProfile', { evseId: 1, chargingProfile: priority })
    expect(await meteredW(fixture)).toBeCloseTo(6 * 690, -2)
    expect(fixture.station.askForPriority(1, true)).toBe(true)
    expect(await meteredW(fixture)).toBeCloseTo(FULL_W, -2)
    expect(fixture.csms.of('NotifyPriorityCharging')).toEqual([{ transactionId, activated: true }])
  })

  it('turns a frequency signal into power by its curve', async () => {
    await using fixture = await startStation('2.1')
    await fixture.online()
    await fixture.charge(5)
    expect(await command(fixture, 'AFRRSignal', { timestamp: '2026-01-01T00:00:00Z', signal: 5 })).toMatchObject({
      status: 'Rejected',
    })
    const period = {
      startPeriod: 0,
      operationMode: 'CentralFrequency' as const,
      v2xSignalWattCurve: [
        { signal: 0, power: 0 },
        { signal: 10, power: 11_040 },
      ],
    }
    const follow = profileOf([], { unit: 'W' })
    follow.chargingSchedule[0]!.chargingSchedulePeriod = [period]
    await command(fixture, 'SetChargingProfile', wireProfile('2.1', 1, follow))
    expect(await command(fixture, 'AFRRSignal', { timestamp: '2026-01-01T00:00:00Z', signal: 5 })).toEqual({
      status: 'Accepted',
    })
    expect(await meteredW(fixture)).toBeCloseTo(FULL_W / 2, -2)
  })

  it('falls back to the profile below when it has been alone for too long', async () => {
    await using fixture = await startStation('2.1')
    await fixture.online()
    await fixture.charge(5)
    const alone = { ...profileOf([{ startPeriod: 0, limit: 14 }], { id: 2, stackLevel: 3 }), maxOfflineDuration: 1200 }
    const gone = { ...alone, id: 3, stackLevel: 4, maxOfflineDuration: 600, invalidAfterOfflineDuration: true }
    await command(fixture, 'SetChargingProfile', wireProfile('2.1', 1, profileOf([{ startPeriod: 0, limit: 7 }])))
    for (const one of [alone, gone]) await command(fixture, 'SetChargingProfile', wireProfile('2.1', 1, one))
    const limitNow = () => fixture.station.evses[0]?.limitA
    fixture.csms.refuse(true)
    fixture.csms.disconnect(fixture.station.identity)
    await eventually('offline', () => !fixture.station.online)
    await fixture.world.advanceAsync(21 * MINUTE_MS)
    expect(limitNow()).toBe(7)
    expect(await meteredW(fixture)).toBeCloseTo(7 * 690, -2)
    fixture.csms.refuse(false)
    await eventually('online again', () => fixture.station.online)
    expect(limitNow()).toBe(14)
  })
})
