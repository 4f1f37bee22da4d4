import type { OcppVersion } from '@stationmaster/ocpp'
import { StationActor } from './actor/actor.ts'
import type { ActorEnvironment } from './actor/environment.ts'
import type { Admission } from './admission/admission.ts'
import type { FencedStation } from './admission/fence.ts'
import type { Departure } from './admission/presence.ts'
import type { StationRecord } from './admission/station-lookup.ts'
import { TakeoverWatch } from './admission/takeover-watch.ts'
import type { Rooms, Upgrade } from './handshake/door.ts'
import { refuse } from './handshake/refuse.ts'
import type { HandshakeOutcome } from './metrics.ts'
import type { Quarantine } from './quarantine/quarantine.ts'
import type { Registry } from './registry.ts'
import { CLOSE } from './socket/close-code.ts'
import type { StationSocketServer } from './socket/web-socket-server.ts'

export interface RoomsOptions {
  readonly admission: Admission
  readonly environment: ActorEnvironment
  readonly quarantine: Quarantine
  readonly registry: Registry
  readonly sockets: StationSocketServer
  readonly onDeparture: (departure: Departure) => void
}

/** Leads handshakes that have passed the door to an actor, the quarantine, or out again. */
export function createRooms(options: RoomsOptions): Rooms {
  const { admission, quarantine, sockets } = options
  const takeovers = new TakeoverWatch()
  return {
    lookUp: ({ identity }) => admission.lookUp(identity),
    seat: (upgrade, record, version) =>
      admission.inTurn(upgrade.hello.identity, () => seat(options, takeovers, { upgrade, record, version })),
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

interface Newcomer {
  readonly upgrade: Upgrade
  readonly record: StationRecord
  readonly version: OcppVersion
}

async function seat(options: RoomsOptions, takeovers: TakeoverWatch, newcomer: Newcomer): Promise<HandshakeOutcome> {
  const { admission, environment, registry, sockets, onDeparture } = options
  const { upgrade, record, version } = newcomer
  const { hello, socket } = upgrade
  if (!socket.writable) return 'timeout'
  const { fenced, tookOver } = await admission.take(hello.identity, record, { version, address: hello.address })
  if (fenced === null) {
    refuse(socket, { status: 401 })
    return 'unknown'
  }
  if (tookOver) noteTakeover(environment, takeovers, { fenced, address: hello.address })
  upgrade.inTime()
  try {
    const { maxFrameBytes: maxBytes } = record
    await sockets.upgrade(upgrade, { subprotocol: echoedName(upgrade), maxBytes }, (webSocket) => {
      const actor = new StationActor(environment, { webSocket, fenced, address: hello.address })
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

function noteTakeover(
  environment: ActorEnvironment,
  takeovers: TakeoverWatch,
  { fenced, address }: { fenced: FencedStation; address: string },
): void {
  const { tenantId, stationKey, identity } = fenced.state
  const { clock, journal, log, metrics } = environment
  metrics.takeover()
  const addresses = takeovers.record(identity, address, clock.monotonicMs())
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
