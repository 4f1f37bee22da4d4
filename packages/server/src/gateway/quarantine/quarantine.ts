import type { Booted, Dialect, OcppVersion, OutgoingEnvironment, StationCommand } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { GatewayConfig } from '../../config/index.ts'
import type { Bus, Payload, Subscription } from '../../platform/bus/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import { Batcher } from '../admission/batcher.ts'
import { newSalt } from '../credentials.ts'
import type { Hello } from '../handshake/hello.ts'
import type { LiveNotice } from '../live.ts'
import { CLOSE } from '../socket/close-code.ts'
import type { PulseEnvironment } from '../socket/pulse.ts'
import type { StationWebSocket } from '../socket/web-socket-server.ts'
import { APPROVED_SUBJECT, type IssueOutcome, issueSubject } from './messages.ts'
import { QuarantinedStation } from './quarantined-station.ts'
import { evictSilent, recordSightings, type Sighting } from './store.ts'

export interface QuarantineOptions extends PulseEnvironment {
  readonly config: GatewayConfig
  readonly pool: Pool
  readonly bus: Bus
  readonly random: Random
  readonly tenantId: TenantId
  readonly dialects: Readonly<Record<OcppVersion, Dialect>>
  readonly calls: OutgoingEnvironment
  publish(notice: LiveNotice): void
}

interface Guest {
  readonly station: QuarantinedStation
  readonly sighting: Sighting
  readonly issue: Subscription
}

/** Stations nobody has registered: bounded in memory and in the database, and kept away from everything else. */
export class Quarantine implements Disposable {
  readonly #options: QuarantineOptions
  readonly #sightings: Batcher<Sighting, true>
  /** Open sockets by identity, longest silent first. */
  readonly #guests = new Map<StationIdentity, Guest>()
  readonly #approvals: Subscription
  #hasGrown = false

  constructor(options: QuarantineOptions) {
    this.#options = options
    this.#sightings = new Batcher<Sighting, true>(async (sightings) => {
      await recordSightings(options.pool, options.tenantId, sightings)
      this.#hasGrown = true
      return sightings.map(() => true)
    })
    this.#approvals = options.bus.subscribe(APPROVED_SUBJECT, ({ payload }) => this.#onApproved(payload))
  }

  get size(): number {
    return this.#guests.size
  }

  /** Takes in a socket whose identity nobody knows. */
  receive(hello: Hello, webSocket: StationWebSocket, version: OcppVersion): void {
    const { config, dialects, clock, bus } = this.#options
    const { identity, credentials } = hello
    const presented = credentials !== undefined && credentials.password.length > 0 ? credentials.password : undefined
    const sighting: Sighting = {
      identity,
      written: hello.written,
      version,
      address: hello.address,
      atMs: clock.nowMs(),
      presented: undefined,
      salt: newSalt(this.#options.random),
      boot: undefined,
    }
    this.#dismiss(identity, CLOSE.policyViolation)
    if (this.#guests.size >= config.quarantine.limit) this.#dismissLongestSilent()
    const environment = {
      ...this.#options,
      intervalS: config.quarantine.intervalS,
      onBoot: (_: QuarantinedStation, boot: Booted) => this.#onBoot(sighting, boot),
      onGone: (gone: QuarantinedStation) => this.#onGone(identity, gone),
    }
    const station = new QuarantinedStation(environment, webSocket, dialects[version])
    const issue = bus.serve(issueSubject(identity), async (payload) => ({ ...(await issueTo(station, payload)) }))
    this.#guests.set(identity, { station, sighting, issue })
    // What cannot be stored now is seen again: the station comes back.
    this.#record({ ...sighting, presented }).catch(() => this.#dismiss(identity, CLOSE.tryAgainLater))
  }

  /** Lets the longest silent stations go from the table, when it has grown. */
  async evict(): Promise<void> {
    if (!this.#hasGrown) return
    this.#hasGrown = false
    await evictSilent(this.#options.pool, this.#options.config.quarantine.limit)
  }

  closeAll(code: number): void {
    for (const identity of [...this.#guests.keys()]) this.#dismiss(identity, code)
  }

  [Symbol.dispose](): void {
    this.#approvals.stop()
    this.closeAll(CLOSE.serviceRestart)
  }

  async #onBoot(sighting: Sighting, boot: Booted): Promise<void> {
    const { vendor, model, serialNumber = null, firmwareVersion = null } = boot
    const guest = this.#guests.get(sighting.identity)
    if (guest !== undefined) {
      this.#guests.delete(sighting.identity)
      this.#guests.set(sighting.identity, guest)
    }
    const atMs = this.#options.clock.nowMs()
    await this.#record({ ...sighting, atMs, boot: { vendor, model, serialNumber, firmwareVersion } })
  }

  async #record(sighting: Sighting): Promise<void> {
    await this.#sightings.ask(sighting)
    this.#options.publish({ tenantId: this.#options.tenantId, kind: 'quarantine', identity: sighting.identity })
  }

  #onApproved(payload: Payload): void {
    for (const identity of this.#guests.keys()) {
      if (identity === payload) this.#dismiss(identity, CLOSE.serviceRestart)
    }
  }

  #dismissLongestSilent(): void {
    const longest = this.#guests.keys().next()
    if (!longest.done) this.#dismiss(longest.value, CLOSE.serviceRestart)
  }

  #dismiss(identity: StationIdentity, code: number): void {
    const guest = this.#guests.get(identity)
    if (guest === undefined) return
    this.#guests.delete(identity)
    guest.issue.stop()
    guest.station.close(code)
  }

  #onGone(identity: StationIdentity, gone: QuarantinedStation): void {
    const guest = this.#guests.get(identity)
    if (guest?.station !== gone) return
    this.#guests.delete(identity)
    guest.issue.stop()
  }
}

/** Sends a password and reports what became of it. */
async function issueTo(station: QuarantinedStation, payload: Payload): Promise<IssueOutcome> {
  if (typeof payload !== 'object' || payload === null || !('password' in payload)) return { kind: 'offline' }
  if (typeof payload.password !== 'string') return { kind: 'offline' }
  const command = passwordCommand(station.dialect.version, payload.password)
  const outcome = await station.call(command)
  switch (outcome?.kind) {
    case 'result': {
      const { outcome: kind, status } = station.dialect.decodeAnswer(command, outcome.payload)
      return { kind, status }
    }
    case 'error':
    case 'invalid':
      return { kind: 'rejected', status: outcome.kind === 'error' ? outcome.code : 'Unreadable' }
    case 'timeout':
    case 'unknown':
      return { kind: 'unknown' }
    default:
      return { kind: 'offline' }
  }
}

/** 1.6 security extension A01: the AuthorizationKey in hex; 2.x A01: SecurityCtrlr.BasicAuthPassword. */
function passwordCommand(version: OcppVersion, password: string): StationCommand {
  if (version === '1.6') return { kind: 'changeConfiguration', key: 'AuthorizationKey', value: password }
  return {
    kind: 'setVariables',
    variables: [{ component: 'SecurityCtrlr', variable: 'BasicAuthPassword', value: password }],
  }
}
