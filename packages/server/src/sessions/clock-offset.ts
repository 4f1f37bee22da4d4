import type { ClockChange } from '../stations/change.ts'
import type { StationState } from '../stations/state.ts'
import { isBelievable } from './effective-time.ts'

/** Smaller differences are network and rounding; every change is a row to write. */
const NOTICEABLE_MS = 10_000

/**
 * The station's clock offset as a fresh event shows it. Fresh: the time lies ahead, or the station was connected then,
 * or it is beyond belief; an older time may come from a queue and says nothing about the clock.
 */
export function clockChange(state: StationState, stationMs: number | null, nowMs: number): ClockChange | null {
  if (stationMs === null) return null
  const isFresh = stationMs > nowMs || stationMs >= state.connectedAtMs || !isBelievable(stationMs, nowMs)
  const clockOffsetMs = stationMs - nowMs
  if (!isFresh || Math.abs(clockOffsetMs - state.clockOffsetMs) < NOTICEABLE_MS) return null
  return { kind: 'clock', tenantId: state.tenantId, stationKey: state.stationKey, receivedAtMs: nowMs, clockOffsetMs }
}
