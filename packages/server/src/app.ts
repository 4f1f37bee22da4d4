import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import fastifyCookie from '@fastify/cookie'
import { DIALECTS } from '@stationmaster/ocpp'
import type { FastifyInstance } from 'fastify'
import { localListReaders } from './access/local-list/index.ts'
import {
  type AccountChanges,
  type Auth,
  accountChanges,
  createAuthenticator,
  createPasswords,
  type Passwords,
} from './accounts/index.ts'
import { CallerLimit } from './api/caller-limit.ts'
import { Idempotency } from './api/idempotency.ts'
import { LiveHub } from './api/live/live-hub.ts'
import { registerLive } from './api/live/live-route.ts'
import { registerOpenApi } from './api/openapi.ts'
import { type Authenticator, permittedActor, registerOperations } from './api/register-operations.ts'
import { apiHandlers } from './api-handlers.ts'
import { startPricer } from './billing/index.ts'
import { BATTERY_SWAP_READER, RESERVATION_READERS } from './bookings/index.ts'
import {
  type Certificates,
  createSealing,
  openCertificates,
  openKeyStore,
  registerPublicRoutes,
} from './certificates/index.ts'
import type { Config } from './config/index.ts'
import { DER_READERS, dynamicScheduleResponder, LIMIT_READERS, PROFILE_READERS } from './energy/index.ts'
import { EventLog, startWatcher } from './events/index.ts'
import { type Files, openFiles } from './files/index.ts'
import { createBootstrapKey, ownerLinkIfNeeded } from './first-start.ts'
import { type Foundations, layFoundations } from './foundations.ts'
import { startGateway } from './gateway/index.ts'
import { registerExportRoutes } from './import-export/index.ts'
import { preparePartitions, startJobs } from './jobs.ts'
import { closeHttp, closeServer, listen, listenStations, stationListener } from './listening.ts'
import { liveReaders } from './live-readers.ts'
import { localCertificates } from './local-certificates.ts'
import { maintenanceReaders } from './maintenance/index.ts'
import { noticeListener, openPushKeys, type PushKeys, startTelling } from './notifications/index.ts'
import { openAuth } from './open-auth.ts'
import { ownCommands } from './own-commands.ts'
import { settlementReader } from './payments/index.ts'
import type { Clock } from './platform/clock/index.ts'
import { type Database, openDatabase } from './platform/database/index.ts'
import { Egress } from './platform/egress/index.ts'
import { createHttpApp, servesTls } from './platform/http/index.ts'
import type { Logger } from './platform/logging/index.ts'
import type { RowScope } from './platform/row-scope.ts'
import type { Sealing } from './platform/sealing.ts'
import { procedureParts } from './procedures.ts'
import { publicUrlOf } from './public-url.ts'
import {
  ForeignStatus,
  openClientTrust,
  openTlsKeeper,
  rotationReader,
  type ShownCertificates,
  type StoredTrust,
  type TlsKeeper,
} from './security/index.ts'
import { OutcomeWaiters } from './stations/commands/outcome-waiters.ts'
import { deviceModelReaders } from './stations/device-model/index.ts'
import { DISPLAY_READERS } from './stations/display/readers.ts'
import type { TenantId } from './stations/ids.ts'
import { startInbox } from './stations/inbox/index.ts'
import { CORE, gatherFacts, type ServerAddresses } from './stations/index.ts'
import { TARIFF_READERS } from './tariffs/index.ts'
import { FIRST_TENANT, openTenants, type TenantDirectory } from './tenants/index.ts'
import { VERSION } from './version.ts'
import { startDeliveries, webhookListener } from './webhooks/index.ts'

/** What every part of the program may lean on, and its memory. */
export type Parts = Foundations & { readonly database: Database; readonly sealing: Sealing }

/** A server that serves. Disposing stops it in order: stations, jobs, requests, database. */
export interface RunningServer extends AsyncDisposable {
  /** Where people and stations reach it. */
  readonly publicUrl: string
  readonly port: number
  /** The TLS port of stations; undefined when they use the one port. */
  readonly stationPort: number | undefined
  /** The one-time link, while there is no owner. */
  readonly ownerLink: string | undefined
  readonly parts: Parts
  readonly certificates: Certificates
}

/** What sign-in and the operations of people share. */
interface PeopleParts {
  readonly auth: () => Auth
  readonly passwords: Passwords
  readonly changes: AccountChanges
}

/** Where we are reached; not known before we listen. */
interface Place {
  publicUrl: string
  stationTlsPort: number | undefined
}

/** Builds the whole program from its configuration and starts it. Throws sentences for the operator. */
export async function startServer(config: Config, logger: Logger, clock?: Clock): Promise<RunningServer> {
  await using stack = new AsyncDisposableStack()
  const foundations = layFoundations(logger, clock)
  const database = stack.use(await openDatabase(config.database, foundations))
  stack.use(foundations.bus)
  const keyStore = openKeyStore(config.dataDir)
  const parts = { ...foundations, database, sealing: createSealing(keyStore, foundations.random) }
  await preparePartitions({ ...parts, config })
  await createBootstrapKey(parts, config.bootstrapApiKey)
  const tenants = stack.use(await openTenants(parts))
  const place: Place = { publicUrl: '', stationTlsPort: undefined }
  const publicUrl = () => place.publicUrl
  const stationTlsPort = () => place.stationTlsPort
  const certificates = openCertificates({ ...parts, keyStore, publicUrl, commands: ownCommands(parts) })
  const passwords = await createPasswords()
  const auth = openAuth(config, { ...parts, keyStore, passwords, publicUrl })
  const people = { auth, passwords, changes: accountChanges(parts.bus) }
  const authenticator = authenticate(config, parts, auth)
  const { tlsReloadMs: reloadMs } = config.http
  const foreign = foreignStatus(config, parts, certificates)
  const trust = stack.use(await openClientTrust({ ...parts, reloadMs, foreign }))
  const keeper = await openTls(config, parts, trust)
  if (keeper !== undefined) stack.use(keeper)
  const app = await buildHttp(config, parts, { authenticator, keeper })
  stack.defer(() => closeHttp(app, config, parts))
  const files = openFiles({ ...parts, config: config.files, publicUrl })
  await files.register(app, authenticator)
  registerExportRoutes(app, { ...parts, authenticator, readContent: files.readContent })
  registerPublicRoutes(app, certificates.parts)
  const serverCertificates = () => keeper?.shown ?? []
  const egress = new Egress(config.egress)
  const pushKeys = openPushKeys(keyStore)
  const given = {
    ...people,
    tenants,
    egress,
    pushKeys,
    publicUrl,
    stationTlsPort,
    files,
    certificates,
    serverCertificates,
  }
  const idempotency = addApi(app, stack, { parts, config, authenticator, ...given })
  const eventLog = new EventLog(parts.ids, [webhookListener(parts), noticeListener(parts)])
  const telling = { ...parts, egress, eventLog, pushKeys, publicUrl, version: VERSION }
  stack.use(startDeliveries(telling))
  stack.use(startTelling(telling))
  stack.use(startWatcher(telling))
  stack.use(startPricer(parts))
  stack.use(startJobs({ ...parts, idempotency, config, files, tenants }))
  stack.use(
    startInbox({
      ...parts,
      readers: [
        ...RESERVATION_READERS,
        ...DISPLAY_READERS,
        ...TARIFF_READERS,
        settlementReader({ perDay: config.bounds.settlementsPerDay }),
        BATTERY_SWAP_READER,
        ...localListReaders(parts),
        ...maintenanceReaders,
        ...PROFILE_READERS,
        ...LIMIT_READERS,
        ...DER_READERS,
        ...certificates.readers,
        rotationReader(procedureParts(parts)),
        ...deviceModelReaders({ mostVariables: config.bounds.deviceVariables }),
      ],
    }),
  )
  stack.use(await files.startFtp())
  stack.use(certificates.start(tenants))
  const stationServer = keeper === undefined ? undefined : stationListener(config, keeper)
  if (stationServer !== undefined) stack.defer(() => closeServer(stationServer))
  stack.use(openGateway(config, parts, { app, stationServer, trust, certificates, tenants }))
  const port = await listen(app, config)
  place.publicUrl = publicUrlOf(config.http, port)
  const stationPort = stationServer === undefined ? undefined : await listenStations(stationServer, config)
  place.stationTlsPort = stationPort
  const ownerLink = await ownerLinkIfNeeded(parts, place.publicUrl)
  const everything = stack.move()
  return {
    publicUrl: place.publicUrl,
    port,
    stationPort,
    ownerLink,
    parts,
    certificates,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  }
}

/** What the authorities of others say of the client certificates they have signed. */
function foreignStatus({ http }: Config, { logger }: Parts, certificates: Certificates): ForeignStatus {
  return new ForeignStatus({
    certificates: certificates.parts,
    rule: http.clientCertificateStatus,
    timeoutMs: http.clientCertificateStatusMs,
    logger: logger.child({ subsystem: 'trust' }),
  })
}

function authenticate(config: Config, { database, clock }: Parts, auth: () => Auth): Authenticator {
  const { allowedOrigins, publicUrl } = config.http
  return createAuthenticator({
    database,
    clock,
    auth,
    // Behind a proxy the address that browsers name may not be the one that reaches us.
    allowedOrigins: publicUrl === undefined ? allowedOrigins : [...allowedOrigins, publicUrl],
  })
}

/** Where data lies, for those who run the installation to see. */
function storageOf({ dataDir, database, files }: Config) {
  return { dataDir, quotaBytes: files.quotaBytes, isEmbedded: database.url === undefined }
}

/** Certificates and roots for TLS, where it is on at all. */
async function openTls(config: Config, parts: Parts, trust: StoredTrust): Promise<TlsKeeper | undefined> {
  const { http, dataDir } = config
  if (http.tls === undefined && !http.localCertificate) return undefined
  const local = localCertificates({ ...parts, dataDir, http })
  return openTlsKeeper({ ...parts, config: http, trust, localCertificates: local.servers, ownRoots: local.roots })
}

interface HttpParts {
  readonly authenticator: Authenticator
  readonly keeper: TlsKeeper | undefined
}

async function buildHttp(config: Config, parts: Parts, { authenticator, keeper }: HttpParts): Promise<FastifyInstance> {
  const { readiness, database } = parts
  readiness.add('database', () => (database.state === 'up' ? undefined : 'The database does not answer.'))
  const webAppFolder = fileURLToPath(new URL('../../console/dist', import.meta.url))
  const app = await createHttpApp({
    ...parts,
    config: config.http,
    authorizeMetrics: (request) => permittedActor(authenticator, { permission: 'network.read' }, request),
    ...(existsSync(webAppFolder) ? { webAppFolder } : {}),
    ...(keeper !== undefined && servesTls(config.http) ? { tls: keeper.material } : {}),
  })
  if (app.server instanceof HttpsServer) keeper?.keep(app.server)
  await app.register(fastifyCookie)
  return app
}

interface ApiOptions extends Omit<ServerAddresses, 'slugOf'>, PeopleParts {
  readonly tenants: TenantDirectory
  readonly parts: Parts
  readonly config: Config
  readonly authenticator: Authenticator
  readonly egress: Egress
  readonly pushKeys: PushKeys
  readonly files: Files
  readonly certificates: Certificates
  readonly serverCertificates: ShownCertificates
}

/** REST, the live stream and their description. */
function addApi(app: FastifyInstance, stack: AsyncDisposableStack, options: ApiOptions): Idempotency {
  const { parts, config, authenticator, ...given } = options
  const idempotency = new Idempotency(parts)
  const waiters = stack.use(new OutcomeWaiters(parts))
  // The first tenant's stations are asked for no more than their identity.
  const slugOf = (tenantId: TenantId) => (tenantId === FIRST_TENANT ? undefined : given.tenants.get(tenantId)?.slug)
  const mailServer = config.mail
  const { webhooksPerTenant } = config
  const handlers = apiHandlers({
    ...parts,
    ...given,
    slugOf,
    waiters,
    mailServer,
    storage: storageOf(config),
    webhooksPerTenant,
    retention: { ...config.retention, logDays: config.files.logDays },
    version: VERSION,
  })
  const limit = new CallerLimit(config.http.callsPerMinute, parts.clock)
  registerOperations(app, { handlers, authenticator, idempotency, limit })
  const logger = parts.logger.child({ subsystem: 'live' })
  const readersOf = (tenantId: TenantId, scope: RowScope) => liveReaders(parts, tenantId, scope)
  const hub = stack.use(new LiveHub({ ...parts, logger, readersOf }))
  registerLive(app, { hub, authenticator, clock: parts.clock, changes: given.changes })
  registerOpenApi(app, VERSION)
  return idempotency
}

interface GatewayDoors {
  readonly app: FastifyInstance
  readonly stationServer: Server | undefined
  readonly trust: StoredTrust
  readonly certificates: Certificates
  readonly tenants: TenantDirectory
}

function openGateway(config: Config, parts: Parts, { app, stationServer, trust, certificates, tenants }: GatewayDoors) {
  const { database, logger, readiness } = parts
  const gateway = startGateway({
    ...parts,
    config: config.gateway,
    tenants,
    log: logger.child({ subsystem: 'gateway' }),
    httpServer: app.server,
    stationServer,
    trust,
    core: { ...CORE, gatherFacts: (questions) => gatherFacts(database.journal, questions) },
    responders: [dynamicScheduleResponder(parts), ...certificates.responders],
    dialects: DIALECTS,
  })
  readiness.add('gateway', () => (gateway.isReady ? undefined : 'Stations are not let in now.'))
  return gateway
}
