import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DIALECTS } from '@stationmaster/ocpp'
import { Registry } from 'prom-client'
import { createSealing } from '../../certificates/index.ts'
import { type GatewayConfig, loadConfig, Secret } from '../../config/index.ts'
import { InProcessBus } from '../../platform/bus/index.ts'
import { systemClock } from '../../platform/clock/index.ts'
import { type Database, openDatabase } from '../../platform/database/index.ts'
import { uuidV7Ids } from '../../platform/ids/index.ts'
import { silentLogger } from '../../platform/logging/index.ts'
import { systemRandom } from '../../platform/random/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { CORE, gatherFacts } from '../../stations/index.ts'
import { openTenants, type TenantDirectory } from '../../tenants/index.ts'
import { hashSecret } from '../credentials.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import type { StationCore } from '../ports.ts'

export const TENANT = 1 as TenantId

export interface TestGatewayOptions {
  readonly database: Database
  /** Settings by their environment names. */
  readonly settings?: Readonly<Record<string, string>>
  readonly core?: Partial<StationCore>
  readonly bus?: InProcessBus
}

export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway
  readonly tenants: TenantDirectory
  readonly bus: InProcessBus
  readonly port: number
  metrics(): Promise<string>
}

/** The real gateway behind a real HTTP server on a free port. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const { database } = options
  const httpServer = createServer((_, response) => response.writeHead(404).end())
  const bus = options.bus ?? new InProcessBus({ clock: systemClock, logger: silentLogger })
  const registry = new Registry()
  const tenants = await openTenants({ database, bus, clock: systemClock, logger: silentLogger })
  const gateway = startGateway({
    config: gatewayConfig(options.settings),
    tenants,
    database,
    bus,
    clock: systemClock,
    ids: uuidV7Ids(systemClock, systemRandom),
    random: systemRandom,
    sealing: TEST_SEALING,
    log: silentLogger,
    metrics: registry,
    httpServer,
    trust: {
      roots: () => [],
      lookAgain: () => Promise.resolve(),
      isDead: () => Promise.resolve(false),
      statusOf: () => Promise.resolve('good'),
      noteUse: () => Promise.resolve(),
    },
    core: {
      ...CORE,
      gatherFacts: (questions) => gatherFacts(database.journal, questions),
      ...options.core,
    },
    responders: [],
    dialects: DIALECTS,
  })
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  const { port } = httpServer.address() as AddressInfo
  return {
    gateway,
    tenants,
    bus,
    port,
    metrics: () => registry.metrics(),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await tenants[Symbol.asyncDispose]()
      httpServer.closeAllConnections()
      await new Promise((resolve) => httpServer.close(resolve))
    },
  }
}

/** Under a key that every test has. */
export const TEST_SEALING = createSealing(
  { read: () => '0f'.repeat(32), writeOnce: (_, content) => content },
  systemRandom,
)

function gatewayConfig(settings: Readonly<Record<string, string>> = {}): GatewayConfig {
  const loaded = loadConfig({ words: [], environment: settings, directory: '/nowhere' })
  if (loaded.kind !== 'config') throw new Error(`bad test settings: ${JSON.stringify(loaded)}`)
  return loaded.config.gateway
}

/** A pool of its own onto a database, for tests that cut the line. */
export function openTestPool(connectionString: string): Promise<Database> {
  return openDatabase(
    { url: new Secret(connectionString), dataDir: '', poolSize: 8, statementTimeoutMs: 5000, requireDurability: false },
    { clock: systemClock, random: systemRandom, ids: uuidV7Ids(systemClock, systemRandom), logger: silentLogger },
  )
}

export interface TestRegistration {
  /** The first tenant, unless said otherwise. */
  readonly tenantId?: TenantId
  readonly securityProfile?: number
  readonly password?: string | Uint8Array
  readonly registration?: 'Accepted' | 'Pending' | 'Rejected'
  readonly quirks?: Readonly<Record<string, unknown>>
  readonly maxFrameBytes?: number
  /** Told Accepted at an earlier Boot. */
  readonly booted?: boolean
}

/** Registers a station as the console would; open to anyone under its name unless said otherwise. */
export async function register(
  { pool }: Database,
  identity: string,
  {
    tenantId = TENANT,
    securityProfile = 0,
    password,
    registration = 'Accepted',
    quirks = {},
    maxFrameBytes,
    booted = false,
  }: TestRegistration = {},
): Promise<StationKey> {
  const secret = password === undefined ? undefined : hashSecret(password)
  const { rows } = await pool.query<{ station_id: StationKey }>(
    `insert into stations (tenant_id, identity, identity_folded, security_profile, secret_salt, secret_hash,
       registration, quirks, boot_status, max_frame_bytes, created_at)
     values ($1, $2, lower($2), $3, $4, $5, $6, $7, $8, $9, now()) returning station_id`,
    [
      tenantId,
      identity,
      securityProfile,
      secret?.salt ?? null,
      secret?.hash ?? null,
      registration,
      JSON.stringify(quirks),
      booted ? 'Accepted' : null,
      maxFrameBytes ?? null,
    ],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the station was not registered')
  return row.station_id
}
