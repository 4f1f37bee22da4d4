import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from './axe.ts'
import { type ConsoleRig, hasBrowser, startConsoleRig } from './browser.ts'
import { settled } from './page.ts'
import { charge, connectStation, ID_TAG, report } from './station.ts'

/** What a missing station and a software renderer make the browser say. */
const EXPECTED = /404|There is no such station|WebGL/
/** Some thirty screens one after another, on a machine that does other things too. */
const EVERY_SCREEN_MS = 300_000

describe.skipIf(!hasBrowser)('every screen', () => {
  let rig: ConsoleRig
  let routes: string[]

  beforeAll(async () => {
    rig = await startConsoleRig()
    routes = await fillNetwork(rig)
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test.each(['light', 'dark'] as const)(
    'meets WCAG 2.2 AA in %s',
    { timeout: EVERY_SCREEN_MS },
    async (colorScheme) => {
      const { page, complaints } = await rig.open('/', { colorScheme })
      const found: Record<string, string[]> = {}
      for (const route of routes) {
        await page.goto(`${rig.app.url}${route}`)
        await settled(page)
        const violations = await violationsOf(page)
        if (violations.length > 0) found[route] = violations
      }
      expect(found).toEqual({})
      expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
    },
  )

  test('reflows at 320 px without scrolling sideways', { timeout: EVERY_SCREEN_MS }, async () => {
    const { page } = await rig.open('/', { viewport: { width: 320, height: 640 } })
    const wide: string[] = []
    for (const route of routes) {
      await page.goto(`${rig.app.url}${route}`)
      await settled(page)
      if ((await page.evaluate<number>('document.documentElement.scrollWidth')) > 320) wide.push(route)
    }
    expect(wide).toEqual([])
  })

  test('a keyboard reaches the content past the navigation', async () => {
    const { page } = await rig.open('/stations')
    await settled(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })
})

/** A network with something on every screen; the addresses of all screens. */
async function fillNetwork({ app }: ConsoleRig): Promise<string[]> {
  const site = await app.call('createSite', {
    body: { name: 'Harbour', city: 'Hamburg', latitude: 53.5, longitude: 10, timeZone: 'Europe/Berlin' },
  })
  await app.call('createToken', { body: { value: ID_TAG, label: 'Fleet card' } })
  const station = await connectStation(app, 'AXE-1', site.id)
  await charge(station, 1, ID_TAG)
  await report(station, 2, 'Faulted', 'GroundFailure')
  await app.call('createStation', { body: { id: 'AXE-2' } })
  await app.call('sendCommand', {
    params: { stationId: 'AXE-1' },
    query: { wait: 5 },
    body: { command: { kind: 'clearCache' } },
  })
  const run = await app.call('startCommandRun', {
    body: { command: { kind: 'clearCache' }, stations: { filter: {} } },
    idempotencyKey: 'run',
  })
  await app.call('createApiKey', { body: { name: 'Export' } })
  const sessions = await app.call('listSessions', {})
  const templates = await app.call('listTemplates', {})
  const tabs = [
    ...['overview', 'sessions', 'commands', 'configuration', 'monitoring', 'charging', 'access', 'certificates'],
    ...['firmware', 'display', 'commissioning', 'timeline', 'status', 'settings'],
  ]
  return [
    '/',
    '/stations',
    ...tabs.map((tab) => `/stations/AXE-1?tab=${tab}`),
    '/stations/AXE-1?tab=commands&command=setChargingProfile',
    '/stations/AXE-1?tab=commands&command=raw',
    '/stations/AXE-2',
    '/runs',
    `/runs/${run.id}`,
    '/runs/new?command=getInstalledCertificates',
    '/configuration',
    '/configuration/new',
    `/configuration/${templates.items[0]?.id}`,
    `/configuration/${templates.items[0]?.id}/edit`,
    '/quirks',
    '/messages',
    '/files',
    '/security',
    '/sessions',
    `/sessions/${sessions.items[0]?.id}`,
    '/waiting',
    '/connect',
    '/tokens',
    '/sites',
    '/settings',
    '/no-such-page',
    '/stations/NO-SUCH-STATION',
    '/sign-in',
    '/setup',
  ]
}
