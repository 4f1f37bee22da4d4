import type { Random } from '../random.ts'

/** What a fault's rate counts. */
export type FaultUnit = 'station' | 'stationHour' | 'session' | 'message' | 'command' | 'reconnect'

/** A fault by name, what its rate means, and what happens. */
export interface FaultKind {
  readonly unit: FaultUnit
  readonly description: string
}

/** Every fault a station can be given. */
export const FAULTS = {
  'connector-fault': {
    unit: 'stationHour',
    description: 'a connector reports an error and recovers some minutes later',
  },
  'drop-clean': { unit: 'stationHour', description: 'the socket closes with a close frame' },
  'drop-abrupt': { unit: 'stationHour', description: 'the socket dies without a word' },
  offline: { unit: 'stationHour', description: 'no network for 2 to 60 minutes; sessions go on' },
  'power-loss': { unit: 'session', description: 'the station loses power in the middle of a session' },
  'reconnect-storm': {
    unit: 'stationHour',
    description: 'the socket dies and the station redials up to ten times without any wait',
  },
  'slow-response': { unit: 'command', description: 'a command is answered 5 to 40 seconds late' },
  'no-response': { unit: 'command', description: 'a command is never answered' },
  'firmware-download-fails': { unit: 'command', description: 'a firmware image cannot be fetched' },
  'firmware-signature-fails': { unit: 'command', description: 'a signed firmware image is taken for a forged one' },
  'firmware-install-fails': { unit: 'command', description: 'a firmware image cannot be installed' },
  'log-upload-fails': { unit: 'command', description: 'a log cannot be uploaded' },
  'clock-skew': { unit: 'station', description: 'the clock is wrong: minutes, an hour, or stuck in 1970' },
  'meter-reset': { unit: 'session', description: 'the energy register falls to 0 in the middle of a session' },
  'meter-start-zero': { unit: 'session', description: 'the start of a session carries 0 instead of the register' },
  'duplicate-send': { unit: 'message', description: 'a transaction message is sent again although it was answered' },
  'shuffle-queue': { unit: 'reconnect', description: 'the offline queue is replayed in random order' },
  'stop-without-id': { unit: 'session', description: 'the stop carries transactionId -1 (1.6)' },
  'seq-zero': { unit: 'station', description: 'every TransactionEvent carries seqNo 0 (2.x)' },
  misspelt: { unit: 'station', description: 'enumerators are misspelt: SuspendedEv, Celcius' },
  'no-subprotocol': { unit: 'station', description: 'the handshake has no Sec-WebSocket-Protocol header' },
} as const satisfies Record<string, FaultKind>

export type FaultName = keyof typeof FAULTS

/** Rates by fault; absent is 0. `station` faults are drawn once, the others each time. */
export type FaultRates = Partial<Record<FaultName, number>>

/** Whether a text names a fault. */
export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(FAULTS, text)
}

/** Decides when faults happen on one station. */
export interface FaultDice {
  /** One draw for a fault counted per session, message, command or reconnect. */
  roll(name: FaultName): boolean
  /** Whether the station has a permanent fault. */
  has(name: FaultName): boolean
  /** Makes the next draw come true, or switches a permanent fault on. */
  force(name: FaultName): void
  /** Faults counted per hour, with their rates. */
  hourly(): readonly (readonly [FaultName, number])[]
}

/** Creates the dice of one station. */
export function createFaultDice(rates: FaultRates, random: Random): FaultDice {
  const names = Object.keys(FAULTS).filter(isFaultName)
  const permanent = new Set(names.filter((name) => FAULTS[name].unit === 'station' && random.chance(rates[name] ?? 0)))
  const forced = new Set<FaultName>()
  return {
    roll: (name) => forced.delete(name) || random.chance(rates[name] ?? 0),
    has: (name) => permanent.has(name),
    force: (name) => {
      if (FAULTS[name].unit === 'station') permanent.add(name)
      else forced.add(name)
    },
    hourly: () =>
      names.flatMap((name) => (FAULTS[name].unit === 'stationHour' && rates[name] ? [[name, rates[name]]] : [])),
  }
}
