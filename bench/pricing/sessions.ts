import type { RecordedSession, SessionEvent } from '@stationmaster/pricing'

/** How many minutes lie between two readings of the meter. */
export type SampleMinutes = 1 | 15

const ZONES = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata']
const YEAR_MS = 365 * 86_400_000
const FIRST_MS = Date.UTC(2026, 0, 1)

/** Whole recorded sessions: up to two hours of charging that tapers, a pause now and then, some parking, some reserved. */
export function benchSessions(count: number, sampleMinutes: SampleMinutes): RecordedSession[] {
  const random = chance(20_261_122)
  return Array.from({ length: count }, () => makeSession(random, sampleMinutes))
}

function makeSession(random: () => number, sampleMinutes: SampleMinutes): RecordedSession {
  const startMs = FIRST_MS + Math.floor(random() * YEAR_MS)
  const at = (minutes: number) => startMs + minutes * 60_000
  const chargingMinutes = 10 + Math.floor(random() * 110)
  const parkedMinutes = Math.floor(random() * random() * 300)
  const powerKw = 4 + random() * 146
  const events: SessionEvent[] = [
    { kind: 'started', atMs: startMs },
    { kind: 'activity', atMs: startMs, activity: 'charging' },
  ]
  let wh = Math.floor(random() * 9_000_000)
  for (let minute = 0; minute < chargingMinutes; minute += sampleMinutes) {
    events.push({ kind: 'meter', atMs: at(minute), registerWh: wh, currentA: Math.round(powerKw / 0.7) })
    const taper = minute > chargingMinutes * 0.7 ? 0.4 : 1
    wh += Math.round((powerKw * 1000 * taper * sampleMinutes) / 60)
  }
  if (random() < 0.3) pause(events, at(chargingMinutes / 2), at(chargingMinutes / 2 + 3))
  if (random() < 0.1) reserve(events, startMs, at(-20))
  events.push(
    { kind: 'meter', atMs: at(chargingMinutes), registerWh: wh },
    { kind: 'activity', atMs: at(chargingMinutes), activity: 'suspended-by-vehicle' },
    { kind: 'meter', atMs: at(chargingMinutes + parkedMinutes), registerWh: wh },
    { kind: 'ended', atMs: at(chargingMinutes + parkedMinutes) },
  )
  return { kind: 'recorded', timeZone: ZONES[Math.floor(random() * ZONES.length)] ?? 'UTC', events }
}

function pause(events: SessionEvent[], fromMs: number, toMs: number): void {
  events.push({ kind: 'activity', atMs: fromMs, activity: 'suspended-by-station' })
  events.push({ kind: 'activity', atMs: toMs, activity: 'charging' })
}

function reserve(events: SessionEvent[], startMs: number, reservedMs: number): void {
  events.push({ kind: 'reserved', atMs: reservedMs })
  events.push({ kind: 'reservation-ended', atMs: startMs, outcome: 'used' })
}

/** The same numbers between 0 and 1 at each run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
