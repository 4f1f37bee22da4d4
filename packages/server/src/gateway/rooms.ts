import { StationActor } from './actor/actor.ts'
import type { ActorEnvironment } from './actor/environment.ts'
import type { Admission } from './admission/admission.ts'
import { type Claim, ContestNotes, presentClaim } from './admission/contest.ts'
import type { FencedStation } from './admission/fence.ts'
import type { Departure } from './admission/presence.ts'
import { TakeoverWatch } from './admission/takeover-watch.ts'
import type { Entry, Rooms, Upgrade } from './handshake/door.ts'
import { type Refusal, refuse } from './handshake/refuse.ts'
import type { HandshakeOutcome } from './metrics.ts'
import type { Quarantine } from './quarantine/quarantine.ts'
import type { Registry } from './registry.ts'
import { CLOSE } from './socket/close-code.ts'
import type { StationSocketServer } from './socket/web-socket-server.ts'

const CONTESTED: Refusal = { status: 503, retryAfterS: 60 }

export interface RoomsOptions {
  readonly admission: Admission
  readonly environment: ActorEnvironment
  readonly quarantine: Quarantine
  readonly registry: Registry
  readonly nodeId: string
  readonly sockets: StationSocketServer
  readonly onDeparture: (departure: Departure) => void
}

/** Leads handshakes that have passed the door to an actor, the quarantine, or out again. */
export function createRooms(options: RoomsOptions): Rooms {
  const { admission, quarantine, sockets } = options
  const watches = { takeovers: new TakeoverWatch(), contests: new ContestNotes() }
  return {
    lookUp: (hello) => admission.lookUp(hello),
    seat: (upgrade, entry) =>
      admission.inTurn(entry.record.stationKey, () => seat(options, watches, { upgrade, ...entry })),
    async quarantine(upgrade, version) {
      upgrade.inTime()
      await sockets.upgrade(upgrade, { subprotocol: echoedName(upgrade), maxBytes: null }, (webSocket) =>
        quarantine.receive(upgrade.hello, webSocket, version),
      )
      return 'quarantined'
    },
    async turnAway(upgrade) {
      upgrade.inTime()
      await sockets.upgrade(upgrade, { subprotocol: undefined, maxBytes: null }, (webSocket) =>
        webSocket.close(CLOSE.protocolError, 'no common subprotocol'),
      )
      return 'subprotocol'
    },
  }
}

interface Newcomer extends Entry {
  readonly upgrade: Upgrade
}

interface Watches {
  readonly takeovers: TakeoverWatch
  readonly contests: ContestNotes
}

async function seat(options: RoomsOptions, watches: Watches, newcomer: Newcomer): Promise<HandshakeOutcome> {
  const { admission, environment, registry, sockets, onDeparture } = options
  const { upgrade, record, version, strength, profile, terms } = newcomer
  const { hello, socket } = upgrade
  if (!socket.writable) return 'timeout'
  const present = presentClaim(registry, { record, nodeId: options.nodeId })
  if (present !== undefined && present.strength !== strength) noteContest(options, watches.contests, newcomer, present)
  if (present !== undefined && present.strength > strength) {
    // The stronger stays. Should its socket be dead, the pings find out before the weaker one comes again.
    refuse(socket, CONTESTED)
    return 'contested'
  }
  const { address } = hello
  const { fenced, tookOver } = await admission.take(record, { version, address, strength, profile })
  if (fenced === null) {
    refuse(socket, { status: 401 })
    return 'unknown'
  }
  if (tookOver) noteTakeover(environment, watches.takeovers, { fenced, address: hello.address })
  upgrade.inTime()
  try {
    const { maxFrameBytes: maxBytes } = record
    await sockets.upgrade(upgrade, { subprotocol: echoedName(upgrade), maxBytes }, (webSocket) => {
      const state = { ...fenced.state, ...terms }
      const actor = new StationActor(environment, { webSocket, fenced: { ...fenced, state }, address, strength })
      environment.metrics.socketOpened()
      registry.seat(actor)
      environment.publish({ tenantId: fenced.state.tenantId, kind: 'station', stationKey: fenced.state.stationKey })
    })
    return 'accepted'
  } catch {
    // The client went away between its handshake and our answer.
    onDeparture({ stationKey: record.stationKey, epoch: fenced.epoch, atMs: environment.clock.nowMs() })
    return 'timeout'
  }
}

function echoedName({ hello }: Upgrade): string | undefined {
  return hello.subprotocol.kind === 'chosen' ? hello.subprotocol.name : undefined
}

/** Two sockets of different strength claim one identity: written down, whoever wins. */
function noteContest(
  { environment }: RoomsOptions,
  contests: ContestNotes,
  { upgrade: { hello }, record, strength }: Newcomer,
  present: Claim,
): void {
  const { clock, journal, log } = environment
  if (!contests.isDue(record.stationKey, clock.monotonicMs())) return
  const nowMs = clock.nowMs()
  const newcomer = { strength, address: hello.address }
  const [winner, loser] = strength > present.strength ? [newcomer, present] : [present, newcomer]
  log.warn({ identity: hello.identity, winner, loser }, 'A station is claimed by a stronger and a weaker socket')
  journal.append([
    {
      kind: 'securityEvent',
      tenantId: record.tenantId,
      stationKey: record.stationKey,
      receivedAtMs: nowMs,
      source: 'csms',
      type: 'IdentityContested',
      atMs: nowMs,
      detail: JSON.stringify({ winner, loser }),
    },
  ])
}

function noteTakeover(
  environment: ActorEnvironment,
  takeovers: TakeoverWatch,
  { fenced, address }: { fenced: FencedStation; address: string },
): void {
  const { tenantId, stationKey, identity } = fenced.state
  const { clock, journal, log, metrics } = environment
  metrics.takeover()
  const addresses = takeovers.record(stationKey, address, clock.monotonicMs())
  if (addresses === undefined) return
  const nowMs = clock.nowMs()
  log.warn({ identity, addresses }, 'Several boxes connect as one station')
  journal.append([
    {
      kind: 'securityEvent',
      tenantId,
      stationKey,
      receivedAtMs: nowMs,
      source: 'csms',
      type: 'IdentityContested',
      atMs: nowMs,
      detail: JSON.stringify({ addresses }),
    },
  ])
}
