import { type Bus, subjectOf } from '../platform/bus/index.ts'
import type { StationIdentity } from '../stations/ids.ts'

const TIMEOUT_MS = 2000

/** Where the process that holds a station's socket is asked to let go of it. */
export function releaseSubject(identity: StationIdentity): string {
  return subjectOf('station', identity, 'release')
}

/**
 * Has the station's socket closed, whichever process holds it; the station comes back under its present registration,
 * or not at all. Resolves when what the socket had led to is stored. Nobody may hold it, and a process that does not
 * answer is taken for dead: its epoch keeps it from writing connection columns.
 */
export async function releaseSocket(bus: Bus, identity: StationIdentity): Promise<void> {
  await bus.request(releaseSubject(identity), null, { timeoutMs: TIMEOUT_MS })
}
