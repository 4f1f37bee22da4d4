import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { z } from 'zod'
import { type RunningServer, startServer } from '../app.ts'
import { type Config, loadConfig } from '../config/index.ts'
import { type Client, createClient, Problem } from '../contract/index.ts'
import type { Database } from '../platform/database/index.ts'
import { type Logger, silentLogger } from '../platform/logging/index.ts'
import { createDatabase, dropDatabase } from '../platform/testing/index.ts'
import { recordWireCoverage } from './wire-coverage.ts'

/** The owner key of every test server. */
export const TEST_KEY = 'test-owner-key-0123456789'

export interface TestApp extends AsyncDisposable {
  readonly url: string
  readonly stationUrl: string
  /** The port of stations with TLS, where the settings ask for one. */
  readonly stationTlsUrl: string
  readonly server: RunningServer
  readonly database: Database
  /** Calls operations as the owner. */
  readonly call: Client
  /** Stops this server and starts another on the same database; that one then owns the database. */
  restart(settings?: Readonly<Record<string, string>>): Promise<TestApp>
  /** A request as it comes, for what the client would not send. */
  request(path: string, init?: RequestInit & { readonly key?: string | undefined }): Promise<Response>
}

/** The whole server on a free port and a database of its own, dropped when disposed. */
export async function startTestApp(
  settings: Readonly<Record<string, string>> = {},
  logger: Logger = silentLogger,
): Promise<TestApp> {
  return startOn(await createDatabase(inject('testServer').templateName), settings, logger)
}

/** Keys of the installation are made when they are wanted; each test server has its own. */
function dataDirOf(connectionString: string): string {
  return join(tmpdir(), `stationmaster-test-${new URL(connectionString).pathname.slice(1)}`)
}

/** The configuration of a test server on a database. */
export function testConfig(connectionString: string, settings: Readonly<Record<string, string>>): Config {
  const loaded = loadConfig({
    words: [],
    environment: {
      DATABASE_URL: connectionString,
      MODE: 'development',
      PORT: '0',
      DATA_DIR: dataDirOf(connectionString),
      BOOTSTRAP_API_KEY: TEST_KEY,
      API_RATE_PER_MINUTE: '1000000',
      CALLER_RATE_PER_MINUTE: '1000000',
      // Stations of tests hear what their test says, and nothing else.
      PROTECTIVE_SETTINGS: 'off',
      ...settings,
    },
    directory: '/nowhere',
  })
  if (loaded.kind !== 'config') throw new Error(`The test configuration is wrong: ${JSON.stringify(loaded)}`)
  return loaded.config
}

async function startOn(
  connectionString: string,
  settings: Readonly<Record<string, string>>,
  logger: Logger,
): Promise<TestApp> {
  const server = await startServer(testConfig(connectionString, settings), logger)
  let isRestarted = false
  const url = `http://127.0.0.1:${server.port}`
  return {
    url,
    stationUrl: `ws://127.0.0.1:${server.port}/ocpp`,
    stationTlsUrl: `wss://127.0.0.1:${server.stationPort}/ocpp`,
    server,
    database: server.parts.database,
    call: createClient({ baseUrl: url, apiKey: TEST_KEY }),
    request: (path, { key = TEST_KEY, ...init } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: { ...(key === '' ? {} : { authorization: `Bearer ${key}` }), ...init.headers },
      }),
    async restart(changed = settings) {
      isRestarted = true
      await server[Symbol.asyncDispose]()
      return startOn(connectionString, changed, logger)
    },
    async [Symbol.asyncDispose]() {
      if (isRestarted) return
      await server[Symbol.asyncDispose]()
      await recordWireCoverage(connectionString)
      await dropDatabase(connectionString)
      await rm(dataDirOf(connectionString), { recursive: true, force: true })
    },
  }
}

/** The problem document of a refusal; fails when the answer is none. */
export async function problemIn(response: Response): Promise<z.infer<typeof Problem>> {
  return Problem.parse(await response.json())
}
