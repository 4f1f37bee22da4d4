import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../testing/test-station.ts'

const folder = mkdtempSync(join(tmpdir(), 'files-test-'))
let app: TestApp
let station: TestStation
const params = { stationId: 'FILES-1' }

beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder, FIRMWARE_MAX_MB: '1', LOG_MAX_MB: '1', FILE_STALL_S: '1' })
  const { password } = await app.call('createStation', { body: { id: 'FILES-1' } })
  station = await connectTestStation({ url: app.stationUrl, identity: 'FILES-1', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const IMAGE = Buffer.from(`version=2.0.0\n${'x'.repeat(100_000)}`)
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

async function announce(body: object = {}) {
  return app.call('createFirmware', { body: { name: 'duo.bin', version: '2.0.0', ...body } })
}

async function storedImage(content = IMAGE): Promise<string> {
  const { file, uploadUrl } = await announce()
  expect((await fetch(uploadUrl, { method: 'PUT', body: content })).status).toBe(201)
  return file.id
}

/** Has the station asked for its log, and gives the address it was told. */
async function logLink(): Promise<string> {
  station.onCall(() => ({ fileName: 'diag.zip' }))
  await app.call('sendCommand', { params, query: { wait: 10 }, body: { command: { kind: 'getDiagnostics' } } })
  return String(station.heard.at(-1)?.payload['location'])
}

async function downloadLink(retries = 0): Promise<string> {
  const fileId = await storedImage()
  station.onCall(() => ({}))
  const body = { command: { kind: 'updateFirmware', fileId, retries } } as const
  await app.call('sendCommand', { params, query: { wait: 10 }, body })
  return String(station.heard.at(-1)?.payload['location'])
}

const onDisk = () => readdirSync(join(folder, 'files')).filter((name) => name !== 'incoming')
const halves = () => readdirSync(join(folder, 'files', 'incoming'))
const logs = async () => (await app.call('listFiles', { query: { purpose: 'log' } })).items

test('an image is announced, uploaded once, hashed, listed and deleted', async () => {
  const { file, uploadUrl } = await announce({ sha256: sha256(IMAGE) })
  expect(file).toMatchObject({ purpose: 'firmware', name: 'duo.bin', storedAt: null, sizeBytes: null, signed: false })
  const first = await fetch(uploadUrl, { method: 'PUT', body: IMAGE })
  expect([first.status, await first.json()]).toEqual([201, { sizeBytes: IMAGE.length, sha256: sha256(IMAGE) }])
  const again = await fetch(uploadUrl, { method: 'PUT', body: IMAGE })
  expect([again.status, (await problemIn(again)).code]).toEqual([410, 'fileLinkGone'])
  const stored = await app.call('getFile', { params: { id: file.id } })
  expect(stored).toMatchObject({ sizeBytes: IMAGE.length, sha256: sha256(IMAGE), deleteAfter: null })
  expect(onDisk()).toContain(file.id)
  await app.call('deleteFile', { params: { id: file.id } })
  expect(onDisk()).not.toContain(file.id)
  await expect(app.call('getFile', { params: { id: file.id } })).rejects.toMatchObject({
    problem: { code: 'fileNotFound' },
  })
})

test('an image that is not what its checksum says is refused and the link stays good', async () => {
  const { file, uploadUrl } = await announce({ sha256: sha256(IMAGE) })
  const wrong = await fetch(uploadUrl, { method: 'PUT', body: 'something else' })
  expect([wrong.status, (await problemIn(wrong)).code]).toEqual([422, 'checksumMismatch'])
  expect(onDisk()).not.toContain(file.id)
  expect((await fetch(uploadUrl, { method: 'PUT', body: IMAGE })).status).toBe(201)
})

test('an image without content cannot be sent to a station', async () => {
  const { file } = await announce()
  const body = { command: { kind: 'updateFirmware', fileId: file.id } } as const
  await expect(app.call('sendCommand', { params, query: {}, body })).rejects.toMatchObject({
    problem: { code: 'fileNotReady' },
  })
})

test('a station uploads its log by PUT, POST or as a form, under a name that is made harmless', async () => {
  const put = await fetch(`${await logLink()}..%2F..%2Fetc%2Fpasswd%0d%0a.log`, { method: 'PUT', body: 'by put' })
  expect(put.status).toBe(201)
  const post = await fetch(await logLink(), {
    method: 'POST',
    body: 'by post',
    headers: { 'content-type': 'text/html' },
  })
  expect(post.status).toBe(201)
  const form = new FormData()
  form.append('comment', 'my log')
  form.append('file', new Blob(['by\r\n--form']), '<img src=x>.zip')
  expect((await fetch(await logLink(), { method: 'POST', body: form })).status).toBe(201)
  const found = await logs()
  expect(found.slice(0, 3).map(({ name, stationId, sizeBytes }) => [name, stationId, sizeBytes])).toEqual([
    ['_img src=x_.zip', 'FILES-1', 10],
    ['log', 'FILES-1', 7],
    ['passwd__.log', 'FILES-1', 6],
  ])
})

test('an operator saves a log, and no browser can run it', async () => {
  const page = '<script>alert(1)</script>'
  await fetch(`${await logLink()}x.html`, { method: 'PUT', body: page, headers: { 'content-type': 'text/html' } })
  const [log] = await logs()
  const answer = await app.request(`/api/v1/files/${log?.id}/content`)
  expect(await answer.text()).toBe(page)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="x.html"; filename*=UTF-8''x.html`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  expect((await app.request(`/api/v1/files/${log?.id}/content`, { key: '' })).status).toBe(401)
  expect((await app.request('/api/v1/files/..%2F..%2Fpasswd/content')).status).toBe(400)
})

test('a log that is too large is refused with a sentence and leaves nothing, said or not said beforehand', async () => {
  const link = await logLink()
  const before = onDisk().length
  const said = await fetch(link, { method: 'PUT', body: Buffer.alloc(1_048_577) })
  expect([said.status, (await problemIn(said)).code]).toEqual([413, 'bodyTooLarge'])
  const stream = new ReadableStream({
    start(controller) {
      for (let part = 0; part < 17; part++) controller.enqueue(new Uint8Array(65_536))
      controller.close()
    },
  })
  const unsaid = await fetch(link, { method: 'PUT', body: stream, duplex: 'half' } as RequestInit)
  expect([unsaid.status, (await problemIn(unsaid)).code]).toEqual([413, 'bodyTooLarge'])
  expect([onDisk().length, halves()]).toEqual([before, []])
  expect((await fetch(link, { method: 'PUT', body: 'small' })).status).toBe(201)
})

/** Sends the beginning of an upload over a socket of its own. */
function beginUpload(link: string, { declared, sent }: { declared: number; sent: string }) {
  const { hostname, port, pathname } = new URL(link)
  const socket = connect(Number(port), hostname)
  socket.write(`PUT ${pathname} HTTP/1.1\r\nHost: a\r\nContent-Length: ${declared}\r\n\r\n${sent}`)
  let heard = ''
  socket.on('data', (piece) => (heard += piece))
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)))
  return { socket, closed }
}

const busy = async () => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from file_links where busy_until > now()`.execute(app.database.kysely)
  return rows[0]?.n
}

test('half an upload leaves nothing, and frees its link', async () => {
  const link = await logLink()
  const before = onDisk().length
  const { socket, closed } = beginUpload(link, { declared: 5000, sent: 'only this' })
  await expect.poll(() => halves().length).toBe(1)
  socket.destroy()
  await closed
  await expect.poll(() => halves()).toEqual([])
  await expect.poll(busy).toBe(0)
  expect(onDisk().length).toBe(before)
  expect((await fetch(link, { method: 'PUT', body: 'whole' })).status).toBe(201)
})

test('an upload that crawls is cut', async () => {
  const link = await logLink()
  const { socket, closed } = beginUpload(link, { declared: 1_000_000, sent: 'a' })
  const drip = setInterval(() => socket.write('a'), 100)
  await closed
  clearInterval(drip)
  await expect.poll(() => halves()).toEqual([])
  await expect.poll(busy).toBe(0)
})

test('of uploads at once on one link, one is taken', async () => {
  const link = await logLink()
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      fetch(link, { method: 'PUT', body: `log ${index} ${'x'.repeat(200_000)}` }),
    ),
  )
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(1)
  expect(statuses.filter((status) => status !== 201).every((status) => status === 409 || status === 410)).toBe(true)
})

test('a link is for one direction, and a guessed one does not exist', async () => {
  const link = await logLink()
  for (const [url, method] of [
    [link, 'GET'],
    [link, 'HEAD'],
    [await downloadLink(), 'PUT'],
    [`${app.url}/station-files/${'A'.repeat(32)}/x`, 'PUT'],
    [`${app.url}/station-files/%2e%2e%2f%2e%2e/x`, 'GET'],
  ] as const) {
    expect((await fetch(url, { method, ...(method === 'PUT' ? { body: 'x' } : {}) })).status).toBe(404)
  }
  expect((await fetch(link, { method: 'PUT', body: 'x' })).status).toBe(201)
})

test('FTP is off unless it is switched on', async () => {
  const body = { command: { kind: 'getDiagnostics', transport: 'ftp' } } as const
  await expect(app.call('sendCommand', { params, query: {}, body })).rejects.toMatchObject({
    problem: { code: 'transportIsOff' },
  })
})

test('a link lives until the station may have used it', async () => {
  const fileId = await storedImage()
  station.onCall(() => ({}))
  const retrieveAt = new Date(Date.now() + 48 * 3_600_000).toISOString()
  const command = { kind: 'updateFirmware', fileId, retrieveAt, retries: 2, retryIntervalS: 600 } as const
  await app.call('sendCommand', { params, query: { wait: 10 }, body: { command } })
  const { rows } = await sql<{ expires_at: Date; uses_left: number }>`
    select expires_at, uses_left from file_links order by created_at desc limit 1`.execute(app.database.kysely)
  expect(rows[0]?.uses_left).toBe(3)
  expect(rows[0]?.expires_at.getTime()).toBe(Date.parse(retrieveAt) + 3_600_000 + 1_200_000)
})

test('a link whose transfer died with its process is free again when its lease has run out', async () => {
  const link = await logLink()
  const lease = (ms: number) =>
    app.database.transaction(async (tx) => {
      await sql`update file_links set busy_until = ${new Date(Date.now() + ms)} where uses_left > 0`.execute(tx)
    })
  await lease(60_000)
  const busyNow = await fetch(link, { method: 'PUT', body: 'x' })
  expect([busyNow.status, busyNow.headers.get('retry-after')]).toEqual([409, '30'])
  await lease(-1)
  expect((await fetch(link, { method: 'PUT', body: 'x' })).status).toBe(201)
})

test('an expired link says so', async () => {
  const link = await logLink()
  await app.database.transaction(async (tx) => {
    await sql`update file_links set expires_at = now() - interval '1 second' where uses_left > 0`.execute(tx)
  })
  const answer = await fetch(link, { method: 'PUT', body: 'x' })
  const problem = await problemIn(answer)
  expect([answer.status, problem.code, problem.detail]).toEqual([410, 'fileLinkGone', 'The link has expired.'])
})

test('an image is downloaded whole, once for each try, and by ranges', async () => {
  const link = await downloadLink(1)
  expect(link.endsWith('/duo.bin')).toBe(true)
  const head = await fetch(link, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe(String(IMAGE.length))
  const middle = await fetch(link, { headers: { range: 'bytes=0-99' } })
  expect([middle.status, (await middle.arrayBuffer()).byteLength]).toEqual([206, 100])
  await expect.poll(busy).toBe(0)
  const rest = await fetch(link, { headers: { range: 'bytes=100-' } })
  expect(rest.headers.get('content-range')).toBe(`bytes 100-${IMAGE.length - 1}/${IMAGE.length}`)
  await rest.arrayBuffer()
  await expect.poll(busy).toBe(0)
  const whole = await fetch(link)
  expect(Buffer.from(await whole.arrayBuffer()).equals(IMAGE)).toBe(true)
  await expect.poll(async () => (await fetch(link, { method: 'HEAD' })).status).toBe(410)
})

test('the secrets of links are shown to nobody', async () => {
  const link = await logLink()
  const secret = new URL(link).pathname.split('/')[2] ?? ''
  const { items } = await app.call('listCommands', { params, query: { limit: 1 } })
  const { items: timeline } = await app.call('listTimeline', { params, query: { limit: 10 } })
  expect(secret).toHaveLength(32)
  expect(JSON.stringify([items, timeline])).not.toContain(secret)
  expect(JSON.stringify(items)).toContain('/station-files/[redacted]')
})

test('the quota holds', async () => {
  await using small = await startTestApp({ DATA_DIR: folder, FILE_QUOTA_MB: '1' })
  const upload = async (bytes: number) => {
    const { uploadUrl } = await small.call('createFirmware', { body: { name: 'a' } })
    return fetch(uploadUrl, { method: 'PUT', body: Buffer.alloc(bytes) })
  }
  expect((await upload(900_000)).status).toBe(201)
  const full = await upload(200_000)
  expect([full.status, (await problemIn(full)).code]).toEqual([507, 'fileQuotaFull'])
})
