import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type HandshakeOutcome =
  | 'accepted'
  | 'quarantined'
  | 'notFound'
  | 'malformed'
  | 'rateLimited'
  | 'backOff'
  | 'origin'
  | 'credentials'
  | 'unknown'
  | 'securityProfile'
  | 'certificate'
  | 'subprotocol'
  | 'draining'
  | 'databaseDown'
  | 'timeout'
  | 'tooManySockets'
  | 'contested'
  | 'unknownTenant'
  | 'suspended'

export type CloseCause =
  | 'untrusted'
  | 'renewed'
  | 'station'
  | 'takeover'
  | 'silent'
  | 'databaseDown'
  | 'draining'
  | 'slowReader'
  | 'flood'
  | 'suspended'

/** What the gateway counts. Labels come from closed sets: nothing a station says becomes a label. */
export interface GatewayMetrics {
  handshake(outcome: HandshakeOutcome): void
  socketOpened(): void
  socketClosed(cause: CloseCause): void
  frameIn(): void
  frameOut(): void
  heartbeat(): void
  paused(reason: 'rate' | 'queue'): void
  handlerFailed(stage: 'decode' | 'decide'): void
  takeover(): void
  command(state: string): void
  rowRefused(kind: string): void
  /** Call the result when the flush has returned. */
  flushStarted(changes: number): () => void
}

const NAMES = {
  connected: 'stationmaster_connected_stations',
  handshakes: 'stationmaster_station_handshakes_total',
  closes: 'stationmaster_station_sockets_closed_total',
  framesIn: 'stationmaster_station_frames_received_total',
  framesOut: 'stationmaster_station_frames_sent_total',
  heartbeats: 'stationmaster_station_heartbeats_total',
  pauses: 'stationmaster_station_pauses_total',
  failures: 'stationmaster_station_handler_failures_total',
  takeovers: 'stationmaster_station_takeovers_total',
  commands: 'stationmaster_station_commands_total',
  refused: 'stationmaster_journal_refused_rows_total',
  depth: 'stationmaster_journal_queue_depth',
  flushSeconds: 'stationmaster_journal_flush_seconds',
  flushChanges: 'stationmaster_journal_flush_changes',
} as const

/** Registers the gateway's metrics. */
export function createGatewayMetrics(registry: Registry, journalDepth: () => number): GatewayMetrics {
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers })
  const connected = new Gauge({ name: NAMES.connected, help: 'Open sockets of known stations', registers })
  new Gauge({
    name: NAMES.depth,
    help: 'Station events waiting for the next flush',
    registers,
    collect() {
      this.set(journalDepth())
    },
  })
  const flushBuckets = { buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5], registers }
  const flushSeconds = new Histogram({
    name: NAMES.flushSeconds,
    help: 'Duration of one journal flush',
    ...flushBuckets,
  })
  const changeBuckets = { buckets: [1, 3, 10, 30, 100, 300, 1000, 3000], registers }
  const flushChanges = new Histogram({
    name: NAMES.flushChanges,
    help: 'Changes in one journal flush',
    ...changeBuckets,
  })
  const handshakes = counter(NAMES.handshakes, 'Station handshakes by outcome', ['outcome'])
  const closes = counter(NAMES.closes, 'Station sockets closed by cause', ['cause'])
  const framesIn = fastCounter(registry, NAMES.framesIn, 'Frames received from stations')
  const framesOut = fastCounter(registry, NAMES.framesOut, 'Frames sent to stations')
  const heartbeats = fastCounter(registry, NAMES.heartbeats, 'Heartbeats answered')
  const pauses = counter(NAMES.pauses, 'Times a station socket was paused, by reason', ['reason'])
  const failures = counter(NAMES.failures, 'Bugs met while handling a station event, by stage', ['stage'])
  const takeovers = counter(NAMES.takeovers, 'Sockets replaced by a newer one of the same station')
  const commands = counter(NAMES.commands, 'Commands to stations by state reached', ['state'])
  const refused = counter(NAMES.refused, 'Changes the database refused, by kind', ['kind'])
  return {
    handshake: (outcome) => handshakes.inc({ outcome }),
    socketOpened: () => connected.inc(),
    socketClosed: (cause) => {
      connected.dec()
      closes.inc({ cause })
    },
    frameIn: framesIn,
    frameOut: framesOut,
    heartbeat: heartbeats,
    paused: (reason) => pauses.inc({ reason }),
    handlerFailed: (stage) => failures.inc({ stage }),
    takeover: () => takeovers.inc(),
    command: (state) => commands.inc({ state }),
    rowRefused: (kind) => refused.inc({ kind }),
    flushStarted(changes) {
      flushChanges.observe(changes)
      return flushSeconds.startTimer()
    },
  }
}

/** Counts what every message counts; the library is told when somebody asks. Call the result to count one. */
function fastCounter(registry: Registry, name: string, help: string): () => void {
  let uncounted = 0
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.inc(uncounted)
      uncounted = 0
    },
  })
  return () => {
    uncounted += 1
  }
}
