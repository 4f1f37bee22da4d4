import { type Bus, subjectOf } from '../platform/bus/index.ts'
import type { StationIdentity } from './ids.ts'

const TIMEOUT_MS = 2000

/**
 * Asks the process that holds the station's socket to close it; the station comes back under its present registration,
 * or not at all. Nobody waits: a socket that is not held needs no closing.
 */
export function closeSocketOf(bus: Bus, identity: StationIdentity): void {
  void bus.request(subjectOf('station', identity, 'release'), null, { timeoutMs: TIMEOUT_MS })
}
