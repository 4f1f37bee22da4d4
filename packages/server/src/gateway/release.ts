import { type Bus, subjectOf } from '../platform/bus/index.ts'

const TIMEOUT_MS = 2000

/** Where the process that holds a station's socket is asked to let go of it. */
export function releaseSubject(stationKey: number): string {
  return subjectOf('station', String(stationKey), 'release')
}

/**
 * Has the station's socket closed, whichever process holds it; the station comes back under its present registration,
 * or not at all. Resolves when what the socket had led to is stored. Nobody may hold it, and a process that does not
 * answer is taken for dead: its epoch keeps it from writing connection columns.
 */
export async function releaseSocket(bus: Bus, stationKey: number): Promise<void> {
  await bus.request(releaseSubject(stationKey), null, { timeoutMs: TIMEOUT_MS })
}
