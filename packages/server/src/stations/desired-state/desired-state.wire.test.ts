import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CallInput, TemplateInput } from '../../contract/index.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'

type Json = Readonly<Record<string, unknown>>

const BOOT_2 = { chargingStation: { model: 'Duo 22', vendorName: 'Norrvolt' }, reason: 'PowerUp' }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ CONFIGURATION_SETTLE_S: '0' })
})
afterAll(() => app[Symbol.asyncDispose]())

/** A 1.6 station with keys; what it answers to a set of a key that `words` names. */
function keys16(station: TestStation, values: Map<string, string>, words: Readonly<Record<string, string>> = {}) {
  station.onCall((action, payload) => {
    if (action === 'GetConfiguration') {
      const asked = payload['key'] as string[]
      return {
        configurationKey: asked
          .filter((key) => values.has(key))
          .map((key) => ({ key, readonly: false, value: values.get(key) })),
        unknownKey: asked.filter((key) => !values.has(key)),
      }
    }
    if (action !== 'ChangeConfiguration') return { status: 'Accepted' }
    const status = words[String(payload['key'])] ?? 'Accepted'
    if (status === 'Accepted') values.set(String(payload['key']), String(payload['value']))
    return { status }
  })
}

async function join(identity: string, subprotocol: 'ocpp1.6' | 'ocpp2.0.1', prepare: (station: TestStation) => void) {
  const { password } = await app.call('createStation', { body: { id: identity } })
  const connect = async () => {
    const to = { url: app.stationUrl, identity, password: password ?? '', subprotocol }
    const station = await connectTestStation(to)
    prepare(station)
    await station.call('BootNotification', subprotocol === 'ocpp1.6' ? BOOT_16 : BOOT_2)
    return station
  }
  return { connect, station: await connect() }
}

async function template(stationIds: string[], entries: z.input<typeof TemplateInput>['entries'], more: Json = {}) {
  const body = { name: `For ${stationIds.join()}`, conditions: { stationIds }, entries, ...more }
  return app.call('createTemplate', { body })
}

/** The first page of what deviates, and the one after it. */
async function valuesOf(query: NonNullable<CallInput<'listDriftValues'>['query']>) {
  const { items: first, nextCursor: cursor } = await app.call('listDriftValues', { query })
  const next = cursor === undefined ? undefined : await app.call('listDriftValues', { query: { ...query, cursor } })
  return { first, rest: next?.items ?? [] }
}

const configuration = (stationId: string) => app.call('getDesiredConfiguration', { params: { stationId } })
const sets = (station: TestStation, action: string) => station.heard.filter((call) => call.action === action)

test('a neutral setting is set on stations of both families, and again after it was lost', async () => {
  const values = new Map([['HeartbeatInterval', '300']])
  const one = await join('DS-16', 'ocpp1.6', (station) => keys16(station, values))
  const stored = new Map([['OCPPCommCtrlr.HeartbeatInterval', '300']])
  const variables = (station: TestStation) =>
    station.onCall((action, payload) => {
      const nameOf = ({ component, variable }: Json) => `${(component as Json)['name']}.${(variable as Json)['name']}`
      const data = (payload['getVariableData'] ?? payload['setVariableData'] ?? []) as Json[]
      const place = ({ component, variable }: Json) => ({ component, variable })
      if (action === 'GetVariables') {
        return {
          getVariableResult: data.map((asked) => {
            const attributeValue = stored.get(nameOf(asked))
            return attributeValue === undefined
              ? { ...place(asked), attributeStatus: 'UnknownVariable' }
              : { ...place(asked), attributeStatus: 'Accepted', attributeValue }
          }),
        }
      }
      for (const asked of data) stored.set(nameOf(asked), String(asked['attributeValue']))
      return { setVariableResult: data.map((asked) => ({ ...place(asked), attributeStatus: 'Accepted' })) }
    })
  const two = await join('DS-201', 'ocpp2.0.1', variables)
  const { id } = await template(
    ['DS-16', 'ds-201'],
    [
      { kind: 'setting', setting: 'heartbeatInterval', value: '600' },
      { kind: 'variable', component: 'OCPPCommCtrlr', variable: 'NoSuchThing', value: '1' },
    ],
  )
  await expect.poll(() => configuration('DS-16'), { timeout: 20_000 }).toMatchObject({ state: 'inLine' })
  await expect
    .poll(() => configuration('DS-201'), { timeout: 20_000 })
    .toMatchObject({
      state: 'rejected',
      items: [
        { variable: 'HeartbeatInterval', state: 'inLine', actual: '600', wanted: '600', templateId: id },
        { variable: 'NoSuchThing', state: 'rejected', reason: 'UnknownVariable', attempts: 0 },
      ],
    })
  expect([values.get('HeartbeatInterval'), stored.get('OCPPCommCtrlr.HeartbeatInterval')]).toEqual(['600', '600'])
  // What the station does not know is never set.
  expect(JSON.stringify(sets(two.station, 'SetVariables'))).not.toContain('NoSuchThing')

  // A factory reset on site: after the reconnect the value is put right.
  one.station.close()
  values.set('HeartbeatInterval', '86400')
  const back = await one.connect()
  await expect.poll(() => values.get('HeartbeatInterval'), { timeout: 20_000 }).toBe('600')
  await expect.poll(() => configuration('DS-16'), { timeout: 20_000 }).toMatchObject({ state: 'inLine' })
  back.close()
  two.station.close()
}, 90_000)

test('a rejected value is shown with the word of the station and not sent again, until a person says so', async () => {
  const values = new Map([
    ['ResetRetries', '1'],
    ['MeterValueSampleInterval', '30'],
    ['ConnectionTimeOut', '60'],
  ])
  const words: Record<string, string> = { ResetRetries: 'Rejected', MeterValueSampleInterval: 'RebootRequired' }
  const { connect, station } = await join('DS-REJECT', 'ocpp1.6', (one) => keys16(one, values, words))
  await template(
    ['DS-REJECT'],
    [
      { kind: 'key', key: 'ResetRetries', value: '4' },
      { kind: 'key', key: 'MeterValueSampleInterval', value: '60' },
      { kind: 'key', key: 'NotThere', value: '60' },
      { kind: 'key', key: 'ConnectionTimeOut', value: 'soon' },
    ],
  )
  const item = async (variable: string) =>
    (await configuration('DS-REJECT')).items.find((one) => one.variable === variable)
  await expect
    .poll(() => item('ResetRetries'), { timeout: 20_000 })
    .toMatchObject({
      state: 'rejected',
      reason: 'Rejected',
      attempts: 1,
      nextTryAt: expect.any(String),
    })
  expect(await item('MeterValueSampleInterval')).toMatchObject({ state: 'rebootRequired' })
  expect(await item('NotThere')).toMatchObject({ state: 'rejected', reason: 'UnknownKey' })
  // The standard says that it is a number: it is not even tried.
  expect(await item('ConnectionTimeOut')).toMatchObject({ state: 'rejected', reason: expect.stringMatching(/number/) })
  const drift = await app.call('listDrift', { query: { state: 'rejected' } })
  expect(drift.items.find(({ stationId }) => stationId === 'DS-REJECT')).toMatchObject({
    values: { rejected: 3, rebootRequired: 1 },
  })
  const deviating = await valuesOf({ search: 'ds-reject', limit: 3 })
  expect(deviating.first.map(({ variable, state }) => `${variable} ${state}`)).toEqual([
    'ConnectionTimeOut rejected',
    'MeterValueSampleInterval rebootRequired',
    'NotThere rejected',
  ])
  expect(deviating.rest).toMatchObject([{ stationId: 'DS-REJECT', variable: 'ResetRetries', wanted: '4', actual: '1' }])
  const [listed] = (await app.call('listTemplates', {})).items.filter(({ name }) => name === 'For DS-REJECT')
  expect(listed?.stations).toEqual({ compared: 1, deviating: 1 })
  expect((await valuesOf({ templateId: listed?.id ?? '' })).first).toHaveLength(4)
  expect((await valuesOf({ search: 'ds-reject', state: 'inLine' })).first).toEqual([])

  station.close()
  const back = await connect()
  await expect.poll(() => sets(back, 'GetConfiguration').length, { timeout: 20_000 }).toBe(1)
  // The boot has come, and the station still has the old value: it is set again; the rejected one is left alone.
  await expect
    .poll(() => sets(back, 'ChangeConfiguration').map(({ payload }) => payload['key']), { timeout: 20_000 })
    .toEqual(['MeterValueSampleInterval'])
  delete words['ResetRetries']
  await expect.poll(async () => (await configuration('DS-REJECT')).checkedAt).not.toBeNull()
  await expect
    .poll(() => item('MeterValueSampleInterval'), { timeout: 20_000 })
    .toMatchObject({ state: 'rebootRequired', attempts: 2 })
  await app.call('applyDesiredConfiguration', { params: { stationId: 'DS-REJECT' } })
  await expect.poll(() => item('ResetRetries'), { timeout: 20_000 }).toMatchObject({ state: 'inLine', actual: '4' })
  back.close()
}, 90_000)

test('secrets of a template go to the station and are never shown', async () => {
  const values = new Map<string, string>([['ModemPassword', 'old']])
  const { station } = await join('DS-SECRET', 'ocpp1.6', (one) => keys16(one, values))
  const entry = { kind: 'key', key: 'ModemPassword', value: 'geheim-4711' } as const
  const made = await template(['DS-SECRET'], [entry])
  expect(made.entries).toEqual([{ kind: 'key', key: 'ModemPassword', isSecret: true }])
  await expect.poll(() => values.get('ModemPassword'), { timeout: 20_000 }).toBe('geheim-4711')
  await expect
    .poll(() => configuration('DS-SECRET'), { timeout: 20_000 })
    .toMatchObject({
      state: 'inLine',
      items: [{ variable: 'ModemPassword', wanted: null, actual: null }],
    })
  // Changed without the value, the template keeps it.
  const { value: _, ...withoutValue } = entry
  const input = { name: made.name, conditions: { stationIds: ['DS-SECRET'] } }
  const changed = await app.call('replaceTemplate', {
    params: { id: made.id },
    body: { ...input, priority: 5, entries: [withoutValue, { kind: 'key', key: 'Other', value: '1' }] },
  })
  expect(changed).toMatchObject({ priority: 5, version: 2 })
  const { rows } = await app.database.pool.query<{ all: string }>(
    `select coalesce(string_agg(t::text, ''), '') || (select coalesce(string_agg(c::text, ''), '') from commands c)
       || (select coalesce(string_agg(f::text, ''), '') from frames f)
       || (select coalesce(string_agg(i::text, ''), '') from station_configuration_items i) as all
     from configuration_templates t`,
  )
  expect(rows[0]?.all).not.toContain('geheim-4711')
  await expect.poll(() => sets(station, 'ChangeConfiguration').length, { timeout: 20_000 }).toBe(2)
  expect(sets(station, 'ChangeConfiguration').at(-1)?.payload).toEqual({ key: 'ModemPassword', value: 'geheim-4711' })
  station.close()
}, 60_000)

test('a template that cannot be is refused by field', async () => {
  const refused = template(
    ['X'],
    [
      { kind: 'setting', setting: 'noSuchSetting', value: '1' },
      { kind: 'key', key: 'AuthorizationKey', value: 'x' },
      { kind: 'key', key: 'Fine', value: '5', min: 6 },
      { kind: 'key', key: 'Fine', value: '5' },
    ],
  )
  await expect(refused).rejects.toMatchObject({
    problem: {
      code: 'invalidInput',
      errors: [
        { field: 'entries.0.setting' },
        { field: 'entries.1.key' },
        { field: 'entries.2.value' },
        { field: 'entries.3' },
      ],
    },
  })
})

test('the protective settings are there, can be switched off, and cannot be rewritten', async () => {
  const { items } = await app.call('listTemplates', {})
  const builtIn = items.find((one) => one.builtIn)
  expect(builtIn).toMatchObject({ enabled: true, name: 'Protective settings' })
  const params = { id: builtIn?.id ?? '' }
  await expect(app.call('deleteTemplate', { params })).rejects.toMatchObject({ problem: { code: 'templateBuiltIn' } })
  expect(await app.call('switchTemplate', { params, body: { enabled: false } })).toMatchObject({ enabled: false })
})

test('an accepted station is protected by default: what is enough stays, what is too little is raised', async () => {
  await using protecting = await startTestApp({ CONFIGURATION_SETTLE_S: '0', PROTECTIVE_SETTINGS: 'on' })
  const { password } = await protecting.call('createStation', { body: { id: 'DS-SAFE' } })
  const station = await connectTestStation({
    url: protecting.stationUrl,
    identity: 'DS-SAFE',
    password: password ?? '',
  })
  const values = new Map([
    ['TransactionMessageAttempts', '3'],
    ['TransactionMessageRetryInterval', '120'],
    ['WebSocketPingInterval', '0'],
  ])
  keys16(station, values)
  await station.call('BootNotification', BOOT_16)
  await expect
    .poll(() => Object.fromEntries(values), { timeout: 20_000 })
    .toEqual({
      TransactionMessageAttempts: '10',
      TransactionMessageRetryInterval: '120',
      WebSocketPingInterval: '60',
    })
  station.close()
}, 60_000)
