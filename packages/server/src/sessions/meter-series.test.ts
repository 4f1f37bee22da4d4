import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { deliveredEnergy } from './meter-series.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

test('delivered energy never falls and is the sum of the rises', () => {
  const readings = fc.array(fc.option(fc.integer({ min: 0, max: 1e7 })), { maxLength: 50 })
  fc.assert(
    fc.property(readings, fc.option(fc.integer({ min: 0, max: 1e7 })), (registers, startWh) => {
      const delivered = deliveredEnergy(registers, startWh).filter((value) => value !== null)
      const known = [startWh, ...registers].filter((value) => value !== null)
      const rises = known.reduce((sum, value, index) => sum + Math.max(0, value - (known[index - 1] ?? value)), 0)
      expect(delivered).toEqual(delivered.toSorted((a, b) => a - b))
      expect(delivered.at(-1) ?? rises).toBe(rises)
    }),
  )
})

test('a session: thinned to the points asked for, columns nobody measured left out', async () => {
  await app.call('createStation', { body: { id: 'METER-1' } })
  const startMs = Date.UTC(2026, 2, 1, 12)
  const sessionId = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01'
  const { pool } = app.database
  await pool.query(
    `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at,
       meter_start_wh, fold, last_event_at, received_at, updated_at)
     select 1, station_id, $1, 1, 1, 'ended', $2, $3, 100000, '{}', $3, $3, $3 from stations`,
    [sessionId, new Date(startMs), new Date(startMs + 3_600_000)],
  )
  await pool.query(
    `insert into meter_samples (tenant_id, station_id, at, evse_id, connector_id, context, session_id, energy_import_wh, power_import_w)
     select 1, station_id, $2::timestamptz + n * interval '10 s', 1, 1, 0, $1, 100000 + n * 20, 7000 + (n % 2) * 400
     from stations, generate_series(0, 359) n`,
    [sessionId, new Date(startMs)],
  )
  const params = { id: sessionId }
  const whole = await app.call('getSessionMeter', { params, query: { maxPoints: 5000 } })
  expect(whole.at.length).toBe(360)
  expect(whole.energyWh?.[0]).toBe(0)
  expect(whole.energyWh?.at(-1)).toBe(7180)
  expect(Object.keys(whole).toSorted()).toEqual(['at', 'energyWh', 'powerW'])
  const from = new Date(startMs).toISOString()
  const to = new Date(startMs + 3_600_000).toISOString()
  const thin = await app.call('getSessionMeter', { params, query: { maxPoints: 20, from, to } })
  expect(thin.at.length).toBeLessThanOrEqual(20)
  expect(thin.at.length).toBeGreaterThan(15)
  expect(thin.powerW?.every((power) => power !== null && power > 7000 && power < 7400)).toBe(true)
  expect(thin.at).toEqual(thin.at.toSorted())
})

test('a station: the power of its EVSEs adds up, one EVSE can be asked for', async () => {
  const startMs = Date.UTC(2026, 2, 2, 12)
  await app.database.pool.query(
    `insert into meter_samples (tenant_id, station_id, at, evse_id, connector_id, context, power_import_w, soc_percent)
     select 1, station_id, $1::timestamptz + n * interval '60 s' + evse * interval '7 s', evse, 1, 0, evse * 1000, 40 + n
     from stations, generate_series(0, 29) n, generate_series(1, 2) evse`,
    [new Date(startMs)],
  )
  const range = { from: new Date(startMs).toISOString(), to: new Date(startMs + 1_800_000).toISOString() }
  const params = { stationId: 'METER-1' }
  const both = await app.call('getStationMeter', { params, query: range })
  expect(new Set(both.powerW)).toEqual(new Set([3000]))
  const second = await app.call('getStationMeter', { params, query: { ...range, evseId: 2 } })
  expect(new Set(second.powerW)).toEqual(new Set([2000]))
  expect(second.socPercent?.at(-1)).toBe(69)
})
