import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, HOUR_MS, type SiteHistory, type Visit } from './visits.ts'
import { visitsAskedFor, whatIf } from './what-if.ts'

const DAY_MS = 24 * HOUR_MS
/** A Monday, midnight in Berlin. */
const FROM_MS = Date.parse('2026-03-01T23:00:00Z')

/** Four weeks: every weekday from 8, each of the chargers takes 22 kWh within the hour and the car stays until 16. */
function office(chargers: number, limitW: number | null = null): SiteHistory {
  const visits = Array.from({ length: 28 }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) =>
      Array.from({ length: chargers }, (_, charger): Visit => {
        const arrivesAtMs = FROM_MS + day * DAY_MS + 8 * HOUR_MS
        return { arrivesAtMs, leavesAtMs: arrivesAtMs + 8 * HOUR_MS, energyWh: 22_000, powerW: 22_000, charger }
      }),
    )
  return {
    fromMs: FROM_MS,
    untilMs: FROM_MS + 28 * DAY_MS,
    timeZone: 'Europe/Berlin',
    limitW,
    chargerPowerW: new Float64Array(chargers).fill(22_000),
    visits: columnsOf(visits),
  }
}

const ask = (history: SiteHistory, part: object) => {
  const question = {
    addedChargers: 4,
    chargerPowerW: 22_000,
    limitW: history.limitW,
    growthPercent: undefined,
    ...part,
  }
  return whatIf(history, question)
}

describe('what if', () => {
  it('a site without a limit has a higher peak, and that is all', () => {
    const { assumed, result } = ask(office(4), {})
    expect(assumed).toMatchObject({ growthPercent: 100, addedVisits: 80, limitW: null })
    expect(result).toMatchObject({ verdict: 'noLimit', most: null })
    expect(result?.before.peak).toEqual({ powerW: 88_000, at: '2026-03-02T07:00:00.000Z' })
    expect(result?.after.peak.powerW).toBeGreaterThan(100_000)
    expect(result?.after).toMatchObject({ heldBackWh: 0, hoursOverLimit: 0, lateVisits: 0, shortVisits: 0 })
  })

  it('a limit of half the power makes all wait and lacks nothing, since they stay for long', () => {
    const { result } = ask(office(4), { addedChargers: 0, limitW: 44_000 })
    expect(result?.verdict).toBe('tooTight')
    expect(result?.after).toMatchObject({
      peak: { powerW: 44_000 },
      wantedPeak: { powerW: 88_000 },
      hoursOverLimit: 20,
      heldBackWh: 880_000,
      heldBackPercent: 50,
      missingWh: 0,
      lateVisits: 80,
      shortVisits: 0,
    })
    expect(result?.most).toEqual({ chargers: 0, isMore: false })
  })

  it('the typical weekday is read by the clock of the site, and the curve falls', () => {
    const { result } = ask(office(2), { addedChargers: 0 })
    const { medianW = [] } = result?.typicalDay?.before ?? {}
    expect(medianW).toHaveLength(96)
    expect(medianW.slice(31, 37)).toEqual([0, 44_000, 44_000, 44_000, 44_000, 0])
    expect(result?.loadDuration.beforeW[0]).toBe(44_000)
    expect(result?.loadDuration.beforeW.at(-1)).toBe(0)
  })

  it('who finds no free charger drives on', () => {
    const { result } = ask(office(2), { addedChargers: 0, growthPercent: 100 })
    expect(result?.after.turnedAwayVisits).toBeGreaterThan(30)
    expect(result?.before.turnedAwayVisits).toBe(0)
  })

  it('nothing is known of a site without visits', () => {
    const empty = { ...office(2), visits: columnsOf([]) }
    expect(ask(empty, {}).result).toBeNull()
  })

  it('the same question has the same answer; the most chargers that fit do fit, and one more does not', () => {
    const history = office(6, 200_000)
    const { result } = ask(history, {})
    expect(ask(history, {}).result).toEqual(result)
    const chargers = result?.most?.chargers ?? 0
    expect(chargers).toBeGreaterThan(0)
    expect(ask(history, { addedChargers: chargers }).result?.after.heldBackPercent).toBeLessThanOrEqual(1)
    expect(ask(history, { addedChargers: chargers + 1 }).result?.after.heldBackPercent).toBeGreaterThan(1)
  })

  it('a higher limit never holds back more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 1, max: 100 }), (kw, more) => {
        const heldBack = (limitKw: number) =>
          ask(office(3), { limitW: limitKw * 1000 }).result?.after.heldBackWh ?? Number.NaN
        expect(heldBack(kw + more)).toBeLessThanOrEqual(heldBack(kw))
      }),
      { numRuns: 15 },
    )
  })
})

describe('how many visits are replayed', () => {
  it('is those of today and those that come with what is asked', () => {
    const asked = { addedChargers: 4, chargerPowerW: 22_000, limitW: null, growthPercent: undefined }
    expect(visitsAskedFor(office(2), asked)).toBe(120)
    expect(visitsAskedFor(office(2), { ...asked, growthPercent: 50 })).toBe(60)
  })
})
