import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let site: string
beforeAll(async () => {
  app = await startTestApp()
  site = (await app.call('createSite', { body: { name: 'Depot', timeZone: 'Europe/Berlin', gridLimitW: 60_000 } })).id
  for (const id of ['BAY-1', 'BAY-2']) await app.call('createStation', { body: { id, siteId: site } })
  await app.database.pool.query(PAST_SESSIONS)
})
afterAll(() => app[Symbol.asyncDispose]())

/** Of the last 400 days, each station's session from 8 to 12 hours UTC: 40 kWh at 22 kW at most. One runs still. */
const PAST_SESSIONS = `
  insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at, energy_wh,
    max_power_w, fold, last_event_at, received_at, updated_at)
  select s.tenant_id, s.station_id, gen_random_uuid(), 1, 1, case when day = 0 then 'active' else 'ended' end, at,
    case when day > 0 then at + interval '4 hours' end, 40000, 22000, '{}', at, at, at
  from stations s, generate_series(0, 400) day,
    lateral (select date_trunc('day', now()) - day * interval '1 day' + interval '8 hours' as at) t
  where s.identity like 'BAY-%'`

const askWhatIf = (body: object, id = site) =>
  app.request(`/api/v1/sites/${id}/capacity/what-if`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('the load of the last year: two cars every day, 44 kW at most', async () => {
  const { basis, load } = await app.call('getSiteCapacity', { params: { id: site } })
  expect(basis).toMatchObject({ days: 365, chargers: 2, limitW: 60_000, timeZone: 'Europe/Berlin' })
  expect(basis.visits).toBeGreaterThanOrEqual(728)
  expect(basis.visits).toBeLessThanOrEqual(730)
  expect(load?.peak.powerW).toBe(44_000)
  expect(load?.energyWh).toBe(basis.visits * 40_000)
  expect(load?.days.peakW.every((powerW) => powerW === 44_000)).toBe(true)
  expect(load?.days.energyWh.reduce((sum, wh) => sum + wh, 0)).toBe(load?.energyWh)
  expect(Math.max(...(load?.typicalDay?.medianW ?? []))).toBe(44_000)
})

test('what a person has corrected counts as corrected', async () => {
  const id = (await app.call('createSite', { body: { name: 'Corrected' } })).id
  await app.call('createStation', { body: { id: 'WRONG-1', siteId: id } })
  await app.database.pool.query(PAST_SESSIONS.replace("like 'BAY-%'", "= 'WRONG-1' and day = 2"))
  await app.database.pool.query(
    `insert into session_reviews (tenant_id, review_id, station_id, session_id, verdict, reason, energy_wh, started_at,
       ended_at, decided_at, measured_energy_wh, measured_started_at, measured_ended_at, measured_flags, before_energy_wh, before_started_at,
       before_ended_at, decided_by)
     select x.tenant_id, gen_random_uuid(), x.station_id, x.session_id, 'corrected', 'a reset meter', 10000, x.started_at,
       x.ended_at, now(), x.energy_wh, x.started_at, x.ended_at, x.flags, x.energy_wh,
       x.started_at, x.ended_at, 'test'
     from sessions x join stations s using (station_id) where s.identity = 'WRONG-1'`,
  )
  const { load } = await app.call('getSiteCapacity', { params: { id } })
  expect(load?.energyWh).toBe(10_000)
})

test('four more chargers reach the limit of the site; more power carries them', async () => {
  const body = { addedChargers: 4, chargerPowerW: 22_000 }
  const tight = await app.call('askWhatIf', { params: { id: site }, body })
  expect(tight.assumed).toMatchObject({ limitW: 60_000, growthPercent: 200 })
  expect(tight.result).toMatchObject({ verdict: 'tooTight', before: { hoursOverLimit: 0, peak: { powerW: 44_000 } } })
  expect(tight.result?.after.peak.powerW).toBe(60_000)
  expect(tight.result?.after.heldBackWh).toBeGreaterThanOrEqual(tight.result?.after.missingWh ?? 0)
  const wide = await app.call('askWhatIf', { params: { id: site }, body: { ...body, limitW: 250_000 } })
  expect(wide.result).toMatchObject({ verdict: 'neverReached', after: { heldBackWh: 0 } })
  const open = await app.call('askWhatIf', { params: { id: site }, body: { ...body, limitW: null } })
  expect(open.result).toMatchObject({ verdict: 'noLimit', most: null })
})

test('a site without sessions says so, and what is asked wrongly is said by its field', async () => {
  const { id } = await app.call('createSite', { body: { name: 'New' } })
  const body = { addedChargers: 4, chargerPowerW: 22_000 }
  const { basis, result } = await app.call('askWhatIf', { params: { id }, body })
  expect({ visits: basis.visits, result }).toEqual({ visits: 0, result: null })
  expect((await app.call('getSiteCapacity', { params: { id } })).load).toBeNull()
  const refused = await askWhatIf({ addedChargers: -1, chargerPowerW: 22_000 })
  expect((await problemIn(refused)).errors).toMatchObject([{ field: 'addedChargers' }])
})

test('whoever has other sites finds none here; whoever has this one finds it', async () => {
  const other = await app.call('createSite', { body: { name: 'Elsewhere' } })
  const keyFor = async (siteId: string) =>
    (await app.call('createApiKey', { body: { name: siteId, role: 'siteHost', scope: { siteIds: [siteId] } } })).key
  const statusFor = async (key: string) => (await app.request(`/api/v1/sites/${site}/capacity`, { key })).status
  expect(await statusFor(await keyFor(other.id))).toBe(404)
  expect(await statusFor(await keyFor(site))).toBe(200)
})

test('who goes away while it is worked out leaves the desk to others', async () => {
  const gone = Array.from({ length: 6 }, async () => {
    const leaving = new AbortController()
    const asked = app.request(`/api/v1/sites/${site}/capacity`, { signal: leaving.signal })
    setImmediate(() => leaving.abort())
    await asked.catch(() => undefined)
  })
  await Promise.all(gone)
  expect((await askWhatIf({ addedChargers: 1, chargerPowerW: 11_000 })).status).toBe(200)
})

test('a question of more visits than can be replayed is refused by the field that asks for them', async () => {
  const { id } = await app.call('createSite', { body: { name: 'One charger' } })
  await app.call('createStation', { body: { id: 'MANY-1', siteId: id } })
  // An hourly visit for 300 days at one charger: 500 more would make three and a half million.
  await app.database.pool.query(`
    insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at, energy_wh,
      max_power_w, fold, last_event_at, received_at, updated_at)
    select tenant_id, station_id, gen_random_uuid(), 1, 1, 'ended', at, at + interval '30 min', 5000, 22000, '{}', at, at, at
    from stations, generate_series(1, 7200) hour, lateral (select now() - hour * interval '1 hour' as at) t
    where identity = 'MANY-1'`)
  const refused = await askWhatIf({ addedChargers: 500, chargerPowerW: 22_000 }, id)
  expect((await problemIn(refused)).errors).toEqual([
    { field: 'addedChargers', rule: 'must come to no more than 1,000,000 visits with those of today' },
  ])
  const open = { addedChargers: 3, chargerPowerW: 22_000, limitW: null }
  expect((await askWhatIf(open, id)).status).toBe(200)
})
