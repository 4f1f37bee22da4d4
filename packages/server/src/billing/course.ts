import type { ChargingState } from '@stationmaster/ocpp'
import type { Activity, RecordedSession, SessionEvent } from '@stationmaster/pricing'

/** What was recorded of a session that is to be priced. */
export interface SessionCourse {
  readonly startMs: number
  /** Undefined while it runs: it is then priced as of `asOfMs`. */
  readonly endMs: number | undefined
  readonly asOfMs?: number
  /** In force: measured, or as a person has corrected it. */
  readonly energyWh: number
  readonly meterStartWh: number | null
  /** Readings of the import register in order of time. */
  readonly registers: readonly { readonly atMs: number; readonly registerWh: number }[]
  readonly states: readonly { readonly atMs: number; readonly state: ChargingState }[]
}

/**
 * The session as the pricing engine reads it. Its energy is exactly that in force; the meter curve says when it flowed, and
 * where the two differ (a corrected session, a register that fell) the curve is stretched to it.
 */
export function recordedSession(course: SessionCourse, timeZone: string): RecordedSession {
  const { startMs, endMs, asOfMs } = course
  const lastMs = Math.max(startMs, endMs ?? asOfMs ?? startMs)
  return {
    kind: 'recorded',
    timeZone,
    events: [
      { kind: 'started', atMs: startMs },
      ...meterEvents(course, lastMs),
      ...activityEvents(course, lastMs),
      ...(endMs === undefined ? [] : [{ kind: 'ended', atMs: lastMs } as const]),
    ],
    ...(endMs === undefined && { asOfMs: lastMs }),
  }
}

function meterEvents(course: SessionCourse, lastMs: number): SessionEvent[] {
  const { startMs } = course
  const energyWh = Math.max(0, course.energyWh)
  const curve = deliveredCurve(course)
  const totalWh = curve.at(-1)?.deliveredWh ?? 0
  const between = curve
    .filter(({ atMs }) => atMs > startMs && atMs < lastMs)
    .map(({ atMs, deliveredWh }): SessionEvent => {
      const registerWh = totalWh === energyWh ? deliveredWh : stretched(deliveredWh, energyWh, totalWh)
      return { kind: 'meter', atMs, registerWh }
    })
  return [
    { kind: 'meter', atMs: startMs, registerWh: 0 },
    ...between,
    { kind: 'meter', atMs: lastMs, registerWh: energyWh },
  ]
}

/** Whole Wh, so that it depends on no arithmetic of the machine. */
function stretched(deliveredWh: number, energyWh: number, totalWh: number): number {
  return totalWh <= 0 ? 0 : Number((BigInt(deliveredWh) * BigInt(energyWh)) / BigInt(totalWh))
}

/** Energy delivered up to each reading: the rising parts of the register, as the fold adds them up. */
function deliveredCurve({ registers, meterStartWh }: SessionCourse) {
  let previousWh = meterStartWh
  let deliveredWh = 0
  return registers.map(({ atMs, registerWh }) => {
    const wholeWh = Math.round(registerWh)
    if (previousWh !== null && wholeWh > previousWh) deliveredWh += wholeWh - previousWh
    previousWh = wholeWh
    return { atMs, deliveredWh }
  })
}

function activityEvents({ startMs, states }: SessionCourse, lastMs: number): SessionEvent[] {
  let hasCharged = false
  return states
    .filter(({ atMs }) => atMs <= lastMs)
    .map(({ atMs, state }): SessionEvent => {
      hasCharged ||= state === 'Charging'
      return { kind: 'activity', atMs: Math.max(atMs, startMs), activity: activityOf(state, hasCharged) }
    })
}

/** Nobody pays for parking while waiting for the first energy. */
function activityOf(state: ChargingState, hasCharged: boolean): Activity {
  switch (state) {
    case 'Charging':
      return 'charging'
    case 'SuspendedEVSE':
      return 'suspended-by-station'
    case 'SuspendedEV':
      return 'suspended-by-vehicle'
    case 'EVConnected':
    case 'Idle':
      return hasCharged ? 'parked' : 'suspended-by-station'
  }
}
