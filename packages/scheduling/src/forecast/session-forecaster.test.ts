import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CompletedSession } from './completed-session.ts'
import { utcClock } from './local-clock.ts'
import { createSessionForecaster, type SessionForecaster } from './session-forecaster.ts'
import { walkForward } from './walk-forward.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONDAY = Date.parse('2024-01-01T08:00:00Z')

function session(day: number, changes: Partial<CompletedSession> = {}): CompletedSession {
  return { siteId: 'depot', atMs: MONDAY + day * DAY, stayMs: 8 * HOUR, energyKwh: 20, ...changes }
}

function taught(sessions: readonly CompletedSession[]) {
  const forecaster = createSessionForecaster(utcClock)
  for (const one of sessions) forecaster.learn(one)
  return forecaster
}

describe('the session forecaster', () => {
  it('knows nothing of a site without sessions, but takes the driver at their word', () => {
    const forecaster = taught([])
    expect(forecaster.forecast({ siteId: 'depot', atMs: MONDAY })).toBeUndefined()
    const stated = forecaster.forecast({ siteId: 'depot', atMs: MONDAY, statedStayMs: 3 * HOUR, statedKwh: 12 })
    expect(stated?.basis).toEqual({ kind: 'stated' })
    expect(stated?.stayMs.p50).toBe(3 * HOUR)
    expect(stated?.energyKwh.p50).toBe(12)
  })

  it('starts a new driver as the site', () => {
    const forecaster = taught([0, 1, 2, 3, 4].map((day) => session(day, { driverId: 'somebody' })))
    const forecast = forecaster.forecast({ siteId: 'depot', driverId: 'new', atMs: MONDAY + 7 * DAY })
    expect(forecast?.basis).toEqual({ kind: 'site', sessions: 5 })
    expect(forecast?.stayMs.p50).toBe(8 * HOUR)
  })

  it('puts own history before what the driver says and what others do', () => {
    const others = Array.from({ length: 50 }, (_, day) => session(day, { stayMs: 2 * HOUR, energyKwh: 5 }))
    const own = Array.from({ length: 8 }, (_, day) =>
      session(30 + day, {
        driverId: 'regular',
        stayMs: 9 * HOUR,
        energyKwh: 14,
        statedStayMs: 3 * HOUR,
        statedKwh: 60,
      }),
    )
    const arrival = {
      siteId: 'depot',
      driverId: 'regular',
      atMs: MONDAY + 56 * DAY,
      statedStayMs: 3 * HOUR,
      statedKwh: 60,
    }
    const forecast = taught([...others, ...own]).forecast(arrival)
    expect(forecast?.basis).toEqual({ kind: 'own', sessions: 8 })
    expect(forecast?.stayMs.p50).toBe(9 * HOUR)
    expect(forecast?.energyKwh.p50).toBe(14)
  })

  it('learns what a wish means: who asks for 60 takes 15', () => {
    const modest = Array.from({ length: 20 }, (_, day) => session(day, { statedKwh: 10, energyKwh: 9 }))
    const bold = Array.from({ length: 20 }, (_, day) => session(day, { statedKwh: 60, energyKwh: 15 }))
    const forecaster = taught([...modest, ...bold])
    expect(forecaster.forecast({ siteId: 'depot', atMs: MONDAY + 28 * DAY, statedKwh: 60 })?.energyKwh.p50).toBeCloseTo(
      15,
      1,
    )
    expect(forecaster.forecast({ siteId: 'depot', atMs: MONDAY + 28 * DAY, statedKwh: 10 })?.energyKwh.p50).toBeCloseTo(
      9,
      1,
    )
  })

  it('forecasts evening arrivals from evenings', () => {
    const mornings = Array.from({ length: 20 }, (_, day) => session(day, { stayMs: 9 * HOUR }))
    const evenings = Array.from({ length: 20 }, (_, day) =>
      session(day, { atMs: MONDAY + day * DAY + 10 * HOUR, stayMs: HOUR }),
    )
    const forecaster = taught([...mornings, ...evenings])
    expect(forecaster.forecast({ siteId: 'depot', atMs: MONDAY + 21 * DAY + 10 * HOUR })?.stayMs.p50).toBe(HOUR)
  })

  it('forecasts only what can still be true of a session under way', () => {
    const forecaster = taught(Array.from({ length: 20 }, (_, day) => session(day, { stayMs: (1 + (day % 10)) * HOUR })))
    const arrival = { siteId: 'depot', atMs: MONDAY + 21 * DAY }
    const later = forecaster.forecast(arrival, { stayMs: 6.5 * HOUR, energyKwh: 1 })
    expect(later?.stayMs.p20).toBeGreaterThan(6.5 * HOUR)
    const beyond = forecaster.forecast(arrival, { stayMs: 30 * HOUR, energyKwh: 99 })
    expect(beyond?.stayMs).toEqual({ p20: 30 * HOUR, p50: 30 * HOUR, p80: 30 * HOUR })
    expect(beyond?.energyKwh.p50).toBe(99)
  })

  it('passes over sessions without sense', () => {
    const forecaster = createSessionForecaster(utcClock)
    expect(forecaster.learn(session(0, { energyKwh: Number.NaN }))).toBe(false)
    expect(forecaster.learn(session(0, { stayMs: -1 }))).toBe(false)
    expect(forecaster.forecast(session(1))).toBeUndefined()
  })
})

describe('walking forward', () => {
  it('never learns from the future', () => {
    const days = fc.record({ day: fc.integer({ min: 0, max: 30 }), stay: fc.integer({ min: 1, max: 40 }) })
    const check = (list: readonly { readonly day: number; readonly stay: number }[]): void => {
      const learned: CompletedSession[] = []
      const watch: SessionForecaster = {
        learn: (one) => learned.push(one) > 0,
        forecast: (arrival) => {
          for (const one of learned) expect(one.atMs + one.stayMs).toBeLessThanOrEqual(arrival.atMs)
          expect(arrival).not.toHaveProperty('stayMs')
          return undefined
        },
      }
      walkForward(
        list.map(({ day, stay }) => session(day, { stayMs: stay * HOUR })),
        watch,
      )
    }
    fc.assert(fc.property(fc.array(days, { maxLength: 30 }), check))
  })

  it('is calibrated on a site whose habits drift', () => {
    let seed = 1
    const chance = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const sessions = Array.from({ length: 1500 }, (_, index) => {
      const habit = 4 + index / 750
      return session(index / 5, { stayMs: (habit + 4 * chance()) * HOUR, energyKwh: 5 + 30 * chance() ** 2 })
    })
    const { stay, energy } = walkForward(sessions, createSessionForecaster(utcClock))
    expect(stay.forecasts).toBeGreaterThan(1400)
    for (const { below } of [stay, energy]) {
      expect(Math.abs(below.p20 - 0.2)).toBeLessThan(0.03)
      expect(Math.abs(below.p80 - 0.8)).toBeLessThan(0.03)
    }
  })
})
