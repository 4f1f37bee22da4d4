import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { OcppVersion } from '@stationmaster/ocpp'
import type { GatewayConfig } from '../../config/index.ts'
import type { RefusalReason } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { StationState } from '../../stations/state.ts'
import type { Tenants } from '../../tenants/index.ts'
import type { StationRecord } from '../admission/station-lookup.ts'
import type { GatewayMetrics, HandshakeOutcome } from '../metrics.ts'
import { detailOf, type Knock, type KnockDetail, nameIn } from '../refusals/knock.ts'
import {
  authenticate,
  credentialsFault,
  type Judgement,
  requiredProfile,
  type SecurityProfile,
  type Strength,
  type Verdict,
} from './authenticate.ts'
import { type CertificateVerdict, judgeShown, shownBy } from './certificate-judge.ts'
import { type CertificateRefusal, type ClientTrust, serialIn, subjectFields } from './client-certificate.ts'
import type { Gate } from './gate.ts'
import type { Hello } from './hello.ts'
import { isStationTarget, parseStationTarget } from './identity.ts'
import type { RefusalNotes } from './refusal-notes.ts'
import { type Refusal, refuse } from './refuse.ts'

/** One upgrade request on its way in. */
export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly hello: Hello
  /** Stops the time-out; called when the handshake is about to be completed. */
  inTime(): void
}

/** A registered station that has proved who it is. */
export interface Entry {
  readonly record: StationRecord
  readonly version: OcppVersion
  readonly strength: Strength
  readonly profile: SecurityProfile
  readonly terms: SocketTerms
}

/** What a certificate imposes on the socket that was opened with it. */
export type SocketTerms = Pick<StationState, 'renewalOnly' | 'requiredSerial'>

/** Where accepted handshakes lead. Each resolves when the socket has been handed over or answered. */
export interface Rooms {
  lookUp(hello: Hello): Promise<StationRecord | null>
  seat(upgrade: Upgrade, entry: Entry): Promise<HandshakeOutcome>
  quarantine(upgrade: Upgrade, version: OcppVersion): Promise<HandshakeOutcome>
  /** Part 4 §3.2: completes the handshake without a subprotocol and closes. */
  turnAway(upgrade: Upgrade): Promise<HandshakeOutcome>
}

interface RefusedHandshake {
  readonly verdict: Exclude<Verdict, 'ok'>
  readonly profile: SecurityProfile
  readonly certificate: CertificateRefusal | null
}

export interface DoorOptions {
  readonly config: GatewayConfig
  readonly gate: Gate
  readonly rooms: Rooms
  readonly clock: Clock
  readonly metrics: GatewayMetrics
  readonly trust: ClientTrust
  readonly tenants: Pick<Tenants, 'at'>
  readonly notes: RefusalNotes
  /** Told of everyone who is turned away for a reason of his own. */
  readonly onKnock: (knock: Knock) => void
  /** The station knows a password it was told: from now on that is the one. */
  readonly confirmSecret: (record: StationRecord, presented: Uint8Array, version: OcppVersion) => Promise<void>
  readonly log: Logger
  /** Why nobody is let in just now. */
  readonly closedFor: () => 'draining' | 'databaseDown' | undefined
  /** A look-up or load failed: the database may be away. */
  readonly onFailure: (error: unknown) => void
}

const UNAUTHORIZED: Refusal = { status: 401 }
const RETRY_LATER: Refusal = { status: 503, retryAfterS: 10 }
/** Under which name a refusal is in the security event log; the first two are the standard's. */
const REFUSAL_EVENTS: Readonly<Record<Exclude<Verdict, 'ok'>, string>> = {
  credentials: 'FailedToAuthenticateAtCsms',
  certificate: 'InvalidChargingStationCertificate',
  securityProfile: 'SecurityProfileRefused',
  unknown: 'FailedToAuthenticateAtCsms',
}
/** What the gate refuses as those see it who look after stations. */
const GATE_REASONS: Readonly<Partial<Record<HandshakeOutcome, RefusalReason>>> = {
  notFound: 'badIdentity',
  unknownTenant: 'unknownTenant',
  suspended: 'tenantSuspended',
  malformed: 'malformed',
  rateLimited: 'tooFast',
  tooManySockets: 'tooManySockets',
  origin: 'origin',
  backOff: 'backOff',
}
const VERDICT_REASONS: Readonly<Record<Exclude<Verdict, 'ok'>, RefusalReason>> = {
  credentials: 'wrongPassword',
  certificate: 'certificate',
  securityProfile: 'securityProfile',
  unknown: 'unknownStation',
}
const NO_CERTIFICATE: CertificateVerdict = { refusal: 'certificateMissing', mayRenew: false }
/** Spoken by a station that offers nothing and that nobody knows. */
const DEFAULT_VERSION: OcppVersion = '1.6'

/** Takes upgrade requests: cheap refusals first, then one batched look-up, then credentials, then a room. */
export class Door {
  readonly #options: DoorOptions

  constructor(options: DoorOptions) {
    this.#options = options
  }

  /** Listener for the HTTP server's `upgrade` event. */
  readonly onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A reset during the handshake is not worth more than the end of the handshake.
    socket.on('error', () => socket.destroy())
    if (!isStationTarget(request.url ?? '')) {
      this.#knock(request, this.#options.gate.addressOf(request), 'wrongPath')
      refuse(socket, { status: 404 })
      return
    }
    const closedFor = this.#options.closedFor()
    if (closedFor !== undefined) {
      this.#refuse(socket, closedFor, RETRY_LATER)
      return
    }
    const verdict = this.#options.gate.check(request)
    if (!verdict.ok) {
      const reason = GATE_REASONS[verdict.outcome]
      if (reason !== undefined) this.#knock(request, this.#options.gate.addressOf(request), reason)
      this.#refuse(socket, verdict.outcome, verdict.refusal)
      return
    }
    void this.#admit({ request, socket, head, hello: verdict.hello })
  }

  async #admit(asked: Omit<Upgrade, 'inTime'>): Promise<void> {
    const { socket, hello } = asked
    const { clock, config, gate, metrics } = this.#options
    socket.once('close', gate.occupy(hello.address))
    const patience = clock.after(config.handshake.upgradeTimeoutMs, () => this.#refuse(socket, 'timeout', RETRY_LATER))
    try {
      const record = await this.#options.rooms.lookUp(hello)
      if (!socket.writable) return
      const outcome = await this.#lead({ ...asked, inTime: () => patience.cancel() }, record)
      metrics.handshake(outcome)
      if (outcome === 'contested') this.#knock(asked.request, hello.address, outcome)
    } catch (error) {
      if (!socket.writable) return
      this.#options.onFailure(error)
      this.#refuse(socket, 'databaseDown', RETRY_LATER)
    } finally {
      patience.cancel()
    }
  }

  async #lead(upgrade: Upgrade, record: StationRecord | null): Promise<HandshakeOutcome> {
    const { hello, socket } = upgrade
    const { config, gate, rooms, clock } = this.#options
    const version = versionOf(hello, record)
    const { refusal: certificate, mayRenew } =
      record === null ? NO_CERTIFICATE : await judgeShown(this.#options, hello, record)
    const judged = authenticate(hello, record, { version: version ?? DEFAULT_VERSION, certificate, mayRenew })
    const { verdict, strength, profile } = judged
    const mayWait = verdict === 'unknown' && config.unknownStations === 'quarantine'
    if (verdict !== 'ok' && !mayWait) {
      gate.backOff.failed(hello.address, hello, clock.monotonicMs())
      this.#noteRefusal(upgrade, record, { verdict, profile, certificate })
      refuse(socket, UNAUTHORIZED)
      return verdict
    }
    if (version === undefined) {
      this.#knock(upgrade.request, hello.address, 'subprotocol')
      return rooms.turnAway(upgrade)
    }
    if (record === null) return rooms.quarantine(upgrade, version)
    gate.backOff.succeeded(hello.address, hello)
    if (judged.provedNextSecret && hello.credentials !== undefined) {
      await this.#options.confirmSecret(record, hello.credentials.password, version)
    }
    if (judged.renewalOnly) this.#noteRenewal(hello, record)
    else if (profile === 3 && hello.certificate !== undefined) {
      await this.#options.trust.noteUse(shownBy(record, hello.certificate))
    }
    return rooms.seat(upgrade, { record, version, strength, profile, terms: this.#termsOf(hello, judged, version) })
  }

  /** What holds for the socket because of its certificate. */
  #termsOf({ certificate, identity }: Hello, { profile, renewalOnly }: Judgement, version: OcppVersion): SocketTerms {
    const { bootSerial } = this.#options.config
    // B01.FR.11 is a rule of 2.x; 1.6 has several serial numbers, and none that has to be in the certificate.
    const isAsked = profile === 3 && version !== '1.6' && bootSerial !== 'off' && certificate !== undefined
    const requiredSerial = isAsked ? serialIn(certificate, { identity, isStrict: bootSerial === 'strict' }) : undefined
    return { ...(renewalOnly && { renewalOnly }), ...(requiredSerial !== undefined && { requiredSerial }) }
  }

  /** Let in with a certificate that has expired: written down each time, like a refusal. */
  #noteRenewal({ identity, address, certificate }: Hello, { tenantId, stationKey }: StationRecord): void {
    const validTo = certificate?.leaf.validToDate.toISOString()
    this.#options.log.warn({ identity, address, validTo }, 'A station was let in to renew its expired certificate')
    const event = { type: 'ExpiredCertificateAdmitted', address, detail: { validTo } }
    this.#options.notes.note({ tenantId, stationKey, ...event })
  }

  #noteRefusal(
    { request, hello }: Upgrade,
    record: StationRecord | null,
    { verdict, profile, certificate }: RefusedHandshake,
  ): void {
    const { identity, address } = hello
    const reason = verdict === 'certificate' ? certificate : verdict
    this.#options.log.warn({ identity, address, verdict: reason }, 'A station was refused')
    const required = record === null ? {} : { usedProfile: profile, requiredProfile: requiredProfile(record) }
    const fault =
      record !== null && verdict === 'credentials' ? credentialsFault(hello, record) : VERDICT_REASONS[verdict]
    this.#knock(request, address, fault, {
      ...(verdict === 'securityProfile' ? required : {}),
      ...(verdict === 'certificate' && certificate !== null ? { info: certificate } : {}),
    })
    if (record === null) return
    const shown = hello.certificate === undefined ? {} : { commonNames: subjectFields(hello.certificate.leaf, 'CN') }
    this.#options.notes.note({
      tenantId: record.tenantId,
      stationKey: record.stationKey,
      type: REFUSAL_EVENTS[verdict],
      address,
      detail: { reason, profile, requiredProfile: requiredProfile(record), ...shown },
    })
  }

  #knock(request: IncomingMessage, address: string, reason: RefusalReason, detail?: KnockDetail): void {
    const target = request.url ?? ''
    const tenant = tenantOf(target, this.#options.tenants)
    if (tenant === undefined) return
    this.#options.onKnock({
      tenantId: tenant.tenantId,
      name: nameIn(target),
      address,
      reason,
      detail: detail ?? detailOf(request, reason),
    })
  }

  #refuse(socket: Duplex, outcome: HandshakeOutcome, how: Refusal): void {
    this.#options.metrics.handshake(outcome)
    refuse(socket, how)
  }
}

/** Who is told of a refusal: the tenant whose door it was, or the first when the path names none that we know. */
function tenantOf(target: string, tenants: Pick<Tenants, 'at'>) {
  const reading = parseStationTarget(target)
  return (reading.ok ? tenants.at(reading.slug) : undefined) ?? tenants.at(undefined)
}

/** The version to speak; undefined when the station offers none that it may. */
function versionOf({ subprotocol }: Hello, record: StationRecord | null): OcppVersion | undefined {
  if (subprotocol.kind === 'chosen') return subprotocol.version
  if (subprotocol.kind === 'foreign') return undefined
  return record === null ? DEFAULT_VERSION : record.quirks.missingSubprotocol
}
