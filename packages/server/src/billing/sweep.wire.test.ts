import { afterAll, expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'
import { priceSince } from './pricer.ts'
import { putNetworkTariff } from './testing/network-tariff.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())
const { parts } = app.server
const query = async (text: string, values: unknown[] = []) => (await app.database.pool.query(text, values)).rows
const ofOwner = (text: string) => app.database.owner.query(text)
await putNetworkTariff(app.database)
await app.call('createToken', { body: { value: 'CARD' } })
const priceOf = (id: string) => app.call('getSessionPrice', { params: { id } })

/** So many sessions that ended at one instant; null: nobody knows when. */
async function ended(identity: string, count: number, at: string | null, energyWh = 1000): Promise<string[]> {
  await app.call('createStation', { body: { id: identity, securityProfile: 0 } })
  const rows = await query(
    `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at, energy_wh, fold,
      last_event_at, received_at, updated_at)
    select tenant_id, station_id, gen_random_uuid(), 1, 1, 'ended', '2026-02-01T10:00Z', $3::timestamptz, $4, '{}',
      '2026-02-01T11:00Z', now(), now()
    from stations, generate_series(1, $2) where identity = $1 returning session_id`,
    [identity, count, at, energyWh],
  )
  return rows.map(({ session_id }) => session_id)
}

const grossOf = async (ids: readonly string[]) =>
  (
    await query(
      'select session_id, gross_minor from session_prices where superseded_at is null and session_id = any($1)',
      [ids],
    )
  ).map(({ gross_minor }) => gross_minor)

test('a sweep prices each session once over all its pages, also of one instant and of an unknown end', async () => {
  const together = await ended('TOGETHER', 120, '2026-02-01T11:00Z')
  const unknown = await ended('UNKNOWN', 70, null)
  await priceSince(parts, 0)
  const all = [...together, ...unknown]
  expect(await grossOf(all)).toEqual(all.map(() => 60))
  expect(await query('select from session_prices where session_id = any($1)', [all])).toHaveLength(all.length)
})

test('what becomes due again behind the place of a sweep is priced anew by the next one', async () => {
  const [early = '', ...others] = await ended('AGAIN', 60, '2026-02-02T11:00Z')
  // Priced in the second page, a session makes one of the first page due again.
  const last = others.toSorted().at(-1)
  await ofOwner(`
    create function correct_early() returns trigger language plpgsql as $$
    begin
      if new.session_id = '${last}' then
        update sessions set energy_wh = 3000, updated_at = now() where session_id = '${early}';
      end if;
      return new;
    end $$;
    create trigger correct_early before insert on session_prices for each row execute function correct_early()`)
  await priceSince(parts, 0)
  await ofOwner('drop trigger correct_early on session_prices')
  expect(await query('select energy_wh from sessions where session_id = $1', [early])).toEqual([{ energy_wh: 3000 }])
  await priceSince(parts, 0)
  expect(await grossOf([early])).toEqual([179])
})

test('a session whose pricing fails has no price, with a reason, and holds up none after it', async () => {
  await ofOwner(`
    create function refuse_some() returns trigger language plpgsql as $$
    begin
      if new.energy_wh = 13 and new.unpriced_reason is null then
        raise exception 'a value is out of range' using errcode = 'numeric_value_out_of_range';
      elsif new.energy_wh = 14 then
        raise exception 'too slow' using errcode = 'query_canceled';
      elsif new.energy_wh = 15 then
        raise exception 'never' using errcode = 'check_violation';
      end if;
      return new;
    end $$;
    create trigger refuse_some before insert on session_prices for each row execute function refuse_some()`)
  const [bad = ''] = await ended('BAD', 1, '2026-02-03T10:00Z', 13)
  const [slow = ''] = await ended('SLOW', 1, '2026-02-03T10:01Z', 14)
  const [never = ''] = await ended('NEVER', 1, '2026-02-03T10:02Z', 15)
  const good = await ended('GOOD', 55, '2026-02-03T11:00Z')
  await priceSince(parts, 0)
  expect(await grossOf(good)).toEqual(good.map(() => 60))
  const unpriced = await priceOf(bad)
  expect(unpriced).toMatchObject({ state: 'unpriced', unpricedReason: 'notPriceable', grossMinor: null })
  expect(unpriced.problems).toHaveLength(1)
  expect((await app.call('getRevenue', { query: { from: '2026-02-03', to: '2026-02-03' } })).total).toMatchObject({
    ...{ sessions: 55, unpriced: 1 },
  })
  expect([(await priceOf(slow)).state, (await priceOf(never)).state]).toEqual(['pending', 'pending'])
  await ofOwner('drop trigger refuse_some on session_prices')
  await priceSince(parts, 0)
  expect(await priceOf(slow)).toMatchObject({ state: 'priced' })
})

test('a tariff that cannot be used leaves sessions without a price and with what is wrong, while they run and after', async () => {
  const site = await app.call('createSite', { body: { name: 'Spoilt' } })
  const { id: tariffId } = await app.call('createTariff', { body: { name: 'Spoilt' } })
  await query(
    `insert into tariff_versions (tenant_id, version_id, tariff_id, valid_from, prices, tariff, published_at, published_by)
    select tenant_id, gen_random_uuid(), tariff_id, '2020-01-01', '{}', '{"currency": 7}', '2020-01-01', 'nobody'
    from tariffs where tariff_id = $1`,
    [tariffId],
  )
  await query(
    "insert into tariff_assignments (tenant_id, site_id, tariff_id, since) values (1, $1, $2, '2020-01-01')",
    [site.id, tariffId],
  )
  await app.call('createStation', { body: { id: 'SPOILT', siteId: site.id, securityProfile: 0 } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'SPOILT', subprotocol: 'ocpp2.0.1' })
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } })
  const tell = (eventType: 'Started' | 'Ended', seqNo: number) =>
    station.call('TransactionEvent', {
      ...{ eventType, seqNo, timestamp: new Date().toISOString(), triggerReason: 'Authorized' },
      ...{ transactionInfo: { transactionId: 'SPOILT' }, evse: { id: 1, connectorId: 1 } },
      idToken: { idToken: 'CARD', type: 'ISO14443' },
    })
  await tell('Started', 0)
  const [session] = (await app.call('listSessions', { query: { search: 'SPOILT' } })).items
  const id = session?.id ?? expect.unreachable()
  const wrong = { unpricedReason: 'notPriceable', tariffId, grossMinor: null }
  const soFar = await priceOf(id)
  expect(soFar).toMatchObject({ state: 'soFar', ...wrong })
  expect(soFar.problems.join()).toContain('currency')
  await tell('Ended', 1)
  await priceSince(parts, 0)
  expect(await priceOf(id)).toMatchObject({ state: 'unpriced', ...wrong, problems: soFar.problems })
})

test('sessions without a tariff are looked at by each sweep, and written down once', async () => {
  const { id: siteId } = await app.call('createSite', { body: { name: 'Free of charge' } })
  const ids = await ended('FREE', 3, '2026-02-05T11:00Z')
  await query("update sessions set site_id = $1, started_at = '2019-01-01' where session_id = any($2)", [siteId, ids])
  const written = () => query('select xmin::text from session_prices where session_id = any($1)', [ids])
  await priceSince(parts, 0)
  const before = await written()
  expect(before).toHaveLength(3)
  await priceSince(parts, 0)
  expect(await written()).toEqual(before)
  // Set at the very moment, and seen by the sweep only afterwards.
  await query(
    `with own as (
      insert into tariffs (tenant_id, tariff_id, name, currency, created_at)
      values (1, gen_random_uuid(), 'Late', 'EUR', now()) returning tenant_id, tariff_id
    ), told as (
      insert into tariff_versions (tenant_id, version_id, tariff_id, valid_from, prices, tariff, published_at, published_by)
      select o.tenant_id, gen_random_uuid(), o.tariff_id, '2019-01-01', prices, tariff, '2019-01-01', 'nobody'
      from own o, tariff_versions limit 1
    )
    insert into tariff_assignments (tenant_id, site_id, tariff_id, since)
    select tenant_id, $1, tariff_id, '2019-01-01' from own`,
    [siteId],
  )
  await priceSince(parts, 0)
  expect(await grossOf(ids)).toEqual(ids.map(() => 60))
})
