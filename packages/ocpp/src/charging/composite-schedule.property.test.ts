import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceAt } from '../testing/composite-reference.ts'
import { holds } from '../testing/holds.ts'
import { compositeSchedule } from './composite-schedule.ts'
import type { ChargingProfile, DelayedStart, InstalledProfile, ProfiledEvse, ProfileSituation } from './profile.ts'

const VOLTAGE_V = 230
/** Europe puts its clocks forward. */
const NOW_MS = Date.UTC(2026, 2, 29, 1)
const HOUR_MS = 3_600_000
const TRANSACTION = 'tx-1'

/** Times around now: mostly on a whole second, where edges meet, and on few of them, so that they do. */
const near = (hours: number) =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.integer({ min: -hours * 30, max: hours * 30 }).map((steps) => steps * 120_000) },
      fc.integer({ min: -hours * HOUR_MS, max: hours * HOUR_MS }),
    )
    .map((ms) => new Date(NOW_MS + ms).toISOString())
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })

/** Drops what is undefined, as JSON does. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

const rate = fc.constantFrom(0, 6, 10.5, 16, 32, 4000, 11_000)
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 })

const period = fc.record({
  limit: fc.oneof({ weight: 9, arbitrary: rate }, fc.constant(undefined)),
  limit_L2: seldom(rate),
  limit_L3: seldom(rate),
  setpoint: seldom(fc.constantFrom(-5, 8, 20)),
  numberPhases: optional(fc.constantFrom(1, 2, 3)),
})

const profile: fc.Arbitrary<ChargingProfile> = fc
  .record({
    id: fc.integer({ min: 1, max: 99 }),
    stackLevel: fc.integer({ min: 0, max: 1 }),
    chargingProfilePurpose: fc.constantFrom(
      'ChargingStationMaxProfile' as const,
      'ChargingStationExternalConstraints' as const,
      'TxDefaultProfile' as const,
      'TxProfile' as const,
      'PriorityCharging' as const,
      'LocalGeneration' as const,
    ),
    kind: fc.constantFrom('Absolute' as const, 'Recurring' as const, 'Relative' as const, 'Dynamic' as const),
    dynUpdateTime: optional(near(1)),
    useLocalTime: optional(fc.boolean()),
    randomizedDelay: optional(fc.constantFrom(0, 30, 600)),
    limitAtSoC: seldom(fc.record({ soc: fc.constantFrom(50, 80), limit: rate })),
    recurrencyKind: fc.constantFrom('Daily' as const, 'Weekly' as const),
    validFrom: optional(near(1)),
    validTo: optional(near(1)),
    transactionId: fc.constantFrom(TRANSACTION, 'another'),
    unit: fc.constantFrom('A' as const, 'W' as const),
    startSchedule: fc.oneof(near(1), near(40)),
    duration: optional(fc.oneof(fc.constantFrom(120, 1200, 3600), fc.integer({ min: 60, max: 90_000 }))),
    gaps: fc.array(fc.tuple(fc.integer({ min: 1, max: 4000 }), period), { minLength: 1, maxLength: 5 }),
    minChargingRate: optional(fc.constantFrom(6, 8)),
  })
  .map(({ kind, recurrencyKind, dynUpdateTime, transactionId, gaps, unit, startSchedule, ...rest }) => {
    const { duration, minChargingRate, useLocalTime, randomizedDelay, limitAtSoC, ...profileFields } = rest
    let startPeriod = 0
    const chargingSchedulePeriod = gaps.slice(0, kind === 'Dynamic' ? 1 : 5).map(([gap, one], index) => {
      startPeriod += index === 0 ? 0 : gap
      return { startPeriod, ...one }
    })
    const schedule = { chargingRateUnit: unit, duration, minChargingRate, useLocalTime, randomizedDelay, limitAtSoC }
    const hasStart = kind === 'Absolute' || kind === 'Recurring'
    return plain({
      ...profileFields,
      chargingProfileKind: kind,
      ...(kind === 'Recurring' && { recurrencyKind }),
      ...(kind === 'Dynamic' && { dynUpdateTime }),
      ...(rest.chargingProfilePurpose === 'TxProfile' && { transactionId }),
      chargingSchedule: [{ id: 1, ...schedule, ...(hasStart && { startSchedule }), chargingSchedulePeriod }],
    }) as ChargingProfile
  })

const installed: fc.Arbitrary<InstalledProfile> = fc
  .tuple(fc.integer({ min: 0, max: 2 }), profile, optional(fc.constantFrom('EMS', 'SO')))
  .map(([place, one, from]) => {
    const isWhole = one.chargingProfilePurpose === 'ChargingStationMaxProfile'
    const isOutside = ['ChargingStationExternalConstraints', 'LocalGeneration'].includes(one.chargingProfilePurpose)
    const source = isOutside && from !== undefined ? { source: from } : {}
    return { evseId: isWhole ? 0 : place, profile: one, ...source }
  })

const evse = (evseId: number): fc.Arbitrary<ProfiledEvse> =>
  fc
    .record({
      phases: fc.constantFrom(1 as const, 3 as const),
      ratedA: optional(fc.constantFrom(16, 32)),
      transaction: optional(
        fc.record({
          transactionId: fc.constant(TRANSACTION),
          startedAtMs: fc.integer({ min: NOW_MS - 5 * HOUR_MS, max: NOW_MS }),
          hasPriority: fc.boolean(),
          socPercent: optional(fc.constantFrom(20, 50, 79, 80, 99)),
        }),
      ),
    })
    .map((one) => {
      const { transaction, ratedA, phases } = one
      const rated = ratedA === undefined ? {} : { ratedA }
      return { evseId, phases, ...rated, ...(transaction && { transaction: plain(transaction) }) } as ProfiledEvse
    })

const situation: fc.Arbitrary<ProfileSituation> = fc
  .record({
    profiles: fc.array(installed, { maxLength: 12 }),
    evses: fc.tuple(evse(1), evse(2)),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
  })
  .map((one) => ({ ...one, voltageV: VOLTAGE_V }))

const REQUEST = {
  evseId: fc.integer({ min: 0, max: 2 }),
  startMs: fc.oneof(fc.constant(NOW_MS), fc.integer({ min: NOW_MS - 400_000, max: NOW_MS + 1000 })),
  durationS: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }) }, fc.integer({ min: 1, max: 900 })),
  unit: fc.constantFrom('A' as const, 'W' as const),
}
const request = fc.record(REQUEST)

const FREE = Number.POSITIVE_INFINITY
const isClose = (one: number, other: number) => one === other || Math.abs(one - other) <= 1e-6

describe('compositeSchedule', () => {
  it('says for every second what looking at every profile for that second says', () => {
    holds(
      fc.property(situation, request, (given, asked) => {
        const periods = compositeSchedule(given, asked).chargingSchedulePeriod
        for (let second = 0; second < asked.durationS; second += 1) {
          const { limit = FREE, lowestLimit = limit } = periods.findLast((one) => one.startPeriod <= second) ?? {}
          const expected = referenceAt(given, { ...asked, second })
          const isSame = isClose(limit, expected.high) && isClose(lowestLimit, expected.low)
          if (!isSame) expect({ second, low: lowestLimit, high: limit }).toEqual({ second, ...expected })
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('holds, however the delays of starts are drawn, between the lowest and the highest that may hold', () => {
    const ofEvse = fc.record({ ...REQUEST, evseId: fc.integer({ min: 1, max: 2 }) })
    holds(
      fc.property(
        situation,
        ofEvse,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7 }),
        (given, asked, dice) => {
          const band = compositeSchedule(given, asked).chargingSchedulePeriod
          const drawnDelay = ({ profileId, period: index }: DelayedStart) =>
            dice[(profileId + index) % dice.length] ?? 0
          const drawn = compositeSchedule({ ...given, drawnDelay }, asked).chargingSchedulePeriod
          for (let second = 0; second < asked.durationS; second += 1) {
            const { limit = FREE, lowestLimit = limit } = band.findLast((one) => one.startPeriod <= second) ?? {}
            const real = drawn.findLast((one) => one.startPeriod <= second)
            expect(real?.lowestLimit).toBeUndefined()
            const isBetween = (real?.limit ?? FREE) >= lowestLimit - 1e-6 && (real?.limit ?? FREE) <= limit + 1e-6
            if (!isBetween) expect({ second, lowestLimit, limit }).toEqual(real)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('begins at 0, ascends, and changes with every period', () => {
    holds(
      fc.property(situation, request, (given, asked) => {
        const { chargingSchedulePeriod: periods } = compositeSchedule(given, asked)
        expect(periods[0]?.startPeriod).toBe(0)
        for (const [index, one] of periods.entries()) {
          const next = periods[index + 1]
          if (next === undefined) continue
          expect(next.startPeriod).toBeGreaterThan(one.startPeriod)
          expect(next.startPeriod).toBeLessThan(asked.durationS)
          expect({ ...next, startPeriod: 0 }).not.toEqual({ ...one, startPeriod: 0 })
        }
      }),
    )
  })

  it('never rises when a limit is added', () => {
    const limiting = installed.filter(({ profile: one }) => one.chargingProfilePurpose === 'ChargingStationMaxProfile')
    holds(
      fc.property(situation, limiting, request, (given, added, asked) => {
        const others = given.profiles.filter(
          ({ profile: one }) => one.chargingProfilePurpose !== 'ChargingStationMaxProfile',
        )
        const before = compositeSchedule({ ...given, profiles: others }, asked)
        const after = compositeSchedule({ ...given, profiles: [...others, added] }, asked)
        for (const { startPeriod, limit = Number.POSITIVE_INFINITY } of after.chargingSchedulePeriod) {
          const was = before.chargingSchedulePeriod.findLast((one) => one.startPeriod <= startPeriod)
          // In A a single-phase limit in W allows more current than the same power on three phases.
          if (asked.unit === 'W') expect(limit).toBeLessThanOrEqual((was?.limit ?? Number.POSITIVE_INFINITY) + 1e-6)
        }
      }),
    )
  })
})
