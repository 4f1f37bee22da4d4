import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { deliverFile, fetchFile } from '@stationmaster/simulator'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { loadConfig } from '../../config/index.ts'
import { systemClock } from '../../platform/clock/index.ts'
import { uuidV7Ids } from '../../platform/ids/index.ts'
import { silentLogger } from '../../platform/logging/index.ts'
import { systemRandom } from '../../platform/random/index.ts'
import { createTestDatabase } from '../../platform/testing/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { openFiles } from '../index.ts'

const FIXTURES = fileURLToPath(new URL('../../platform/http/fixtures/', import.meta.url))
const CERTIFICATE = readFileSync(join(FIXTURES, 'localhost.cert.pem'), 'utf8')
const IMAGE = Buffer.from(`version=9\n${'z'.repeat(500_000)}`)
const TENANT = 1 as TenantId

const folder = mkdtempSync(join(tmpdir(), 'ftp-test-'))
const { database, ...testDatabase } = await createTestDatabase()
const ids = uuidV7Ids(systemClock, systemRandom)
const files = openFiles({
  ...{ database, ids, clock: systemClock, random: systemRandom, logger: silentLogger },
  config: filesConfig({ FTP_PORT: '0', FTPS_PORT: '0', FTP_PASSIVE_PORTS: '42700-42799', FILE_STALL_S: '1' }),
  publicUrl: () => 'http://127.0.0.1:1',
})
const ftp = await files.startFtp()
const stationKey = await newStation()
afterAll(async () => {
  await ftp[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

function filesConfig(environment: Record<string, string>) {
  const tls = {
    TLS_CERT_FILE: join(FIXTURES, 'localhost.cert.pem'),
    TLS_KEY_FILE: join(FIXTURES, 'localhost.key.pem'),
  }
  const loaded = loadConfig({ words: [], environment: { DATA_DIR: folder, ...tls, ...environment }, directory: '/' })
  if (loaded.kind !== 'config') throw new Error(JSON.stringify(loaded))
  return loaded.config.files
}

async function newStation(): Promise<number> {
  const { rows } = await database.pool.query<{ station_id: number }>(
    `insert into stations (tenant_id, identity, identity_folded, created_at) values (1, 'FTP-1', 'ftp-1', now())
     returning station_id`,
  )
  return rows[0]?.station_id ?? 0
}

type Protocol = 'ftp' | 'ftps'

const link = (direction: 'upload' | 'download', protocol: Protocol, fileId: string | null = null) =>
  database.transaction(async (tx) => {
    const nowMs = Date.now()
    const { url } = await files.issueLink(tx, {
      ...{ tenantId: TENANT, direction, protocol, fileId, stationKey, nowMs, expiresAtMs: nowMs + 60_000 },
      ...{ maxBytes: 1_048_576, uses: 1, name: direction === 'download' ? 'image.bin' : undefined },
    })
    return url
  })

/** An image that lies in the store. */
async function image(): Promise<string> {
  const fileId = ids.next()
  mkdirSync(join(folder, 'files'), { recursive: true })
  writeFileSync(join(folder, 'files', fileId), IMAGE)
  await database.pool.query(
    `insert into files (tenant_id, file_id, purpose, name, stored_at, size_bytes, sha256, created_by, created_at)
     values (1, $1, 'firmware', 'image.bin', now(), $2, '\\x00', 'test', now())`,
    [fileId, IMAGE.length],
  )
  return fileId
}

async function logs(): Promise<{ name: string; size_bytes: number }[]> {
  const { rows } = await sql<{ name: string; size_bytes: number }>`
    select name, size_bytes from files where purpose = 'log' order by created_at, file_id`.execute(database.kysely)
  return rows
}

/** A client that says what it is told to. */
interface Talk {
  /** Sends a line and gives the next line of the server. */
  say(line: string): Promise<string>
  next(): Promise<string>
  readonly socket: Socket
}

async function talkTo(url: string): Promise<Talk & { logIn(): Promise<string> }> {
  const { hostname, port, username, password } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const lines: string[] = []
  const waiting: ((line: string) => void)[] = []
  let held = ''
  socket.on('data', (piece) => {
    held += piece
    for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
      const line = held.slice(0, end)
      held = held.slice(end + 2)
      const wanted = waiting.shift()
      if (wanted === undefined) lines.push(line)
      else wanted(line)
    }
  })
  socket.on('close', () => {
    for (const wanted of waiting.splice(0)) wanted('closed')
  })
  const next = () => {
    const line = lines.shift()
    return line === undefined ? new Promise<string>((resolve) => waiting.push(resolve)) : Promise.resolve(line)
  }
  const say = (line: string) => {
    socket.write(`${line}\r\n`)
    return next()
  }
  expect(await next()).toBe('220 Ready.')
  return {
    socket,
    say,
    next,
    logIn: async () => {
      await say(`USER ${username}`)
      return say(`PASS ${password}`)
    },
  }
}

async function dataLine(talk: Talk): Promise<Socket> {
  const [, port] = /\(\|\|\|(\d+)\|\)/.exec(await talk.say('EPSV')) ?? []
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  return socket
}

const halves = () => readdirSync(join(folder, 'files', 'incoming'))

test.each(['ftp', 'ftps'] as const)('a real client delivers and fetches by %s', async (protocol) => {
  const content = Buffer.alloc(300_000, 'log ')
  const place = await link('upload', protocol)
  expect(await deliverFile(place, { name: 'station.log', content }, CERTIFICATE)).toEqual({ ok: true })
  expect((await logs()).at(-1)).toEqual({ name: 'station.log', size_bytes: content.length })
  expect(await deliverFile(place, { name: 'again.log', content }, CERTIFICATE)).toEqual({ ok: false, why: 'refused' })
  const fetched = await fetchFile(await link('download', protocol, await image()), CERTIFICATE)
  expect(fetched.ok && fetched.content.equals(IMAGE)).toBe(true)
})

test('nobody comes in without a link: no anonymous, no guessing, and three tries', async () => {
  const talk = await talkTo(await link('upload', 'ftp'))
  for (const line of ['STOR x', 'RETR x', 'EPSV', 'PASV', 'SIZE x', 'CWD /', 'REST 1', 'LIST']) {
    expect(await talk.say(line)).toBe('530 Log in first.')
  }
  expect(await talk.say('USER anonymous')).toMatch(/^331 /)
  expect(await talk.say('PASS guest@')).toMatch(/^530 /)
  expect(await talk.say('PASS ')).toMatch(/^530 /)
  expect(await talk.say('PASS x')).toMatch(/^421 /)
  expect(await talk.say('NOOP')).toBe('closed')
})

test('a link of one protocol is no login of the other: what is to be encrypted is never said plainly', async () => {
  const url = new URL(await link('upload', 'ftps'))
  const plain = new URL(await link('upload', 'ftp'))
  plain.username = url.username
  plain.password = url.password
  expect(await (await talkTo(plain.href)).logIn()).toMatch(/^530 /)
})

test('the holder of a link reaches its own file and nothing else', async () => {
  const talk = await talkTo(await link('download', 'ftp', await image()))
  expect(await talk.logIn()).toMatch(/^230 /)
  expect(await talk.say('SIZE /image.bin')).toBe(`213 ${IMAGE.length}`)
  for (const path of ['../../etc/passwd', '/etc/passwd', '..', '.', 'image.bin/../x', '%2e%2e/passwd', '~root']) {
    expect(await talk.say(`SIZE ${path}`)).toMatch(/^550 /)
    const data = await dataLine(talk)
    expect(await talk.say(`RETR ${path}`)).toMatch(/^150 /)
    expect(await talk.next()).toMatch(/^550 /)
    data.destroy()
  }
  await dataLine(talk)
  expect(await talk.say('STOR image.bin')).toBe('550 This login is not for uploads.')
  for (const line of ['DELE image.bin', 'RNFR image.bin', 'MKD x', 'RMD /', 'LIST', 'NLST', 'MLSD', 'APPE x', 'STOU']) {
    expect(await talk.say(line)).toMatch(/^502 /)
  }
})

test('we connect to nobody, and only to us connects who asked', async () => {
  const talk = await talkTo(await link('upload', 'ftp'))
  await talk.logIn()
  expect(await talk.say('PORT 127,0,0,1,0,22')).toMatch(/^502 /)
  expect(await talk.say('EPRT |1|127.0.0.1|22|')).toMatch(/^502 /)
  expect(await talk.say('PASV')).toMatch(/^227 .*\(127,0,0,1,\d+,\d+\)$/)
  // Another address of this machine stands for another machine.
  const [, port] = /\(\|\|\|(\d+)\|\)/.exec(await talk.say('EPSV')) ?? []
  const thief = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' })
  thief.on('error', () => {})
  await new Promise((resolve) => thief.once('close', resolve))
  const owner = connect(Number(port), '127.0.0.1')
  owner.end('mine')
  expect(await talk.say('STOR own.log')).toMatch(/^150 /)
  expect(await talk.next()).toBe('226 The file is stored.')
  expect((await logs()).at(-1)).toEqual({ name: 'own.log', size_bytes: 4 })
})

test('a path in the name of an upload is only a name', async () => {
  const talk = await talkTo(await link('upload', 'ftp'))
  await talk.logIn()
  expect(await talk.say('CWD /../../var')).toMatch(/^250 /)
  const data = await dataLine(talk)
  data.end('content')
  await talk.say('STOR ../../../etc/cron.d/evil\u202Etxt')
  expect(await talk.next()).toMatch(/^226 /)
  expect((await logs()).at(-1)?.name).toBe('evil_txt')
})

test('a data line that is reset leaves nothing, harms nobody, and the link stays good', async () => {
  const place = await link('upload', 'ftp')
  const talk = await talkTo(place)
  await talk.logIn()
  const data = await dataLine(talk)
  expect(await talk.say('STOR half.log')).toMatch(/^150 /)
  data.write('half')
  await expect.poll(() => halves().length).toBe(1)
  data.resetAndDestroy()
  expect(await talk.next()).toMatch(/^426 /)
  expect(halves()).toEqual([])
  const again = await deliverFile(place, { name: 'whole.log', content: Buffer.from('whole') })
  expect(again).toEqual({ ok: true })
})

test('a client that goes in the middle takes its half with it', async () => {
  const talk = await talkTo(await link('upload', 'ftp'))
  await talk.logIn()
  const data = await dataLine(talk)
  await talk.say('STOR gone.log')
  data.write('half')
  await expect.poll(() => halves().length).toBe(1)
  talk.socket.destroy()
  await expect.poll(() => halves()).toEqual([])
  expect((await logs()).map(({ name }) => name)).not.toContain('gone.log')
})

test('too much and too slow are cut', async () => {
  const place = await link('upload', 'ftp')
  const large = await deliverFile(place, { name: 'large.log', content: Buffer.alloc(1_048_577) })
  expect(large.ok).toBe(false)
  const talk = await talkTo(place)
  await talk.logIn()
  const data = await dataLine(talk)
  await talk.say('STOR slow.log')
  data.write('s')
  expect(await talk.next()).toMatch(/^426 /)
  expect(halves()).toEqual([])
})

test('a download goes on where it broke off', async () => {
  const talk = await talkTo(await link('download', 'ftp', await image()))
  await talk.logIn()
  const data = await dataLine(talk)
  let bytes = 0
  data.on('data', (piece) => (bytes += piece.length))
  expect(await talk.say('REST 400000')).toMatch(/^350 /)
  expect(await talk.say('RETR image.bin')).toMatch(/^150 /)
  expect(await talk.next()).toMatch(/^226 /)
  await expect.poll(() => bytes).toBe(IMAGE.length - 400_000)
  expect(await talk.say(`SIZE image.bin`)).toMatch(/^213 /)
})

test('lines without end and floods of commands end the conversation', async () => {
  const endless = await talkTo(await link('upload', 'ftp'))
  endless.socket.write('A'.repeat(5000))
  expect(await endless.next()).toMatch(/^500 /)
  const flood = await talkTo(await link('upload', 'ftp'))
  flood.socket.write('NOOP\r\n'.repeat(500))
  await expect.poll(() => flood.socket.destroyed || flood.socket.readableEnded).toBe(true)
})

test('a line that was plain goes on over TLS, and its data with it', async () => {
  const { username, password, href } = new URL(await link('upload', 'ftps'))
  const plain = new URL(await link('upload', 'ftp'))
  const talk = await talkTo(href.replace(/^.*@/, 'ftp://').replace(/:\d+/, `:${plain.port}`))
  expect(await talk.say('AUTH TLS')).toMatch(/^234 /)
  talk.socket.removeAllListeners('data')
  const secure = connectTls({ socket: talk.socket, ca: CERTIFICATE, servername: 'localhost' })
  const heard: string[] = []
  secure.on('data', (piece) => heard.push(...String(piece).split('\r\n')))
  const say = async (line: string, answer: RegExp): Promise<string> => {
    heard.length = 0
    secure.write(`${line}\r\n`)
    await expect.poll(() => heard.find((one) => answer.test(one))).toBeDefined()
    return heard.find((one) => answer.test(one)) ?? ''
  }
  await say(`USER ${username}`, /^331 /)
  await say(`PASS ${password}`, /^230 /)
  await say('PROT P', /^200 /)
  const [, port] = /\(\|\|\|(\d+)\|\)/.exec(await say('EPSV', /^229 /)) ?? []
  const data = connectTls({ port: Number(port), host: '127.0.0.1', ca: CERTIFICATE, servername: 'localhost' })
  data.end('private')
  await say('STOR private.log', /^226 /)
  expect((await logs()).at(-1)).toEqual({ name: 'private.log', size_bytes: 7 })
  secure.destroy()
})

test('what is said before TLS is worth nothing after it', async () => {
  const talk = await talkTo(await link('upload', 'ftp'))
  await talk.say('USER smuggled')
  expect(await talk.say('AUTH TLS')).toMatch(/^234 /)
  // No handshake follows: the line is of no more use.
  talk.socket.write('NOOP\r\n')
  expect(await talk.next()).toBe('closed')
})
