import type { StationCertificateUse } from '@stationmaster/ocpp'
import type { Arrival } from '../energy/vehicle.ts'
import type { Emitter } from '../events.ts'
import type { Answer } from './call.ts'
import {
  authorizeContract,
  type Contract,
  type ContractAnswer,
  presentContract,
  requestContract,
} from './certificates/contract.ts'
import { installFactoryRoots } from './certificates/credentials.ts'
import { requestCertificate } from './certificates/request.ts'
import type { StationCertificates } from './certificates/store.ts'
import { evseOf, isOnline, type Registration, type StationEvents } from './context.ts'
import { createContext } from './create-context.ts'
import { type GridEvent, tellGridEvent } from './der-controls.ts'
import type { Display } from './display.ts'
import type { Evse } from './evse.ts'
import { type ExternalLimit, liftOutsideLimit, limitFromOutside } from './external-limit.ts'
import { injectFault, planSessionFaults } from './fault-injection.ts'
import type { FaultName } from './faults.ts'
import { unpublishAll } from './files/publication.ts'
import type { StationHistory } from './history.ts'
import type { StationOptions } from './options.ts'
import { askForPriority } from './priority-charging.ts'
import { resetStation } from './reset.ts'
import { plugIn, presentCard, unplug } from './session-flow.ts'
import type { Statistics } from './statistics.ts'
import { createTimers } from './timers.ts'

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
