import { setTimeout } from 'node:timers/promises'
import { CommandBody } from '../../packages/server/src/contract/commands.ts'
import type { TestApp } from '../../packages/server/src/testing/test-app.ts'
import { createSeededRandom } from '../fuzz/seeded-random.ts'
import { COMMAND_SCHEMAS, validCommand } from '../fuzz/valid-input.ts'
import { HostileStation } from './hostile-station.ts'
import { FOREIGN_HOST, MARK } from './injections.ts'

const VERSIONS = ['1.6', '2.0.1', '2.1'] as const
const ROUNDS = 3
const TABS = [
  ...['overview', 'sessions', 'commands', 'configuration', 'monitoring', 'charging', 'access', 'certificates'],
  ...['firmware', 'display', 'commissioning', 'timeline', 'status', 'history', 'settings'],
]
const VERDICT_MS = 60_000
/** They would end what the others are shown with, or need what is not there. */
const LEFT_OUT = new Set(['raw', 'reset', 'setNetworkProfile'])

export interface HostileNetwork {
  /** The addresses of all screens that show something of it. */
  readonly screens: string[]
  close(): void
}

/** A station of each version, strangers and callers who were refused, all of them as hostile as they can be. */
export async function startHostileNetwork(app: TestApp): Promise<HostileNetwork> {
  const site = await app.call('createSite', { body: { name: MARK, city: MARK, latitude: 53.5, longitude: 10 } })
  await app.call('createToken', { body: { value: `=HYPERLINK("http://${FOREIGN_HOST}","x")`, label: '=1+1' } })
  await app.call('createToken', { body: { value: MARK, label: '@SUM(1+1)' } })
  const webhook = await app.call('createWebhook', {
    body: { name: MARK, url: `https://${FOREIGN_HOST}/`, types: ['station.faulted', 'station.online'] },
  })
  const stations = await Promise.all(VERSIONS.map((version) => startStation(app, { version, siteId: site.id })))
  stations.push(await stranger(app))
  await refusedCallers(app)
  const run = await app.call('startCommandRun', {
    body: { command: { kind: 'clearCache' }, stations: { filter: {} }, reason: MARK },
    idempotencyKey: 'run',
  })
  const { items: sessions } = await app.call('listSessions', { query: { limit: 6 } })
  const screens = [
    ...['/', '/stations', '/sessions', '/waiting', '/tokens', '/sites', '/runs', `/runs/${run.id}`, '/configuration'],
    ...['/quirks', '/messages', '/security', '/certificates', '/audit', '/files', '/integrations', '/notifications'],
    ...['/exports', '/settings', `/integrations/webhooks/${webhook.id}`],
    ...VERSIONS.flatMap((version) => TABS.map((tab) => `/stations/${identityOf(version)}?tab=${tab}`)),
    ...sessions.map(({ id }) => `/sessions/${id}`),
  ]
  return { screens, close: () => stations.map((station) => station.close()) }
}

function identityOf(version: string): string {
  return `HOSTILE-${version}`
}

/** Registers and connects it, has it say all it can, and asks it for all it can be asked for. */
async function startStation(
  app: TestApp,
  { version, siteId }: { readonly version: (typeof VERSIONS)[number]; readonly siteId: string },
): Promise<HostileStation> {
  const identity = identityOf(version)
  const { password } = await app.call('createStation', { body: { id: identity, siteId } })
  const station = await HostileStation.connect({ url: app.stationUrl, identity, version, password: password ?? '' })
  await station.boot()
  await station.sayAll(ROUNDS)
  await examine(app, identity)
  const log = version === '1.6' ? 'getDiagnostics' : 'getLog'
  await app.call('sendCommand', {
    params: { stationId: identity },
    query: { wait: 5 },
    body: { command: { kind: log } },
  })
  await orderAll(app, identity)
  await station.sayAll(1)
  if (version === '1.6') await station.call('StatusNotification', FAULT)
  return station
}

const FAULT = {
  ...{ connectorId: 1, status: 'Faulted', errorCode: 'OtherError' },
  ...{ info: `I${MARK}\u202e`, vendorId: `V${MARK}`, vendorErrorCode: `C${MARK}` },
}

/** Looks at what it says of itself, until there is a verdict. */
async function examine(app: TestApp, stationId: string): Promise<void> {
  const { id } = await app.call('startCommissioning', { params: { stationId }, body: {} })
  for (const until = Date.now() + VERDICT_MS; Date.now() < until; await setTimeout(200)) {
    if ((await app.call('getCommissioning', { params: { id } })).state !== 'running') return
  }
  throw new Error(`${stationId} is still being examined`)
}

/** Every kind of command; what does not fit the station is refused, and that is in order. */
async function orderAll(app: TestApp, stationId: string): Promise<void> {
  const random = createSeededRandom(3)
  for (const kind of COMMAND_SCHEMAS.keys()) {
    const command = CommandBody.safeParse(validCommand(kind, random)).data
    if (command === undefined || LEFT_OUT.has(kind)) continue
    await app
      .call('sendCommand', { params: { stationId }, query: { wait: 2 }, body: { command } })
      .catch(() => undefined)
  }
}

/** A station that nobody knows, waiting to join. */
async function stranger({ stationUrl }: TestApp): Promise<HostileStation> {
  const station = await HostileStation.connect({ url: stationUrl, identity: 'STRANGER', version: '1.6' })
  await station.boot()
  return station
}

/** Callers whose name is no identity: the paths of their addresses are shown. */
async function refusedCallers({ stationUrl: url }: TestApp): Promise<void> {
  for (const identity of [MARK, '<svg/onload=pwn=1>', '\u202eevil', '../../etc/passwd', '__proto__<']) {
    await HostileStation.connect({ url, identity, version: '1.6' }).then(
      (station) => station.close(),
      () => undefined,
    )
  }
}
