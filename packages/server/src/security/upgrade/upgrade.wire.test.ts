import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Station, StationOptions } from '@stationmaster/simulator'
import { afterAll, describe, expect, test } from 'vitest'
import { startSimulatedStation } from '../../testing/simulated-station.ts'
import { problemIn, startTestApp } from '../../testing/test-app.ts'
import { createTestAuthority } from '../../testing/test-authority.ts'

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-upgrade-'))
const app = await startTestApp({
  DATA_DIR: folder,
  TLS_LOCAL_CERTIFICATE: 'on',
  STATION_TLS_PORT: '0',
  TLS_RELOAD_S: '1',
  CALL_TIMEOUT_MS: '600',
  AUTH_FAILURES_PER_MINUTE: '10000',
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const ca = readFileSync(join(folder, 'certificates', 'root-ecdsa.pem'), 'utf8')
const authority = await createTestAuthority()
await app.database.pool.query(
  `insert into trusted_roots (tenant_id, root_id, purpose, source, fingerprint, subject, pem, not_after, created_at)
   values (1, gen_random_uuid(), 'station', 'uploaded', $1, 'Test Root', $2, now() + interval '1 day', now())`,
  [new X509Certificate(authority.pem).fingerprint256, authority.pem],
)

const QUICK = {
  behaviour: { rebootMs: 100 },
  settings: { RetryBackOffWaitMinimum: '0', RetryBackOffRandomRange: '1' },
} as const
const DEAD_URL = 'wss://127.0.0.1:9/ocpp'

async function simulated(id: string, version: StationOptions['version'], more: Partial<StationOptions> = {}) {
  return startSimulatedStation(app, id, version, { ...QUICK, secureUrl: app.stationTlsUrl, tls: { ca }, ...more })
}

async function until<Found>(look: () => Promise<Found | undefined | false>): Promise<Found> {
  for (let turn = 0; turn < 500; turn++) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen in time')
}

const upgradeOf = async (stationId: string) =>
  (await app.call('listSecurityUpgrades', { query: { stationId } })).items[0]
const ended = (stationId: string) =>
  until(async () => {
    const upgrade = await upgradeOf(stationId)
    return upgrade?.endedAt == null ? undefined : upgrade
  })
const detailOf = (stationId: string) => app.call('getStation', { params: { stationId } })
const onlineWith = (stationId: string, connectedProfile: number) =>
  until(async () => {
    const detail = await detailOf(stationId)
    return detail.online && detail.connectedProfile === connectedProfile && detail
  })

/** The plan that a station of a version needs. */
function planFor(version: StationOptions['version'], url = app.stationTlsUrl) {
  return version === '1.6' ? {} : { url, slot: 2, currentSlot: 1 }
}

function start(stationId: string, target: number, plan: object, unchecked = false) {
  return app.call('startSecurityUpgrade', { params: { stationId }, body: { target, plan, unchecked } })
}

describe.concurrent.each(['1.6', '2.0.1', '2.1'] as const)('a simulated %s station', (version) => {
  test('goes from profile 1 to 2, and can never go back', async () => {
    const id = `Up2-${version}`
    await using simulation = await simulated(id, version)
    expect(await start(id, 2, planFor(version))).toMatchObject({ state: 'prepared', target: 2 })
    expect(await ended(id)).toMatchObject({ state: 'confirmed' })
    expect(await onlineWith(id, 2)).toMatchObject({ securityProfile: 2, reachedProfile: 2 })
    expect(simulation.station.online).toBe(true)
  })

  test('goes to profile 3 with its certificate', async () => {
    const id = `Up3-${version}`
    const leaf = await authority.leaf({ commonName: id })
    await using _ = await simulated(id, version, { tls: { ca, ...leaf } })
    const refused = await app.request(`/api/v1/stations/${id}/security-upgrades`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target: 3, plan: planFor(version) }),
    })
    expect(await problemIn(refused)).toMatchObject({ code: 'invalidInput', errors: [{ field: 'target' }] })
    await start(id, 3, planFor(version), true)
    expect(await ended(id)).toMatchObject({ state: 'confirmed' })
    expect(await onlineWith(id, 3)).toMatchObject({ securityProfile: 3, reachedProfile: 3 })
  })

  // One answer is lost at every step in turn: the command is sent again.
  test.each(version === '1.6' ? [0] : [0, 1, 2])('survives the loss of message %i', async (lost) => {
    const id = `Torn${lost}-${version}`
    await using simulation = await simulated(id, version)
    loseCommand(simulation.station, lost)
    await start(id, 2, planFor(version))
    expect(await ended(id)).toMatchObject({ state: 'confirmed' })
    await onlineWith(id, 2)
  })

  test('that cannot connect the new way comes back the old one', async () => {
    const id = `Back-${version}`
    await using simulation = await simulated(id, version, { secureUrl: DEAD_URL })
    await start(id, 2, planFor(version, DEAD_URL))
    expect(await ended(id)).toMatchObject({ state: 'rolledBack', detail: expect.stringContaining('old profile') })
    expect(await onlineWith(id, 1)).toMatchObject({ securityProfile: 1, reachedProfile: 1 })
    expect(simulation.station.online).toBe(true)
  })
})

test('a 1.6 station that lacks what it needs refuses, and nothing has changed', async () => {
  await using _ = await startSimulatedStation(app, 'Bare', '1.6', QUICK)
  await start('Bare', 2, {})
  expect(await ended('Bare')).toMatchObject({ state: 'failed', detail: 'Rejected' })
  expect(await onlineWith('Bare', 1)).toMatchObject({ securityProfile: 1 })
})

test.each([
  [{ target: 1 }, 'target'],
  [{ target: 2, plan: { slot: 2 } }, 'plan.url'],
  [{ target: 2, plan: { url: 'wss://x.example', slot: 1, currentSlot: 1 } }, 'plan.slot'],
  [{ target: 2, plan: { url: 'ws://x.example', slot: 2 } }, 'plan.url'],
])('%j is refused with the field', async (body, field) => {
  const id = 'Careful'
  if (!(await app.request(`/api/v1/stations/${id}`)).ok) {
    await using _ = await simulated(id, '2.0.1')
  }
  const refused = await app.request(`/api/v1/stations/${id}/security-upgrades`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(await problemIn(refused)).toMatchObject({ code: 'invalidInput', errors: [{ field }] })
})

describe.concurrent.each(['1.6', '2.0.1', '2.1'] as const)(
  'a simulated %s station whose password is rotated',
  (version) => {
    test('connects anew with it', async () => {
      const id = `Rotated-${version}`
      await using simulation = await simulated(id, version)
      await app.call('startPasswordRotation', { params: { stationId: id }, body: {} })
      const confirmed = await until(async () => {
        const [rotation] = (await app.call('listPasswordRotations', { query: { stationId: id } })).items
        return rotation?.endedAt == null ? undefined : rotation
      })
      expect(confirmed).toMatchObject({ state: 'confirmed', attempts: 1 })
      await until(async () => simulation.station.online && (await detailOf(id)).online)
    })
  },
)

/** The nth command from now is not carried out and not answered. */
function loseCommand(station: Station, nth: number): void {
  let count = 0
  if (nth === 0) station.injectFault('no-response')
  station.events.on('command', () => {
    count += 1
    if (count === nth) station.injectFault('no-response')
  })
}
