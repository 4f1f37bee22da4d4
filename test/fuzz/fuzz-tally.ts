/** What a fuzz run counted and what it found wrong. */
export interface Tally {
  frames: number
  wellFormed: number
  answered: number
  callResults: number
  callErrors: number
  byteAttacks: number
  handshakes: number
  /** Commands asked for by REST. */
  ordered: number
  /** Calls of ours that stations answered, one way or another. */
  callsHeard: number
  /** Commands that were taken, by version and kind. */
  readonly commands: Map<string, number>
  /** Commands that the API refused, by kind and status. */
  readonly refusedCommands: Map<string, number>
  /** Calls of ours that stations heard, and calls they made, by version and action. */
  readonly actions: Map<string, number>
  /** Handshakes by what became of them. */
  readonly handshakeOutcomes: Map<string, number>
  /** Sockets the server ended, by close code. */
  readonly closures: Map<string, number>
  /** Violations by kind, with the first few examples. */
  readonly violations: Map<string, { count: number; readonly examples: string[] }>
}

const EXAMPLES_KEPT = 5
const EXAMPLE_LENGTH = 600

export function createTally(): Tally {
  return {
    frames: 0,
    wellFormed: 0,
    answered: 0,
    callResults: 0,
    callErrors: 0,
    byteAttacks: 0,
    handshakes: 0,
    ordered: 0,
    callsHeard: 0,
    commands: new Map(),
    refusedCommands: new Map(),
    actions: new Map(),
    handshakeOutcomes: new Map(),
    closures: new Map(),
    violations: new Map(),
  }
}

export function violation(tally: Tally, kind: string, example: string): void {
  const found = tally.violations.get(kind) ?? { count: 0, examples: [] }
  found.count += 1
  if (found.examples.length < EXAMPLES_KEPT) found.examples.push(example.slice(0, EXAMPLE_LENGTH))
  tally.violations.set(kind, found)
}

export function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}
