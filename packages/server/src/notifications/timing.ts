import type { Channel, NoticeKind, NotificationSettings, Severity } from '../contract/index.ts'
import { backOffMs } from '../platform/back-off.ts'
import { isBetween, minuteOfDay, nextAt, readTimeOfDay } from './local-time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** What comes back within this time of its end never really went. */
export const RETURN_MS = 15 * MINUTE_MS
/** A fault that is gone by then was none. */
const FAULT_SETTLES_MS = 30_000
/** What every return adds. */
const DAMPING = { firstMs: 2 * MINUTE_MS, longestMs: HOUR_MS }
/** An end that does not last this long is not told. */
const RECOVERY_SETTLES_MS = 2 * MINUTE_MS

/** How long something has to last before it is told; longer each time it comes back. */
export function settlingMs(kind: NoticeKind, returns: number, settings: NotificationSettings): number {
  const firstMs =
    kind === 'stationOffline'
      ? settings.offlineAfterMinutes * MINUTE_MS
      : kind === 'stationFaulted'
        ? FAULT_SETTLES_MS
        : 0
  return firstMs + dampingMs(returns)
}

/** How long an end has to last before it is told. */
export function recoverySettlingMs(returns: number): number {
  return RECOVERY_SETTLES_MS + dampingMs(returns)
}

function dampingMs(returns: number): number {
  return returns === 0 ? 0 : backOffMs(DAMPING, returns)
}

export interface Told {
  readonly severity: Severity
  readonly channel: Channel
}

/** When something that is ready at `readyMs` is told: mails with the next digest, nothing in quiet hours. */
export function tellingMs(readyMs: number, { severity, channel }: Told, settings: NotificationSettings): number {
  const isCritical = severity === 'critical'
  const { timeZone, quietHours, digest, dailyAt } = settings
  let atMs = readyMs
  if (channel === 'email' && !isCritical && digest !== 'off') {
    atMs = digest === 'hourly' ? nextFullHour(atMs) : nextAt(atMs, readTimeOfDay(dailyAt), timeZone)
  }
  if (quietHours === null || (isCritical && quietHours.criticalPasses)) return atMs
  const [from, to] = [readTimeOfDay(quietHours.from), readTimeOfDay(quietHours.to)]
  return isBetween(minuteOfDay(atMs, timeZone), from, to) ? nextAt(atMs, to, timeZone) : atMs
}

function nextFullHour(atMs: number): number {
  return (Math.floor(atMs / HOUR_MS) + 1) * HOUR_MS
}
