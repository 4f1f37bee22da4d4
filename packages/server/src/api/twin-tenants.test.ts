import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestBrowser } from '../accounts/testing/browser.ts'
import { ownerBrowser } from '../accounts/testing/people.ts'
import { priceSince } from '../billing/pricer.ts'
import { type Client, type Operation, operations, pathOf } from '../contract/index.ts'
import { makeTenant } from '../tenants/testing/second-tenant.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'
import { startReceiver } from '../webhooks/testing/receiver.ts'
import { BODIES, NAMING, QUERIES } from './testing/named-objects.ts'
import { makeObjects, type TenantObjects } from './testing/tenant-objects.ts'
import { digestsOf } from './testing/tenant-rows.ts'

/** The same in both tenants: identities, tokens, transaction ids, names. */
const MARK = 'TWIN'
const BOOT_2X = { reason: 'PowerUp', chargingStation: { vendorName: 'Twin', model: 'Twin' } }
const VERSIONS = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const

interface Twin {
  readonly tenantId: number
  readonly call: Client
  readonly key: string
  readonly stationUrl: string
}

let app: TestApp
let receiver: Awaited<ReturnType<typeof startReceiver>>
let platform: TestBrowser
beforeAll(async () => {
  app = await startTestApp({ EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1' })
  receiver = await startReceiver()
  platform = await ownerBrowser(app)
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

/** A tenant of its own for each attempt: what an earlier one has left is not met again. */
async function makeTwin(slug: string): Promise<Twin> {
  const { call, key } = await makeTenant(app, platform, slug)
  const { rows } = await app.database.pool.query('select tenant_id from tenants where slug = $1', [slug])
  return { tenantId: rows[0]?.tenant_id, call, key, stationUrl: `${app.stationUrl}/${slug}` }
}

/** A station of each version boots, charges once and goes. */
async function charge({ call, stationUrl }: Twin): Promise<void> {
  for (const subprotocol of VERSIONS) {
    const identity = `${MARK}-${subprotocol}`
    const { password } = await call('createStation', { body: { id: identity } })
    const station = await connectTestStation({ url: stationUrl, identity, password: password ?? '', subprotocol })
    const timestamp = '2026-11-22T06:00:00Z'
    if (subprotocol === 'ocpp1.6') {
      await station.call('BootNotification', BOOT_16)
      const start = { connectorId: 1, idTag: `${MARK}TOKEN`, meterStart: 0, timestamp }
      const { transactionId } = await station.call('StartTransaction', start)
      await station.call('StopTransaction', { transactionId, meterStop: 900, timestamp: '2026-11-22T07:00:00Z' })
    } else {
      await station.call('BootNotification', BOOT_2X)
      const common = { transactionInfo: { transactionId: 'TWIN-TX' }, evse: { id: 1, connectorId: 1 } }
      const idToken = { idToken: `${MARK}TOKEN`, type: 'ISO14443' }
      const event = (eventType: string, seqNo: number) =>
        station.call('TransactionEvent', {
          ...common,
          eventType,
          seqNo,
          timestamp,
          triggerReason: 'Authorized',
          idToken,
        })
      await event('Started', 0)
      await event('Ended', 1)
    }
    station.close()
    await station.closed
  }
}

/** Everything that can be written through the API, with what is right to send; what is deleted comes last. */
async function writeEverything({ key }: Twin, objects: TenantObjects): Promise<number[]> {
  const writes = NAMING.filter(([id]) => operations[id].method !== 'GET')
  const isLast = (id: (typeof writes)[number][0]) => operations[id].method === 'DELETE' && !id.startsWith('end')
  const statuses: number[] = []
  for (const [id, kind] of writes.toSorted(([one], [other]) => Number(isLast(one)) - Number(isLast(other)))) {
    const operation: Operation = operations[id]
    const name = objects[kind]
    const params = { id: name, stationId: name, fingerprint: name }
    const body = BODIES[id]
    const response = await app.request(pathOf(operation, { params, query: { ...QUERIES[id] } }), {
      method: operation.method,
      key,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    expect(response.status, `${id}: ${await response.text()}`).toBeLessThan(500)
    statuses.push(response.status)
  }
  return statuses
}

/** Waits until nothing of a tenant changes any more: signs of life are written every ten seconds. */
async function settledDigests(tenantId: number) {
  for (;;) {
    const before = await digestsOf(app.database.pool, tenantId)
    await new Promise((resolve) => setTimeout(resolve, 11_000))
    const after = await digestsOf(app.database.pool, tenantId)
    if (JSON.stringify(before) === JSON.stringify(after)) return after
  }
}

/** What a tenant's live stream says, besides that it is alive. */
async function listen({ key }: Twin) {
  const ending = new AbortController()
  const response = await app.request('/api/v1/live', { key, signal: ending.signal })
  const heard: string[] = []
  const reading = (async () => {
    for await (const chunk of response.body ?? []) heard.push(Buffer.from(chunk).toString())
  })().catch(() => undefined)
  return {
    async end() {
      ending.abort()
      await reading
      return (
        heard
          .join('')
          .match(/data: .*/g)
          ?.filter((line) => !line.includes('"tick"')) ?? []
      )
    },
  }
}

/** What would come by itself sooner or later: all sessions are priced, and no key is noted as used again. */
async function bringUpToDate({ tenantId }: Twin): Promise<void> {
  await expect
    .poll(
      async () => {
        await priceSince(app.server.parts, 0)
        const { rows } = await app.database.pool.query(
          `select from sessions x where x.tenant_id = $1 and not exists (
          select from session_prices p where p.session_id = x.session_id and p.session_updated_at = x.updated_at)
          and confidence >= 0.8`,
          [tenantId],
        )
        return rows.length
      },
      { timeout: 30_000 },
    )
    .toBe(0)
  await app.database.owner.query('update api_keys set last_used_at = $2 where tenant_id = $1', [
    tenantId,
    '2099-01-01T00:00:00Z',
  ])
}

const tenancy = ({ tenantId, call }: Twin) => ({
  ...{ tenantId, call, mark: MARK, database: app.database, receiverUrl: receiver.url },
})

let attempt = 0
test('whatever one tenant does leaves every byte of its twin as it was, and the twin hears nothing', async () => {
  attempt += 1
  const [busy, quiet] = [await makeTwin(`busy-${attempt}`), await makeTwin(`quiet-${attempt}`)]
  await makeObjects(tenancy(quiet))
  await charge(quiet)
  await bringUpToDate(quiet)
  const before = await settledDigests(quiet.tenantId)
  const [ownEar, twinEar] = [await listen(busy), await listen(quiet)]

  const objects = await makeObjects(tenancy(busy))
  await charge(busy)
  await expect(connectTestStation({ url: busy.stationUrl, identity: `${MARK}-1`, password: 'wrong' })).rejects.toThrow()
  const stranger = await connectTestStation({ url: busy.stationUrl, identity: `${MARK}-NEW` })
  await stranger.call('BootNotification', BOOT_16)
  const statuses = await writeEverything(busy, objects)
  expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(25)
  stranger.close()

  expect((await ownEar.end()).length).toBeGreaterThan(3)
  expect(await twinEar.end()).toEqual([])
  expect(await digestsOf(app.database.pool, quiet.tenantId)).toEqual(before)
  const sessions = await quiet.call('listSessions', { query: {} })
  expect(sessions.items.map(({ stationId }) => stationId).filter((id) => id.includes('ocpp'))).toHaveLength(3)
}, 240_000)
