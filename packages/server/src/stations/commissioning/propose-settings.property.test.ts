import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Characteristics } from '../../contract/index.ts'
import { placeIn, placeKey } from '../desired-state/compile.ts'
import { entryProblems } from '../desired-state/entry-rules.ts'
import { NEUTRAL_SETTINGS } from '../desired-state/neutral-settings.ts'
import { splitList } from '../device-model/characteristics.ts'
import { brokenRule } from '../device-model/value-rule.ts'
import { type KnownSetting, measurandsToTry, proposeSettings, WANTED_MEASURANDS } from './propose-settings.ts'

const NOTHING: Characteristics = {
  dataType: null,
  unit: null,
  minLimit: null,
  maxLimit: null,
  maxElements: null,
  valuesList: null,
  supportsMonitoring: null,
}
const LIST = 'meterValueMeasurands'
const measurand = fc.constantFrom(...WANTED_MEASURANDS, 'Temperature', 'Frequency', 'Power.Offered')
const someMeasurands = fc.uniqueArray(measurand, { maxLength: 8 })
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const mutability = fc.constantFrom('ReadWrite', 'ReadOnly', null)

const number = fc.record({ value: orNull(fc.integer({ min: 0, max: 2000 }).map(String)), mutability }).chain((one) =>
  fc
    .record({ minLimit: orNull(fc.integer({ min: 0, max: 500 })), more: orNull(fc.integer({ min: 0, max: 900 })) })
    .map(({ minLimit, more }) => {
      const maxLimit = more === null ? null : (minLimit ?? 0) + more
      return { ...one, characteristics: { ...NOTHING, dataType: 'integer' as const, minLimit, maxLimit } }
    }),
)
const list = fc
  .record({
    value: orNull(someMeasurands.map((all) => all.join(','))),
    mutability,
    valuesList: orNull(fc.uniqueArray(measurand, { minLength: 1, maxLength: 8 })),
    maxElements: orNull(fc.integer({ min: 1, max: 6 })),
    maxLimit: orNull(fc.integer({ min: 30, max: 200 })),
  })
  .map(({ value, mutability: ability, ...rest }) => ({
    value,
    mutability: ability,
    characteristics: { ...NOTHING, dataType: 'MemberList' as const, ...rest },
  }))

const station = fc
  .record({
    version: fc.constantFrom('1.6' as const, '2.0.1' as const, '2.1' as const),
    numbers: fc.array(orNull(number), { minLength: 30, maxLength: 30 }),
    list: orNull(list),
    refusesMeasurands: fc.boolean(),
  })
  .map(({ version, numbers, list: measurands, refusesMeasurands }) => {
    const settings = new Map<string, KnownSetting>()
    for (const [index, setting] of Object.keys(NEUTRAL_SETTINGS).entries()) {
      const place = placeIn({ kind: 'setting', setting }, { version })
      const known = setting === LIST ? measurands : numbers[index]
      if (place !== undefined && known != null) settings.set(placeKey(place), { place, ...known })
    }
    return { version, settings, refusesMeasurands }
  })

describe('proposeSettings', () => {
  it('proposes only what the station has, lets change, and says that it takes', () => {
    void fc.assert(
      fc.property(station, (known) => {
        for (const { entry, reason, setting } of proposeSettings(known)) {
          const place = placeIn({ kind: 'setting', setting }, known)
          const there = place && known.settings.get(placeKey(place))
          expect(there === undefined).toBe(reason === 'unknown')
          expect(entry === null).toBe(['unknown', 'readOnly', 'unfit'].includes(reason))
          if (entry === null || there === undefined) continue
          expect(there.mutability).not.toBe('ReadOnly')
          expect(brokenRule(there, entry.value ?? '')).toBeUndefined()
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('makes entries that a template may have', () => {
    void fc.assert(
      fc.property(station, (known) => {
        const entries = proposeSettings(known).flatMap(({ entry }) => entry ?? [])
        expect(entryProblems(entries)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves the usual value alone where the station is not in its way', () => {
    void fc.assert(
      fc.property(station, (known) => {
        for (const { entry, reason, usual, setting } of proposeSettings(known)) {
          if (entry === null || setting === LIST) continue
          expect(reason).toBe(entry.value === usual ? 'asUsual' : 'clipped')
          const place = placeIn({ kind: 'setting', setting }, known)
          const { minLimit = null, maxLimit = null } =
            (place && known.settings.get(placeKey(place))?.characteristics) ?? {}
          const fits = Number(usual) >= (minLimit ?? 0) && Number(usual) <= (maxLimit ?? Number.POSITIVE_INFINITY)
          expect(entry.value === usual).toBe(fits)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps the register first of all, and drops nothing that is sampled but for want of room', () => {
    void fc.assert(
      fc.property(station, (known) => {
        const proposed = proposeSettings(known).find(({ setting }) => setting === LIST)
        if (proposed === undefined || proposed.entry === null) return
        const place = placeIn({ kind: 'setting', setting: LIST }, known)
        const {
          valuesList = null,
          maxElements = null,
          maxLimit = null,
        } = (place && known.settings.get(placeKey(place))?.characteristics) ?? {}
        const has = splitList(proposed.entry.value ?? '')
        const [register] = WANTED_MEASURANDS
        if (proposed.reason === 'kept' || proposed.reason === 'refused') {
          expect(proposed.entry.value).toBe(proposed.actual ?? '')
          return
        }
        if (valuesList === null || valuesList.includes(register)) expect(has).toContain(register)
        if (maxElements !== null || maxLimit !== null) return
        for (const sampled of splitList(proposed.actual ?? '')) expect(has).toContain(sampled)
      }),
      { numRuns: 1000 },
    )
  })

  it('tries measurands only where nothing else says what the station takes', () => {
    void fc.assert(
      fc.property(station, (known) => {
        const tried = measurandsToTry(known)
        if (tried === undefined) return
        const there = known.settings.get(placeKey(tried.place))
        expect(there?.characteristics?.valuesList ?? null).toBeNull()
        expect(there?.mutability).not.toBe('ReadOnly')
        expect(tried.value).not.toBe(there?.value)
      }),
    )
  })
})
