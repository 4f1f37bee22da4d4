import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandRun } from '../../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'
import { noteSuccesses } from './phases.ts'

const folder = mkdtempSync(join(tmpdir(), 'waves-test-'))
const PATIENT = { timeout: 30_000 }
let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder })
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const IDS = ['WAVE-1', 'WAVE-2', 'WAVE-3', 'WAVE-4']
const read = ({ id }: CommandRun) => app.call('getCommandRun', { params: { id } })

async function connect(id: string): Promise<TestStation> {
  const { password } = await app.call('createStation', { body: { id } })
  const station = await connectTestStation({ url: app.stationUrl, identity: id, password: password ?? '' })
  await station.call('BootNotification', { ...BOOT_16, firmwareVersion: '1.0' })
  station.onCall(() => ({}))
  return station
}

async function storedImage(): Promise<string> {
  const { file, uploadUrl } = await app.call('createFirmware', { body: { name: 'fw.bin', version: '2.0' } })
  await fetch(uploadUrl, { method: 'PUT', body: 'image' })
  return file.id
}

test('firmware goes out in waves, a failure stops the third, and a person goes on', async () => {
  const fileId = await storedImage()
  const stations: TestStation[] = []
  for (const id of IDS) stations.push(await connect(id))
  const asked = () => stations.map(({ heard }) => heard.length)
  const body = {
    command: { kind: 'updateFirmware' as const, fileId },
    stations: { ids: IDS },
    perMinute: 60_000,
    waves: { sizes: [{ stations: 1 }, { percent: 25 }] },
    stopRule: { failures: 1 },
  }
  expect((await app.call('rehearseCommandRun', { body })).waves).toEqual([1, 1, 2])
  const run = await app.call('startCommandRun', { body })
  await expect.poll(asked, PATIENT).toEqual([1, 0, 0, 0])
  await stations[0]?.call('FirmwareStatusNotification', { status: 'Installing' })
  await expect
    .poll(() => read(run), PATIENT)
    .toMatchObject({ state: 'running', wave: 1, waves: [{ installing: 1 }, { waiting: 1 }, { waiting: 2 }] })
  // An answer is no installation: the second wave has not begun.
  expect(asked()).toEqual([1, 0, 0, 0])
  await stations[0]?.call('BootNotification', { ...BOOT_16, firmwareVersion: '2.0' })
  await expect.poll(asked, PATIENT).toEqual([1, 1, 0, 0])
  await stations[1]?.call('FirmwareStatusNotification', { status: 'InstallationFailed' })
  await expect
    .poll(() => read(run), PATIENT)
    .toMatchObject({
      state: 'stopped',
      stop: { rule: 'failures', failed: 1, finished: 2 },
      waves: [{ succeeded: 1 }, { failed: 1 }, { stations: 2, waiting: 2 }],
    })
  const params = { id: run.id }
  await app.call('resumeCommandRun', { params, body: { reason: 'Its meter was broken before.' } })
  await expect.poll(asked, PATIENT).toEqual([1, 1, 1, 1])
  for (const station of stations.slice(2)) await station.call('FirmwareStatusNotification', { status: 'Installed' })
  await expect
    .poll(() => read(run), PATIENT)
    .toMatchObject({ state: 'finished', waves: [{ succeeded: 1 }, { failed: 1 }, { succeeded: 2 }] })
  const { items } = await app.call('listAudit', { query: { subject: run.id } })
  expect(items.map(({ action, reason }) => [action, reason])).toEqual([
    ['commandRun.resumed', 'Its meter was broken before.'],
    ['commandRun.stopped', null],
    ['commandRun.started', null],
  ])
})

test('what was under way when a run stopped still counts for a while, and is not looked at for ever', async () => {
  const fileId = await storedImage()
  const ids = ['LATE-1', 'LATE-2', 'LATE-3']
  const stations: TestStation[] = []
  for (const id of ids) stations.push(await connect(id))
  const run = await app.call('startCommandRun', {
    body: {
      command: { kind: 'updateFirmware', fileId },
      stations: { ids },
      perMinute: 60_000,
      waves: { sizes: [{ stations: 2 }] },
      stopRule: { failures: 1 },
    },
  })
  await expect.poll(() => stations.map(({ heard }) => heard.length), PATIENT).toEqual([1, 1, 0])
  await stations[0]?.call('FirmwareStatusNotification', { status: 'InstallationFailed' })
  await expect.poll(() => read(run), PATIENT).toMatchObject({ state: 'stopped' })
  const change = (text: string) =>
    app.database.pool.query(`update command_runs set ${text} where run_id = $1`, [run.id])
  const noted = async () => {
    await app.database.transaction((tx) => noteSuccesses(tx, Date.now()))
    const { rows } = await app.database.pool.query(
      'select from command_run_targets where run_id = $1 and succeeded_at is not null',
      [run.id],
    )
    return rows.length
  }
  await change(`stop = jsonb_set(stop, '{at}', '"2020-01-01T00:00:00Z"')`)
  await stations[1]?.call('BootNotification', { ...BOOT_16, firmwareVersion: '2.0' })
  await expect.poll(async () => (await read(run)).waves?.[0], PATIENT).toMatchObject({ succeeded: 1, failed: 1 })
  expect(await noted()).toBe(0)
  await change(`input = jsonb_set(input, '{command,installAt}', '"2099-01-01T00:00:00Z"')`)
  expect(await noted()).toBe(1)
})

test('only a run that has stopped is gone on with, and a stopped one can be called off', async () => {
  const command = { kind: 'clearCache' as const }
  const input = { command, stations: { ids: ['OFF-1', 'OFF-2'] }, ifOffline: 'refuse' as const }
  for (const id of input.stations.ids) await app.call('createStation', { body: { id } })
  const run = await app.call('startCommandRun', {
    body: { ...input, waves: { sizes: [{ stations: 1 }] }, stopRule: { percent: 10 } },
  })
  await expect.poll(() => read(run), PATIENT).toMatchObject({ state: 'stopped', stop: { rule: 'percent' } })
  expect(await app.call('cancelCommandRun', { params: { id: run.id } })).toMatchObject({
    state: 'cancelled',
    waves: [{ failed: 1 }, { cancelled: 1 }],
  })
  const again = await app.request(`/api/v1/command-runs/${run.id}/resume`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Again.' }),
  })
  expect(await problemIn(again)).toMatchObject({ status: 409, code: 'commandRunNotStopped' })
})
