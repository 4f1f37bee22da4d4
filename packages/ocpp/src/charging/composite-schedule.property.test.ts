import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import { compositeSchedule } from './composite-schedule.ts'
import type { ChargingProfile, InstalledProfile, ProfiledEvse, ProfileSituation } from './profile.ts'

const VOLTAGE_V = 230
const NOW_MS = Date.UTC(2026, 2, 29, 12)
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

const period = fc.record({
  limit: fc.constantFrom(0, 6, 10.5, 16, 32, 4000, 11_000),
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
    kind: fc.constantFrom('Absolute' as const, 'Recurring' as const, 'Relative' as const),
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
  .map(({ kind, recurrencyKind, unit, startSchedule, duration, gaps, minChargingRate, transactionId, ...rest }) => {
    let startPeriod = 0
    const chargingSchedulePeriod = gaps.map(([gap, one], index) => {
      startPeriod += index === 0 ? 0 : gap
      return { startPeriod, ...one }
    })
    return plain({
      ...rest,
      chargingProfileKind: kind,
      ...(kind === 'Recurring' && { recurrencyKind }),
      ...(rest.chargingProfilePurpose === 'TxProfile' && { transactionId }),
      chargingSchedule: [
        {
          id: 1,
          chargingRateUnit: unit,
          ...(kind !== 'Relative' && { startSchedule }),
          duration,
          minChargingRate,
          chargingSchedulePeriod,
        },
      ],
    }) as ChargingProfile
  })

const installed: fc.Arbitrary<InstalledProfile> = fc
  .tuple(fc.integer({ min: 0, max: 2 }), profile)
  .map(([evseId, one]) => ({
    evseId: one.chargingProfilePurpose === 'ChargingStationMaxProfile' ? 0 : evseId,
    profile: one,
  }))

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
        }),
      ),
    })
    .map((one) => {
      const { transaction, ratedA, phases } = one
      return { evseId, phases, ...(ratedA !== undefined && { ratedA }), ...(transaction && { transaction }) }
    })

const situation: fc.Arbitrary<ProfileSituation> = fc
  .record({ profiles: fc.array(installed, { maxLength: 12 }), evses: fc.tuple(evse(1), evse(2)) })
  .map((one) => ({ ...one, voltageV: VOLTAGE_V }))

const request = fc.record({
  evseId: fc.integer({ min: 0, max: 2 }),
  startMs: fc.oneof(fc.constant(NOW_MS), fc.integer({ min: NOW_MS - 1000, max: NOW_MS + 1000 })),
  durationS: fc.integer({ min: 1, max: 900 }),
  unit: fc.constantFrom('A' as const, 'W' as const),
})

describe('compositeSchedule', () => {
  it('says for every second what looking at every profile for that second says', () => {
    holds(
      fc.property(situation, request, (given, asked) => {
        const composite = compositeSchedule(given, asked)
        const periods = composite.chargingSchedulePeriod
        for (let second = 0; second < asked.durationS; second += 1) {
          const found = periods.findLast(({ startPeriod }) => startPeriod <= second)
          const expected = oracle(given, { ...asked, second })
          if (expected === Number.POSITIVE_INFINITY) expect(found?.limit).toBeUndefined()
          else if (Math.abs((found?.limit ?? Number.NaN) - expected) > 1e-6 || found?.limit === undefined) {
            expect({ second, limit: found?.limit }).toEqual({ second, limit: expected })
          }
        }
      }),
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

interface Second {
  readonly evseId: number
  readonly startMs: number
  readonly second: number
  readonly unit: 'A' | 'W'
}

interface Limit {
  readonly unit: 'A' | 'W'
  readonly value: number
  readonly phases: number
}

/** One second, slowly: every profile is asked, nothing is remembered. */
function oracle({ profiles, evses }: ProfileSituation, { evseId, startMs, second, unit }: Second): number {
  const atMs = startMs + second * 1000
  const station: Limit[] = [
    ...say(profiles, 'ChargingStationMaxProfile', [0], { atMs, transactionMs: startMs, phases: 3 }),
    ...outside(profiles, 0, { atMs, transactionMs: startMs, phases: 3 }),
  ]
  const limitsOf = (one: ProfiledEvse): Limit[] => {
    const { transaction, phases } = one
    const asked = { atMs, transactionMs: transaction?.startedAtMs ?? startMs, phases, tx: transaction?.transactionId }
    const places = [one.evseId, 0]
    const priority = transaction?.hasPriority ? say(profiles, 'PriorityCharging', places, asked) : []
    const own = transaction ? say(profiles, 'TxProfile', places, asked) : []
    const byDefault = say(profiles, 'TxDefaultProfile', places, asked)
    const session = [priority, own, byDefault].find((limits) => limits.length > 0) ?? []
    const rated: Limit[] = one.ratedA === undefined ? [] : [{ unit: 'A', value: one.ratedA, phases }]
    return [...session, ...outside(profiles, one.evseId, asked), ...rated]
  }
  if (evseId !== 0) {
    const one = evses.find((each) => each.evseId === evseId)
    if (one === undefined) throw new Error('the test asks for EVSEs it has')
    return together([...limitsOf(one), ...station], one.phases)[unit]
  }
  const each = evses.map((one) => together(limitsOf(one), one.phases))
  const most = Math.max(...each.map(({ phases }) => phases))
  const total = each.reduce((all, one) => ({ A: all.A + one.A, W: all.W + one.W }), { A: 0, W: 0 })
  const summed: Limit[] = [
    { unit: 'A', value: total.A, phases: most },
    { unit: 'W', value: total.W, phases: most },
  ]
  return together([...summed, ...station], 3)[unit]
}

function together(limits: readonly Limit[], supply: number) {
  const phases = Math.min(supply, ...limits.map((limit) => limit.phases))
  const wattPerAmpere = VOLTAGE_V * phases
  const ampere = Math.min(...limits.map(({ unit, value }) => (unit === 'A' ? value : value / wattPerAmpere)))
  const watt = Math.min(...limits.map(({ unit, value }) => (unit === 'W' ? value : value * wattPerAmpere)))
  return { A: ampere, W: watt, phases }
}

interface Asked {
  readonly atMs: number
  readonly transactionMs: number
  readonly phases: number
  readonly tx?: string | undefined
}

/** Limits from outside, with own generation on top. */
function outside(profiles: readonly InstalledProfile[], evseId: number, asked: Asked): Limit[] {
  const [limit] = say(profiles, 'ChargingStationExternalConstraints', [evseId], asked)
  if (limit === undefined) return []
  const [more] = say(profiles, 'LocalGeneration', [evseId], asked)
  if (more === undefined) return [limit]
  const [one, other] = [together([limit], limit.phases), together([more], more.phases)]
  const phases = Math.max(limit.phases, more.phases)
  return [
    { unit: 'A', value: one.A + other.A, phases },
    { unit: 'W', value: one.W + other.W, phases },
  ]
}

function say(
  profiles: readonly InstalledProfile[],
  purpose: ChargingProfile['chargingProfilePurpose'],
  places: readonly number[],
  asked: Asked,
): Limit[] {
  let best: { readonly rank: number; readonly limit: Limit } | undefined
  for (const { evseId, profile: one } of profiles) {
    if (one.chargingProfilePurpose !== purpose || !places.includes(evseId)) continue
    if (purpose === 'TxProfile' && one.transactionId !== asked.tx) continue
    const limit = limitNow(one, asked)
    const rank = one.stackLevel * 100 + evseId
    if (limit !== undefined && (best === undefined || rank > best.rank)) best = { rank, limit }
  }
  return best === undefined ? [] : [best.limit]
}

function limitNow(one: ChargingProfile, { atMs, transactionMs, phases }: Asked): Limit | undefined {
  if (one.validFrom !== undefined && atMs < Date.parse(one.validFrom)) return undefined
  if (one.validTo !== undefined && atMs >= Date.parse(one.validTo)) return undefined
  const [schedule] = one.chargingSchedule
  if (schedule === undefined) return undefined
  let startMs = one.chargingProfileKind === 'Relative' ? transactionMs : Date.parse(schedule.startSchedule ?? '')
  if (one.chargingProfileKind === 'Recurring') {
    const cycleMs = one.recurrencyKind === 'Weekly' ? 7 * 24 * HOUR_MS : 24 * HOUR_MS
    while (startMs + cycleMs <= atMs) startMs += cycleMs
  }
  const sinceS = (atMs - startMs) / 1000
  if (sinceS < 0 || sinceS >= (schedule.duration ?? Number.POSITIVE_INFINITY)) return undefined
  let found: (typeof schedule.chargingSchedulePeriod)[number] | undefined
  for (const each of schedule.chargingSchedulePeriod) if (each.startPeriod <= sinceS) found = each
  if (found?.limit === undefined) return undefined
  return { unit: schedule.chargingRateUnit, value: found.limit, phases: Math.min(found.numberPhases ?? 3, phases) }
}
