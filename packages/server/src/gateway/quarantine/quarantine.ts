import type { Booted, Dialect, OcppVersion, OutgoingEnvironment, StationCommand } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { GatewayConfig } from '../../config/index.ts'
import type { Bus, Payload, Subscription } from '../../platform/bus/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { Batcher } from '../admission/batcher.ts'
import type { StationName } from '../admission/station-lookup.ts'
import { newSalt } from '../credentials.ts'
import type { Hello } from '../handshake/hello.ts'
import type { LiveNotice } from '../live.ts'
import { CLOSE } from '../socket/close-code.ts'
import type { PulseEnvironment } from '../socket/pulse.ts'
import type { StationWebSocket } from '../socket/web-socket-server.ts'
import { GuestList } from './guest-list.ts'
import { APPROVED_SUBJECT, type IssueOutcome, issueSubject, readApproval } from './messages.ts'
import { QuarantinedStation } from './quarantined-station.ts'
import { evictSilent, recordSightings, type Sighting } from './store.ts'

export interface QuarantineOptions extends PulseEnvironment {
  readonly config: GatewayConfig
  readonly pool: Pool
  readonly bus: Bus
  readonly random: Random
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
  /** Open sockets, longest silent first. */
  readonly #guests = new GuestList<Guest>()
  readonly #approvals: Subscription
  #hasGrown = false

  constructor(options: QuarantineOptions) {
    this.#options = options
    this.#sightings = new Batcher<Sighting, true>(async (sightings) => {
      await recordSightings(options.pool, sightings)
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
    const { tenantId, identity, credentials } = hello
    const presented = credentials !== undefined && credentials.password.length > 0 ? credentials.password : undefined
    const sighting: Sighting = {
      tenantId,
      identity,
      written: hello.written,
      version,
      address: hello.address,
      atMs: clock.nowMs(),
      presented: undefined,
      salt: newSalt(this.#options.random),
      boot: undefined,
    }
    this.#dismiss(hello, CLOSE.policyViolation)
    const longestSilent = this.#guests.oldestOfCrowd(tenantId, config.quarantine.limit)
    if (longestSilent !== undefined) this.#dismiss(longestSilent, CLOSE.serviceRestart)
    const environment = {
      ...this.#options,
      intervalS: config.quarantine.intervalS,
      onBoot: (_: QuarantinedStation, boot: Booted) => this.#onBoot(sighting, boot),
      onGone: (gone: QuarantinedStation) => this.#onGone(hello, gone),
    }
    const station = new QuarantinedStation(environment, webSocket, dialects[version])
    const issue = bus.serve(issueSubject(hello), async (payload) => ({ ...(await issueTo(station, payload)) }))
    this.#guests.add(hello, { station, sighting, issue })
    // What cannot be stored now is seen again: the station comes back.
    this.#record({ ...sighting, presented }).catch(() => this.#dismiss(hello, CLOSE.tryAgainLater))
  }

  /** Lets the longest silent stations go from the table, when it has grown. */
  async evict(): Promise<void> {
    if (!this.#hasGrown) return
    this.#hasGrown = false
    await evictSilent(this.#options.pool, this.#options.config.quarantine.limit)
  }

  closeAll(code: number): void {
    for (const name of this.#guests.names()) this.#dismiss(name, code)
  }

  /** Closes the sockets of tenants that may not connect any more. */
  closeOf(isMeant: (tenantId: TenantId) => boolean, code: number): void {
    for (const name of this.#guests.names()) if (isMeant(name.tenantId)) this.#dismiss(name, code)
  }

  [Symbol.dispose](): void {
    this.#approvals.stop()
    this.closeAll(CLOSE.serviceRestart)
  }

  async #onBoot(sighting: Sighting, boot: Booted): Promise<void> {
    const { vendor, model, serialNumber = null, firmwareVersion = null } = boot
    const guest = this.#guests.get(sighting)
    if (guest !== undefined) this.#guests.add(sighting, guest)
    const atMs = this.#options.clock.nowMs()
    await this.#record({ ...sighting, atMs, boot: { vendor, model, serialNumber, firmwareVersion } })
  }

  async #record(sighting: Sighting): Promise<void> {
    await this.#sightings.ask(sighting)
    const { tenantId, identity } = sighting
    this.#options.publish({ tenantId, kind: 'quarantine', identity })
  }

  #onApproved(payload: Payload): void {
    const approved = readApproval(payload)
    if (approved !== undefined) this.#dismiss(approved, CLOSE.serviceRestart)
  }

  #dismiss(name: StationName, code: number): void {
    const guest = this.#guests.get(name)
    if (guest === undefined) return
    this.#guests.delete(name)
    guest.issue.stop()
    guest.station.close(code)
  }

  #onGone(name: StationName, gone: QuarantinedStation): void {
    const guest = this.#guests.get(name)
    if (guest?.station !== gone) return
    this.#guests.delete(name)
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
