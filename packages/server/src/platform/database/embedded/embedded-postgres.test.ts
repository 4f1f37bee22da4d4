import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../clock/index.ts'
import { uuidV7Ids } from '../../ids/index.ts'
import { silentLogger } from '../../logging/index.ts'
import { isAlive } from '../../process/identity.ts'
import { systemRandom } from '../../random/index.ts'
import { runOnce, temporaryFolder } from '../../testing/test-server.ts'
import { canReach, chooseAccount } from './account.ts'
import { endHolder, holdServer } from './fixtures/held-server.ts'
import { type EmbeddedOptions, type EmbeddedPostgres, runningServer, startEmbeddedPostgres } from './index.ts'

const isRoot = process.getuid?.() === 0
const ids = uuidV7Ids(systemClock, systemRandom)
const folders: string[] = []
const running: EmbeddedPostgres[] = []

afterEach(async () => {
  for (const server of running.splice(0)) await server[Symbol.asyncDispose]()
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder
}

async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir,
    clock: systemClock,
    random: systemRandom,
    newId: () => ids.next(),
    logger: silentLogger,
    ...more,
  })
  running.push(server)
  return server
}

function query(server: { connectionString(name: string): string }, sql: string): Promise<Record<string, unknown>[]> {
  return queryUrl(server.connectionString('postgres'), sql)
}

async function queryUrl(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return (await runOnce(url, (client) => client.query(sql))).rows
}

/** Asks again until the server answers, as a pool does. */
async function queryPatiently(server: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    try {
      return await query(server, sql)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

const WRITE = 'create table kept as select 42 as answer'
const READ = 'select answer from kept'

describe('a normal life', () => {
  test('first start, clean stop and restart keep the data; durability is on', async () => {
    const dataDir = newFolder()
    const first = await start(dataDir)
    await query(first, WRITE)
    await first[Symbol.asyncDispose]()
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(existsSync(join(dataDir, 'stationmaster.pid'))).toBe(false)

    const second = await start(dataDir)
    expect(await query(second, READ)).toEqual([{ answer: 42 }])
    const settings = await query(
      second,
      `select name, setting from pg_settings where name in
       ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses') order by name`,
    )
    expect(settings.map((row) => `${row['name']}=${row['setting']}`)).toEqual([
      'data_checksums=on',
      'fsync=on',
      'full_page_writes=on',
      'listen_addresses=',
      'synchronous_commit=on',
    ])
  })

  test('ALTER SYSTEM can tune the server but cannot switch durability off', async () => {
    const dataDir = newFolder()
    const first = await start(dataDir)
    await query(first, 'alter system set fsync = off')
    await query(first, `alter system set work_mem = '7MB'`)
    await first[Symbol.asyncDispose]()
    const second = await start(dataDir)
    const found = await query(second, `select current_setting('fsync') as fsync, current_setting('work_mem') as memory`)
    expect(found).toEqual([{ fsync: 'on', memory: '7MB' }])
  })

  test.each(['socket', 'tcp'] as const)('is found by its data directory while it runs, over %s', async (transport) => {
    const dataDir = newFolder()
    expect(runningServer(dataDir, 'postgres')).toBeUndefined()
    const server = await start(dataDir, { transport })
    expect(runningServer(dataDir, 'postgres')).toBe(server.connectionString('postgres'))
    await server[Symbol.asyncDispose]()
    expect(runningServer(dataDir, 'postgres')).toBeUndefined()
  })

  test('the socket folder is closed to other accounts', async () => {
    const dataDir = newFolder()
    await start(dataDir)
    expect(lstatSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0)
  })

  test('a data directory too deep for a socket path still works', async () => {
    const dataDir = join(newFolder(), 'deep'.repeat(20), 'deeper'.repeat(10))
    const server = await start(dataDir)
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
    const socketDir = new URL(server.connectionString('postgres')).searchParams.get('host') ?? ''
    folders.push(socketDir)
    expect(socketDir.startsWith(dataDir)).toBe(false)
    expect(lstatSync(socketDir).mode & 0o077).toBe(0)
  })

  test('over a loopback port the server asks for the kept password', async () => {
    const dataDir = newFolder()
    const server = await start(dataDir, { transport: 'tcp' })
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
    const guess = new URL(server.connectionString('postgres'))
    guess.password = 'wrong'
    await expect(queryUrl(guess.toString(), 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(lstatSync(join(dataDir, 'postgres-password')).mode & 0o077).toBe(0)
  })
})

describe('after a crash', () => {
  test('kill -9 of the program: the next start takes over at once and nothing committed is lost', async () => {
    const dataDir = newFolder()
    const held = await holdServer(dataDir)
    await queryUrl(held.url, WRITE)
    await endHolder(held, 'SIGKILL')
    expect(isAlive(held.pid)).toBe(true)

    const server = await start(dataDir)
    expect(await query(server, READ)).toEqual([{ answer: 42 }])
    expect(server.pid).not.toBe(held.pid)
    expect(isAlive(held.pid)).toBe(false)
  })

  test('kill -9 of program and database together: recovery brings back what was committed', async () => {
    const dataDir = newFolder()
    const held = await holdServer(dataDir)
    await queryUrl(held.url, WRITE)
    await endHolder(held, 'SIGKILL')
    process.kill(held.pid, 'SIGKILL')
    const server = await start(dataDir)
    expect(await query(server, READ)).toEqual([{ answer: 42 }])
  })

  test('kill -9 of the database server, again and again: it is started again with the data', async () => {
    const server = await start(newFolder())
    await query(server, WRITE)
    let unexpectedEnds = 0
    server.onUnexpectedEnd(() => {
      unexpectedEnds += 1
    })
    for (let round = 1; round <= 3; round++) {
      const killed = server.pid
      process.kill(killed, 'SIGKILL')
      expect(await queryPatiently(server, READ)).toEqual([{ answer: 42 }])
      expect(server.pid).not.toBe(killed)
      expect(unexpectedEnds).toBe(round)
    }
  })

  test('kill -9 of one database process: the server recovers by itself', async () => {
    const server = await start(newFolder())
    await query(server, WRITE)
    const client = new pg.Client(server.connectionString('postgres'))
    client.on('error', () => undefined)
    await client.connect()
    const [row] = (await client.query('select pg_backend_pid() as pid')).rows
    const { pid } = server
    process.kill(row.pid, 'SIGKILL')
    expect(await queryPatiently(server, READ)).toEqual([{ answer: 42 }])
    expect(server.pid).toBe(pid)
    await client.end().catch(() => undefined)
  })

  test('a stale postmaster.pid whose number belongs to another program is cleared', async () => {
    const dataDir = newFolder()
    const server = await start(dataDir)
    await server[Symbol.asyncDispose]()
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n\n  1 1\nready\n`)
    const again = await start(dataDir)
    expect(readFileSync(pidFile, 'utf8').split('\n')[0]).toBe(String(again.pid))
  })

  test('a first start that was interrupted is done again from the beginning', async () => {
    const dataDir = newFolder()
    mkdirSync(join(dataDir, 'postgres.unfinished', 'base'), { recursive: true })
    const server = await start(dataDir)
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(existsSync(join(dataDir, 'postgres.unfinished'))).toBe(false)
  })
})

describe('refusals', () => {
  test('a second program on the same data is refused by a sentence with the process id', async () => {
    const dataDir = newFolder()
    const held = await holdServer(dataDir)
    await expect(start(dataDir)).rejects.toThrow(`in use by the Stationmaster process ${held.holder.pid}.`)
    expect(await queryUrl(held.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await endHolder(held, 'SIGTERM')).toBe(0)
    expect(isAlive(held.pid)).toBe(false)
  })

  test('a cluster of another PostgreSQL version is refused', async () => {
    const dataDir = newFolder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n')
    await expect(start(dataDir)).rejects.toThrow('made by PostgreSQL 15')
  })

  test('a folder with something else in it is not touched', async () => {
    const dataDir = newFolder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'holiday.jpg'), '')
    await expect(start(dataDir)).rejects.toThrow('is not empty and holds no PostgreSQL database')
    expect(existsSync(join(dataDir, 'postgres', 'holiday.jpg'))).toBe(true)
    expect(existsSync(join(dataDir, 'stationmaster.pid'))).toBe(false)
  })
})

describe.runIf(isRoot)('as root', () => {
  test('the server runs under an unprivileged account', async () => {
    const server = await start(newFolder())
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\t0\t/m)
  })

  test('a data directory that account cannot enter is replaced by a link', async () => {
    const closed = newFolder()
    chmodSync(closed, 0o700)
    const dataDir = join(closed, 'data')
    const first = await start(dataDir)
    await query(first, WRITE)
    await first[Symbol.asyncDispose]()
    const second = await start(dataDir)
    expect(await query(second, READ)).toEqual([{ answer: 42 }])
    const [row] = await query(second, `select current_setting('data_directory') as folder`)
    folders.push(dirname(String(row?.['folder'])))
    expect(row?.['folder']).toMatch(/^\/var\/lib\/stationmaster\/clusters\//)
    expect(lstatSync(join(dataDir, 'postgres')).isSymbolicLink()).toBe(true)
  })

  const account = isRoot ? chooseAccount('/absent') : undefined
  // The account must be able to read the program's own source; below /root it is not.
  const canRunProgram = account !== undefined && canReach(account, import.meta.filename)
  test.runIf(canRunProgram)('a program without root runs the server under its own account', async () => {
    const dataDir = newFolder()
    chmodSync(dataDir, 0o777)
    const held = await holdServer(join(dataDir, 'data'), account)
    expect(lstatSync(`/proc/${held.pid}`).uid).toBe(account?.uid)
    expect(await endHolder(held, 'SIGTERM')).toBe(0)
  })
})
