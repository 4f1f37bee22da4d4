import type { Server } from 'node:http'
import type { Dialect, OcppVersion, OutgoingEnvironment } from '@stationmaster/ocpp'
import type { Registry as MetricsRegistry } from 'prom-client'
import type { GatewayConfig } from '../config/index.ts'
import type { Bus } from '../platform/bus/index.ts'
import { type Clock, type Rounds, sleep } from '../platform/clock/index.ts'
import { type Database, isDatabaseAway } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import { INBOX_SUBJECT } from '../stations/inbox/index.ts'
import type { Responder } from '../stations/responder.ts'
import { FIRST_TENANT, type Tenants } from '../tenants/index.ts'
import type { StationActor } from './actor/actor.ts'
import type { ActorEnvironment } from './actor/environment.ts'
import { PresenceLog } from './actor/presence-log.ts'
import { askResponders } from './actor/responders.ts'
import { Admission } from './admission/admission.ts'
import { Batcher } from './admission/batcher.ts'
import { catchUpAllSessions } from './admission/left-behind.ts'
import { confirmSecret } from './admission/next-secret.ts'
import { type Departure, recordDepartures } from './admission/presence.ts'
import { fetchNumberBlocks, TransactionNumbers } from './admission/transaction-numbers.ts'
import { closeInSlices, finishWork } from './closing.ts'
import { claimCommands } from './commands/claim.ts'
import type { HealthState } from './database-health.ts'
import type { ClientTrust } from './handshake/client-certificate.ts'
import { Door } from './handshake/door.ts'
import { Gate } from './handshake/gate.ts'
import { RefusalNotes } from './handshake/refusal-notes.ts'
import { noteTlsErrors } from './handshake/tls-errors.ts'
import { LiveFeed } from './live-feed.ts'
import { createGatewayMetrics } from './metrics.ts'
import type { StationCore } from './ports.ts'
import { Quarantine } from './quarantine/quarantine.ts'
import { KnockLog } from './refusals/knock-log.ts'
import { Registry } from './registry.ts'
import { createRooms } from './rooms.ts'
import { SecurityEventBudget } from './security-budget.ts'
import { CLOSE } from './socket/close-code.ts'
import { PAUSE } from './socket/flow.ts'
import { TimerWheel } from './socket/timer-wheel.ts'
import { StationSocketServer } from './socket/web-socket-server.ts'
import { startRounds, storePresence } from './start-rounds.ts'
import { openStorage, type Storage } from './storage.ts'

export interface GatewayOptions {
  readonly config: GatewayConfig
  readonly tenants: Tenants
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  /** Opens the secrets of commands. */
  readonly sealing: Pick<Sealing, 'open'>
  readonly log: Logger
  readonly metrics: MetricsRegistry
  /** Its `upgrade` events become the gateway's. */
  readonly httpServer: Server
  /** Another listener, with TLS, for stations alone. */
  readonly stationServer?: Server | undefined
  /** Whose client certificates are believed. */
  readonly trust: ClientTrust
  readonly core: StationCore
  /** Find the replies that the core cannot. */
  readonly responders: readonly Responder[]
  readonly dialects: Readonly<Record<OcppVersion, Dialect>>
}

/** Holds the sockets of stations. Disposing drains it: nothing that was read stays without its answer. */
export interface Gateway extends AsyncDisposable {
  /** Names this process in `stations.connected_node`. */
  readonly nodeId: string
  /** Whether stations are let in: false while draining or without a database. */
  readonly isReady: boolean
  readonly connectedStations: number
}

/** Sockets closed per second when the server stops, and when it loses its database (reliability: within ten seconds). */
const DRAIN_PER_SECOND = 200
const DATABASE_DOWN_PER_SECOND = 1500
const CLOSE_HANDSHAKE_MS = 1000
const QUEUED_CALLS = 100

/** Starts taking stations. */
export function startGateway(options: GatewayOptions): Gateway {
  return new StationGateway(options)
}

class StationGateway implements Gateway {
  readonly nodeId: string
  readonly #options: GatewayOptions
  readonly #storage: Storage
  readonly #registry: Registry
  readonly #quarantine: Quarantine
  readonly #environment: ActorEnvironment
  readonly #departures: Batcher<Departure, true>
  readonly #live: LiveFeed
  readonly #wheel: TimerWheel
  readonly #rounds: Rounds
  readonly #door: Door
  readonly #servers: readonly Server[]
  readonly #caughtUp: Promise<void>
  readonly #stopNoting: readonly (() => void)[]
  readonly #stopClosing: () => void
  #isDraining = false

  constructor(options: GatewayOptions) {
    const { config, database, bus, clock, ids, log, httpServer } = options
    this.nodeId = ids.next()
    this.#options = options
    const metrics = createGatewayMetrics(options.metrics, () => this.#storage.journal.depth)
    this.#storage = openStorage({
      database,
      nodeId: this.nodeId,
      graceMs: config.databaseDownGraceMs,
      clock,
      metrics,
      log,
      onHealth: (state) => this.#onHealth(state),
      onInbox: () => bus.publish(INBOX_SUBJECT, null),
      onLateSessions: (changes) => {
        for (const { tenantId, stationKey, session } of changes) {
          this.#live.add({ tenantId, kind: 'progress', stationKey, sessionId: session.sessionId })
        }
      },
    })
    const settled = () => this.#storage.journal.barrier()
    this.#registry = new Registry(bus, settled)
    this.#wheel = new TimerWheel(clock)
    this.#live = new LiveFeed(bus, clock)
    this.#departures = this.#batch((departures) =>
      recordDepartures(database.journal, departures).then(() => departures.map(() => true)),
    )
    this.#environment = this.#createEnvironment(metrics)
    const { calls } = this.#environment
    const publish = this.#environment.publish
    this.#quarantine = new Quarantine({ ...options, pool: database.journal, wheel: this.#wheel, calls, publish })
    const admission = new Admission({
      ...{ pool: database.journal, clock, nodeId: this.nodeId, registry: this.#registry, settled },
      mostActive: config.activeSessions,
      store: (changes) => this.#storage.journal.append(changes),
    })
    const gate = new Gate(config, clock, options.tenants)
    const knocks = new KnockLog(clock)
    const notes = new RefusalNotes(clock, (changes) => this.#storage.journal.append(changes))
    this.#door = new Door({
      ...{ config, gate, clock, metrics, log, notes, trust: options.trust, tenants: options.tenants },
      confirmSecret: (record, presented, version) =>
        confirmSecret(database.journal, record, { presented, version, nowMs: clock.nowMs() }),
      onKnock: (knock) => knocks.note(knock),
      rooms: createRooms({
        admission,
        environment: this.#environment,
        quarantine: this.#quarantine,
        registry: this.#registry,
        nodeId: this.nodeId,
        sockets: new StationSocketServer(config),
        onDeparture: (departure) => this.#recordDeparture(departure),
      }),
      closedFor: () => this.#closedFor(),
      onFailure: (error) => this.#onFailure(error),
    })
    this.#rounds = startRounds({
      ...{ pool: database.journal, clock, log, nodeId: this.nodeId, quarantine: this.#quarantine, publish },
      knocks,
      registry: this.#registry,
      presence: this.#environment.presence,
      inboxEntries: config.inboxEntries,
    })
    this.#caughtUp = this.#catchUpSessions()
    this.#servers = [httpServer, ...(options.stationServer === undefined ? [] : [options.stationServer])]
    for (const server of this.#servers) server.on('upgrade', this.#door.onUpgrade)
    this.#stopClosing = options.tenants.onChange(() => this.#closeSuspended())
    this.#stopNoting = this.#servers.map((server) =>
      noteTlsErrors(server, { notes, tenantId: FIRST_TENANT, onKnock: (knock) => knocks.note(knock) }),
    )
  }

  async #catchUpSessions(): Promise<void> {
    try {
      const { pool } = this.#options.database
      await this.#storage.persist(() => catchUpAllSessions(pool, (changes) => this.#storage.journal.append(changes)))
    } catch (error) {
      this.#options.log.error({ err: error }, 'Sessions that a process has left behind could not be brought up to date')
    }
  }

  get isReady(): boolean {
    return this.#closedFor() === undefined
  }

  get connectedStations(): number {
    return this.#registry.size
  }

  /** Refuses newcomers, finishes what was read, closes 1012 in slices, stores what is left (reliability §3 row 19). */
  async [Symbol.asyncDispose](): Promise<void> {
    const { clock, config } = this.#options
    this.#isDraining = true
    this.#stopClosing()
    this.#quarantine[Symbol.dispose]()
    // Handshakes that were under way may still seat someone.
    while (this.#registry.size > 0) {
      const actors = [...this.#registry.actors()]
      await finishWork(actors, config.drainTimeoutMs, clock)
      await closeInSlices(actors, { code: CLOSE.serviceRestart, cause: 'draining', perSecond: DRAIN_PER_SECOND }, clock)
      await this.#awaitClosed(actors)
    }
    await this.#storeLast()
    await this.#rounds.stop()
    await this.#storage[Symbol.asyncDispose]()
    this.#registry[Symbol.dispose]()
    this.#live[Symbol.dispose]()
    this.#wheel[Symbol.dispose]()
    for (const stop of this.#stopNoting) stop()
    for (const server of this.#servers) server.off('upgrade', this.#door.onUpgrade)
  }

  /** Gives close handshakes a moment, then cuts the lines. */
  async #awaitClosed(actors: readonly StationActor[]): Promise<void> {
    const open = () => actors.filter(({ webSocket }) => webSocket.readyState !== webSocket.CLOSED)
    const { clock } = this.#options
    const deadlineMs = clock.monotonicMs() + CLOSE_HANDSHAKE_MS
    while (open().length > 0 && clock.monotonicMs() < deadlineMs) {
      await sleep(clock, 10)
    }
    for (const { webSocket } of open()) webSocket.terminate()
    while (open().length > 0) await sleep(clock, 5)
  }

  async #storeLast(): Promise<void> {
    if (this.#storage.health.state !== 'up') return
    await this.#caughtUp
    await this.#departures.idle()
    await storePresence(this.#options.database.journal, this.#environment.presence)
  }

  #closedFor(): 'draining' | 'databaseDown' | undefined {
    if (this.#isDraining) return 'draining'
    return this.#storage.health.state === 'up' ? undefined : 'databaseDown'
  }

  /** A handshake could not be served. */
  #onFailure(error: unknown): void {
    if (isDatabaseAway(error)) void this.#storage.health.recover(error)
    else this.#options.log.error({ err: error }, 'A handshake failed')
  }

  #onHealth(state: HealthState): void {
    switch (state) {
      case 'suspect':
        for (const actor of this.#registry.actors()) actor.pause(PAUSE.database)
        return
      case 'up':
        for (const actor of this.#registry.actors()) actor.resume(PAUSE.database)
        return
      case 'down':
        this.#quarantine.closeAll(CLOSE.tryAgainLater)
        void closeInSlices(
          this.#registry.actors(),
          {
            code: CLOSE.tryAgainLater,
            cause: 'databaseDown',
            perSecond: DATABASE_DOWN_PER_SECOND,
            while: () => this.#storage.health.state === 'down',
          },
          this.#options.clock,
        )
    }
  }

  /** Sends the stations of suspended tenants away; they keep what they have to say, as when we are down. */
  #closeSuspended(): void {
    const { tenants, clock } = this.#options
    const isSuspended = (tenantId: number) => tenants.get(tenantId)?.isSuspended === true
    this.#quarantine.closeOf(isSuspended, CLOSE.policyViolation)
    const theirs = [...this.#registry.actors()].filter(({ state }) => isSuspended(state.tenantId))
    const how = { code: CLOSE.policyViolation, cause: 'suspended', perSecond: DRAIN_PER_SECOND } as const
    void closeInSlices(theirs, how, clock)
  }

  #createEnvironment(metrics: ReturnType<typeof createGatewayMetrics>): ActorEnvironment {
    const { config, core, database, clock, ids, random, log, sealing, dialects } = this.#options
    const numbers = new TransactionNumbers(() => this.#storage.persist(() => fetchNumberBlocks(database.journal)))
    const wheel = this.#wheel
    const calls: OutgoingEnvironment = {
      clock,
      timers: { after: (delayMs, run) => wheel.after(delayMs, run) },
      nextMessageId: () => ids.next(),
      callTimeoutMs: config.callTimeoutMs,
      maxQueued: QUEUED_CALLS,
    }
    return {
      ...{ config, core, dialects, clock, ids, random, log, metrics, wheel, calls, numbers },
      journal: this.#storage.journal,
      presence: new PresenceLog(),
      securityBudget: new SecurityEventBudget(config.securityEventsPerDay, clock),
      respond: askResponders(this.#options),
      facts: this.#batch(async (questions) => {
        await this.#storage.journal.settleSessions(
          new Set(questions.flatMap(({ stationKey, needs }) => (needs.session === undefined ? [] : [stationKey]))),
        )
        return core.gatherFacts(questions)
      }),
      claims: this.#batch((requests) => claimCommands({ pool: database.journal, sealing }, requests, clock.nowMs())),
      nextTransactionNumber: () => numbers.next(),
      publish: (notice) => this.#live.add(notice),
      onGone: (actor) => this.#onGone(actor),
    }
  }

  /** Joined queries that wait while the database is away. */
  #batch<Question, Result>(load: (questions: readonly Question[]) => Promise<readonly Result[]>) {
    return new Batcher<Question, Result>((questions) => this.#storage.persist(() => load(questions)))
  }

  #onGone(actor: StationActor): void {
    const { tenantId, stationKey } = actor.state
    this.#environment.metrics.socketClosed(actor.closeCause)
    this.#registry.leave(actor)
    this.#recordDeparture({ stationKey, epoch: actor.epoch, atMs: this.#options.clock.nowMs() })
    this.#environment.publish({ tenantId, kind: 'station', stationKey })
  }

  #recordDeparture(departure: Departure): void {
    this.#departures.ask(departure).catch((error: unknown) => {
      this.#options.log.warn({ err: error, stationKey: departure.stationKey }, 'A departure could not be stored')
    })
  }
}
