import type { StationCertificateUse } from '@stationmaster/ocpp'
import type { Arrival } from '../energy/vehicle.ts'
import { createEmitter, type Emitter } from '../events.ts'
import { protocolOf } from '../protocol/protocol-of.ts'
import type { Cancel } from '../time/scheduler.ts'
import type { Answer, OutgoingCall, TransactionCall } from './call.ts'
import {
  authorizeContract,
  type Contract,
  type ContractAnswer,
  presentContract,
  requestContract,
} from './certificates/contract.ts'
import { certificateWorked, installFactoryRoots, tlsCredentials } from './certificates/credentials.ts'
import { requestCertificate } from './certificates/request.ts'
import { createStationCertificates, type StationCertificates } from './certificates/store.ts'
import { answerCommand } from './command-answer.ts'
import { evseOf, isOnline, type Registration, type StationContext, type StationEvents } from './context.ts'
import { type GridEvent, tellGridEvent } from './der-controls.ts'
import { createDisplay, type Display } from './display.ts'
import { createEvse, type Evse } from './evse.ts'
import { type ExternalLimit, liftOutsideLimit, limitFromOutside } from './external-limit.ts'
import { injectFault, planSessionFaults, startFaults } from './fault-injection.ts'
import { createFaultDice, type FaultName } from './faults.ts'
import { unpublishAll } from './files/publication.ts'
import { createStationFiles } from './files/state.ts'
import { createHistory, type StationHistory } from './history.ts'
import { applyLimits } from './limits.ts'
import { createLink } from './link.ts'
import { createLocalList } from './local-list.ts'
import { startAlignedReadings } from './meter-reports.ts'
import { createMonitors } from './monitors.ts'
import { comeOnline, goOffline } from './offline-profiles.ts'
import { DEFAULT_BEHAVIOUR, type StationOptions } from './options.ts'
import { createOutbox } from './outbox.ts'
import { askForPriority } from './priority-charging.ts'
import { openForBusiness, sendBoot, sendHeartbeat } from './registration.ts'
import { resetStation } from './reset.ts'
import { deauthorize, plugIn, presentCard, unplug } from './session-flow.ts'
import { createSettings } from './settings.ts'
import { createSmartCharging, nameTransaction } from './smart-charging.ts'
import { createStatistics, type Statistics } from './statistics.ts'
import { createTariffs } from './tariffs.ts'
import { createWays } from './ways.ts'

/** A running virtual station: what a person standing in front of it, or its network, can do to it. */
export interface Station {
  readonly identity: string
  readonly options: StationOptions
  readonly events: Pick<Emitter<StationEvents>, 'on'>
  readonly statistics: Readonly<Statistics>
  readonly history: StationHistory
  readonly online: boolean
  readonly registration: Registration
  /** Transaction messages not yet delivered. */
  readonly queued: number
  readonly evses: readonly Readonly<Evse>[]
  start(): void
  /** Disconnects and stays silent; sessions are left as they are. */
  stop(): Promise<void>
  /** False when the connector is taken, broken or out of service. */
  plugIn(evseId: number, arrival: Arrival): boolean
  /** Starts a session, or stops the one this token started; false when refused. */
  presentCard(evseId: number, idToken: string): Promise<boolean>
  unplug(evseId: number): void
  /** Draws the faults that may strike a session of about this length. */
  exposeToSessionFaults(evseId: number, stayMs: number): void
  injectFault(name: FaultName, evseId?: number): void
  reset(how: 'soft' | 'hard'): void
  /** Somebody beside the CSMS limits the station, or lifts the limit again. */
  limitFromOutside(limit: ExternalLimit): void
  liftOutsideLimit(limit: Pick<ExternalLimit, 'source' | 'evseId'>): void
  /** A driver asks for priority, or gives it back; false when the station does not do that (2.1). */
  askForPriority(evseId: number, activated: boolean): boolean
  /** The grid leaves its band, or comes back (2.1). */
  tellGridEvent(event: GridEvent): void
  /** What it shows drivers. */
  readonly display: Readonly<Display>
  /** What it holds; a test may look, and put in what a factory would. */
  readonly certificates: StationCertificates
  /** Makes a new key and asks for its certificate, as when the old one expires. */
  requestCertificate(use: StationCertificateUse): Promise<void>
  /** The car at the station asks for its contract; undefined when it gets none. */
  requestContract(emaid: string, action?: 'Install' | 'Update'): Promise<Contract | undefined>
  /** What the CSMS says to a contract. */
  authorizeContract(contract: Contract, how: 'chain' | 'hashes'): Promise<ContractAnswer>
  /** Plug & charge: a session on a contract; false when it is refused. */
  presentContract(evseId: number, contract: Contract): Promise<boolean>
  /** Any call, as a test needs it. */
  send(action: string, payload: object): Promise<Answer>
}

/** Creates a station; nothing happens before `start`. Throws on an EVSE list that cannot be. */
export function createStation(options: StationOptions): Station {
  if (options.evses.length === 0) throw new Error('evses: a station needs at least one EVSE')
  const context = createContext(options)
  installFactoryRoots(context, options.csmsRoots ?? [])
  const timers = createTimers(context)
  context.events.on('sessionEnded', () => {
    if (context.resetWhenIdle && !context.evses.some((one) => one.session)) resetStation(context, 'soft')
  })
  const evse = (evseId: number) => {
    const found = evseOf(context, evseId)
    if (!found) throw new Error(`evseId: station ${options.identity} has no EVSE ${evseId}`)
    return found
  }
  return {
    identity: options.identity,
    options,
    events: context.events,
    statistics: context.statistics,
    history: context.history,
    get online() {
      return isOnline(context)
    },
    get registration() {
      return context.registration
    },
    get queued() {
      return context.outbox.queued
    },
    display: context.display,
    evses: context.evses,
    start: () => {
      context.running = true
      timers.start()
      context.link.start()
    },
    stop: () => {
      context.running = false
      timers.stop()
      context.monitors.stop()
      unpublishAll(context)
      context.outbox.open('closed')
      return context.link.stop()
    },
    plugIn: (evseId, arrival) => plugIn(context, evse(evseId), arrival),
    presentCard: (evseId, idToken) => presentCard(context, evse(evseId), idToken),
    unplug: (evseId) => unplug(context, evse(evseId)),
    exposeToSessionFaults: (evseId, stayMs) => planSessionFaults(context, evse(evseId), stayMs),
    injectFault: (name, evseId) => injectFault(context, name, evseId),
    reset: (how) => resetStation(context, how),
    limitFromOutside: (limit) => limitFromOutside(context, limit),
    liftOutsideLimit: (limit) => liftOutsideLimit(context, limit),
    askForPriority: (evseId, activated) => askForPriority(context, evse(evseId).id, activated),
    tellGridEvent: (event) => tellGridEvent(context, event),
    certificates: context.certificates,
    requestCertificate: (use) => requestCertificate(context, use),
    requestContract: (emaid, action) => requestContract(context, emaid, action),
    authorizeContract: (contract, how) => authorizeContract(context, contract, how),
    presentContract: (evseId, contract) => presentContract(context, evse(evseId), contract),
    send: (action, payload) => context.outbox.request({ action, payload }),
  }
}

/** Heartbeat, aligned readings and hourly faults: they follow the settings. */
interface Timers {
  start(): void
  stop(): void
}

function createContext(options: StationOptions): StationContext {
  const random = options.random
  const network = options.network ?? options.scheduler
  const settings = createSettings({ connectors: String(options.evses.length), ...options.settings })
  const ways = createWays({ options, settings, certificates: () => context.certificates })
  const context: StationContext = {
    options,
    behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
    scheduler: options.scheduler,
    network,
    random,
    settings,
    evses: options.evses.map((evse, index) => createEvse({ ...evse, id: index + 1 })),
    dice: createFaultDice(options.faults ?? {}, random.fork('faults')),
    events: createEmitter<StationEvents>(),
    history: createHistory(options.history ?? false),
    statistics: createStatistics(),
    protocol: protocolOf(options.version),
    outbox: createOutbox({
      scheduler: network,
      rule: () => ({
        attempts: Math.max(1, settings.number('messageAttempts')),
        intervalMs: settings.number('messageInterval') * 1000,
      }),
      transmit: (call, businessKey) => transmit(context, call, businessKey),
      settled: (call, answer, fate) => settled(context, call, { answer, fate }),
    }),
    ways,
    link: createLink({
      options,
      ways,
      network,
      random: random.fork('link'),
      reconnect: () => ({
        minimumMs: settings.number('backOffMinimum') * 1000,
        randomRangeMs: settings.number('backOffRandom') * 1000,
        repeatTimes: settings.number('backOffRepeat'),
      }),
      pingIntervalMs: () => settings.number('pingInterval') * 1000,
      withoutSubprotocol: () => context.dice.has('no-subprotocol'),
      tls: (attempt) => tlsCredentials(context, attempt),
      onOpen: (attempt) => opened(context, attempt),
      onClose: (code, wasOpen) => closed(context, code, wasOpen),
      onFrame: (direction, text) => context.history.frame({ atMs: network.now(), direction, text }),
      onCommand: (call) => answerCommand(context, call),
    }),
    files: createStationFiles(options.firmwareVersion ?? '1.0.0'),
    cache: new Set(),
    localList: createLocalList(),
    monitors: createMonitors(),
    display: createDisplay(),
    tariffs: createTariffs(),
    groups: new Map(),
    running: false,
    power: 'on',
    bootReason: 'powerUp',
    registration: 'none',
    cancelBootRetry: () => {},
    resetWhenIdle: false,
    sessionCount: 0,
    skewMs: 0,
    certificates: createStationCertificates(),
    smartCharging: createSmartCharging(),
    derControls: new Map(),
    limitsChanged: () => {},
    settingChanged: () => {},
  }
  context.limitsChanged = () => applyLimits(context)
  return context
}

function createTimers(context: StationContext): Timers {
  let cancels: Cancel[] = []
  let cancelHeartbeat: Cancel = () => {}
  const heartbeat = () => {
    cancelHeartbeat()
    const intervalMs = context.settings.number('heartbeatInterval') * 1000
    if (intervalMs <= 0) return
    cancelHeartbeat = context.network.after(intervalMs, () => {
      if (isOnline(context)) sendHeartbeat(context)
      heartbeat()
    })
  }
  let cancelReadings: Cancel = () => {}
  const readings = () => {
    cancelReadings()
    cancelReadings = startAlignedReadings(context)
  }
  context.settingChanged = (id) => {
    if (id === undefined || id === 'heartbeatInterval') heartbeat()
    if (id === undefined || id === 'alignedInterval') readings()
  }
  return {
    start: () => {
      cancels = [startFaults(context)]
      readings()
      heartbeat()
    },
    stop: () => {
      cancelHeartbeat()
      cancelReadings()
      for (const cancel of cancels) cancel()
    },
  }
}

/** A station that was accepted before and did not lose power does not boot again (1.6 §4.2, 2.x B01). */
function opened(context: StationContext, attempt: number): void {
  context.statistics.connects += 1
  context.events.emit('connected', { attempt })
  certificateWorked(context, attempt)
  context.outbox.open('requests')
  comeOnline(context)
  if (context.registration === 'Accepted' && !context.behaviour.bootOnReconnect) openForBusiness(context)
  else sendBoot(context, context.bootReason)
}

function closed(context: StationContext, code: number, wasOpen: boolean): void {
  context.cancelBootRetry()
  context.outbox.open('closed')
  if (!wasOpen) {
    context.statistics.connectFailures += 1
    return
  }
  context.statistics.disconnects += 1
  goOffline(context)
  context.events.emit('disconnected', { code })
}

async function transmit(context: StationContext, call: OutgoingCall, businessKey?: string): Promise<Answer> {
  const { statistics, history } = context
  const atMs = context.scheduler.now()
  statistics.sent += 1
  const answer = await context.link.call(call, context.behaviour.callTimeoutMs)
  const outcome = answer.kind === 'result' ? 'acked' : answer.kind === 'error' ? 'refused' : 'unanswered'
  statistics[outcome] += 1
  history.call({
    atMs,
    ...call,
    outcome,
    ...(businessKey !== undefined && { businessKey }),
    ...(answer.kind === 'result' && { answer: answer.payload }),
  })
  return answer
}

/** A transaction message has reached the CSMS, or was given up. */
function settled(
  context: StationContext,
  call: TransactionCall,
  { answer, fate }: { readonly answer: Answer; readonly fate: 'sent' | 'dropped' },
): void {
  const { record } = call.session
  if (fate === 'dropped' || answer.kind !== 'result') {
    context.statistics.dropped += 1
    if (call.stage !== 'update') record.dropped = true
    return
  }
  const verdict = context.protocol.verdict(call.action, answer.payload)
  if (verdict?.transactionId !== undefined) {
    record.transactionId = verdict.transactionId
    nameTransaction(context, record)
  }
  if (call.stage === 'start') record.startAcked = true
  if (call.stage === 'stop') record.stopAcked = true
  if (verdict?.accepted === false) deauthorize(context, call.session)
  if (!call.repeat && context.dice.roll('duplicate-send')) context.outbox.enqueue({ ...call, repeat: true })
}
