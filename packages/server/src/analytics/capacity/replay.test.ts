import {
  buildAllocator,
  compileSite,
  NO_FAULTS,
  type Visit as SimulatedVisit,
  seededRandom,
  simulate,
} from '@stationmaster/scheduling'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replay } from './replay.ts'
import { figuresOf, play, total } from './scenario.ts'
import { columnsOf, HOUR_MS, QUARTER_MS, type Visit, visitAt } from './visits.ts'

const anyVisit = fc
  .record({
    arrives: fc.integer({ min: 0, max: 400 }),
    stay: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    powerW: fc.integer({ min: 1000, max: 150_000 }),
    charger: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ arrives, stay, share, powerW, charger }): Visit => {
    const arrivesAtMs = arrives * 600_000
    const leavesAtMs = arrivesAtMs + stay * 600_000
    return { arrivesAtMs, leavesAtMs, powerW, charger, energyWh: (share * powerW * stay) / 6 }
  })
const someVisits = fc.array(anyVisit, { minLength: 1, maxLength: 40 }).map(columnsOf)
const aLimit = fc.integer({ min: 1000, max: 200_000 })

describe('a replay', () => {
  it('never exceeds its limit, and gives nobody more than was asked for', () => {
    fc.assert(
      fc.property(someVisits, aLimit, (visits, limitW) => {
        const { powerW, deliveredWh } = replay(visits, limitW, 0)
        expect(Math.max(...powerW)).toBeLessThanOrEqual(limitW + 1e-6)
        deliveredWh.forEach((wh, index) => {
          expect(wh).toBeLessThanOrEqual(visitAt(visits, index).energyWh + 1e-6)
        })
        expect(total(powerW) / 4).toBeCloseTo(total(deliveredWh), 3)
      }),
    )
  })

  it('gives everybody everything where nothing limits', () => {
    fc.assert(
      fc.property(someVisits, (visits) => {
        const { deliveredWh } = replay(visits, Number.POSITIVE_INFINITY, 0)
        expect(total(deliveredWh)).toBeCloseTo(total(visits.energyWh), 3)
      }),
    )
  })

  it('leaves missing no more than had to wait', () => {
    fc.assert(
      fc.property(someVisits, aLimit, (visits, limitW) => {
        const chargerPowerW = Float64Array.of(22_000, 22_000, 50_000, 50_000, 150_000, 150_000)
        const figures = figuresOf(play({ fromMs: 0, visits, chargerPowerW, limitW }))
        expect(figures.missingWh).toBeLessThanOrEqual(figures.heldBackWh + 1)
        expect(figures.turnedAwayVisits + figures.lateVisits + figures.shortVisits).toBeLessThanOrEqual(figures.visits)
        expect(figures.peak.powerW).toBeLessThanOrEqual(figures.wantedPeak.powerW)
      }),
    )
  })

  it('gives each the same, and what one does not want to the others', () => {
    const at = { arrivesAtMs: 0, leavesAtMs: 4 * HOUR_MS }
    const visits = columnsOf([
      { ...at, powerW: 2000, energyWh: 2000, charger: 0 },
      { ...at, powerW: 22_000, energyWh: 20_000, charger: 1 },
      { ...at, powerW: 22_000, energyWh: 20_000, charger: 2 },
    ])
    const { powerW, deliveredWh, doneIn } = replay(visits, 12_000, 0)
    // For an hour 2 + 5 + 5 kW; then 6 kW each, for two and a half hours.
    expect([...powerW]).toEqual([...Array.from({ length: 14 }, () => 12_000), 0, 0])
    expect([...deliveredWh].map(Math.round)).toEqual([2000, 20_000, 20_000])
    expect([...doneIn]).toEqual([3, 13, 13])
  })
})

describe('a week under a limit', () => {
  const CHARGERS = 12
  const LIMIT_KW = 60

  it('comes to what the scheduler makes of it', () => {
    const visits = columnsOf(busyWeek())
    const ours = replay(visits, LIMIT_KW * 1000, 0)
    const theirs = scheduled(visits)
    const wantedWh = total(visits.energyWh)
    // It binds: more than a twentieth of the energy has to wait.
    expect(
      total(replay(visits, Number.POSITIVE_INFINITY, 0).powerW.map((w) => Math.max(0, w - 60_000))) / 4,
    ).toBeGreaterThan(wantedWh / 20)
    expect(Math.abs(total(ours.deliveredWh) - theirs.deliveredWh) / wantedWh).toBeLessThan(0.02)
    expect(theirs.peakW).toBeLessThanOrEqual(LIMIT_KW * 1000 + 1)
    expect(Math.max(...ours.powerW)).toBeCloseTo(theirs.peakW, -3)
  })

  function busyWeek(): Visit[] {
    const random = seededRandom(7)
    return Array.from({ length: 7 * CHARGERS * 2 }, (_, index): Visit => {
      const day = Math.floor(index / (CHARGERS * 2))
      const isEvening = index % 2 === 1
      const arrivesAtMs = day * 24 * HOUR_MS + (isEvening ? 16 : 8) * HOUR_MS + Math.floor(random() * 8) * QUARTER_MS
      const energyWh = 8000 + random() * 20_000
      const leavesAtMs = arrivesAtMs + 5 * HOUR_MS
      return { arrivesAtMs, leavesAtMs, energyWh, powerW: 22_080, charger: Math.floor(index / 2) % CHARGERS }
    })
  }

  function scheduled(visits: ReturnType<typeof columnsOf>): { deliveredWh: number; peakW: number } {
    const points = Array.from({ length: CHARGERS }, (_, index) => ({
      id: String(index),
      nodeId: 'grid',
      wiring: { kind: 'three-phase', rotation: 'RST' } as const,
      maxA: 32,
      minA: 6,
      steps: { kind: 'continuous' } as const,
    }))
    const site = compileSite({
      id: 'site',
      voltageV: 230,
      nodes: [{ id: 'grid', limits: { totalKw: LIMIT_KW } }],
      points,
    })
    if (!site.ok) throw new Error(JSON.stringify(site.problems))
    const { powerKw, visits: done } = simulate({
      allocator: buildAllocator(site.value, { confirmation: 'immediate', intervalMs: QUARTER_MS }),
      visits: Array.from(visits.charger, (_, index): SimulatedVisit => {
        const { charger, energyWh, arrivesAtMs, leavesAtMs, powerW } = visitAt(visits, index)
        return {
          id: String(index),
          pointId: String(charger),
          arrivesAtMs,
          leavesAtMs,
          departure: undefined,
          need: undefined,
          takesKwh: energyWh / 1000,
          battery: { kind: 'ideal', maxKw: powerW / 1000 },
          terminals: ['L1', 'L2', 'L3'],
          phasesKnown: true,
        }
      }),
      stepMs: QUARTER_MS,
      decideEveryMs: QUARTER_MS,
      faults: NO_FAULTS,
      random: seededRandom(1),
      kwPerA: () => 0.69,
    })
    return {
      deliveredWh: done.reduce((sum, { deliveredKwh }) => sum + deliveredKwh * 1000, 0),
      peakW: Math.max(...powerKw) * 1000,
    }
  }
})
