import { openNeedKwh } from './belief.ts'
import type { Charging } from './charging.ts'
import type { Binding } from './decision.ts'
import { ceilLevel } from './levels.ts'
import type { AllocatorSettings } from './settings.ts'

/** What a vehicle may get in this decision, before limits. */
export interface Duty {
  /** Not above this; 0 keeps it off. */
  readonly upToA: number
  /** It goes on at least at its lowest pilot. */
  readonly staysOn: boolean
  /** It does not draw, and gets its lowest pilot only where capacity is left over. */
  readonly standsBy: boolean
  /** What keeps it from more, when not a limit. */
  readonly binding: Binding
}

const HOUR_MS = 3_600_000
/** A vehicle that was changed over between one and three lines is left alone for this long. */
const BLIND_MS = 60_000
/** Least energy worth a start, kWh. */
const CRUMB_KWH = 0.001

/** What times, wishes and observed draw allow a vehicle. */
export function dutyOf(charging: Charging, settings: AllocatorSettings, nowMs: number): Duty {
  const { memory, vehicle, levels } = charging
  const off = (binding: Binding): Duty => ({ upToA: 0, staysOn: false, standsBy: false, binding })
  const needKwh = openNeedKwh(vehicle)
  if (vehicle.need !== undefined && needKwh <= CRUMB_KWH) return off({ kind: 'need-met' })
  if (levels.maxA < levels.minA || levels.maxA <= 0) return off({ kind: 'vehicle-maximum', maxA: levels.maxA })
  const lowest = ceilLevel(levels, levels.minA)
  if (memory.stoppedSinceMs !== undefined && nowMs < memory.nextProbeMs) {
    const binding: Binding = { kind: 'not-charging', nextProbeMs: memory.nextProbeMs }
    return { upToA: lowest, staysOn: false, standsBy: true, binding }
  }
  if (nowMs - memory.phaseSwitchedAtMs < BLIND_MS) return off({ kind: 'phase-switch' })
  const isOn = memory.targetA > 0
  if (!isOn) {
    const waits = offReason(charging, settings, nowMs)
    if (waits !== undefined) return off(waits)
  }
  const { upToA, binding } = upperEnd(charging, settings, { nowMs, needKwh, lowest })
  const young = nowMs - memory.switchedAtMs < settings.minOnMs
  const staysOn = isOn && (young || vehicle.doesNotResume === true) && memory.stoppedSinceMs === undefined
  return { upToA: memory.stoppedSinceMs === undefined ? upToA : lowest, staysOn, standsBy: false, binding }
}

function offReason({ memory }: Charging, settings: AllocatorSettings, nowMs: number): Binding | undefined {
  if (memory.startsMs.length === 0) return undefined
  const offUntilMs = memory.switchedAtMs + settings.minOffMs
  if (nowMs < offUntilMs) return { kind: 'minimum-off-time', untilMs: offUntilMs }
  const recent = memory.startsMs.filter((at) => nowMs - at < HOUR_MS)
  if (recent.length < settings.maxStartsPerHour) return undefined
  return { kind: 'starts-spent', untilMs: (recent[0] ?? nowMs) + HOUR_MS }
}

function upperEnd(
  { memory, levels, load, point, vehicle }: Charging,
  settings: AllocatorSettings,
  { nowMs, needKwh, lowest }: { readonly nowMs: number; readonly needKwh: number; readonly lowest: number },
): { readonly upToA: number; readonly binding: Binding } {
  const own = vehicle.maxA !== undefined && vehicle.maxA < point.maxA
  let upToA = levels.maxA
  let binding: Binding = own
    ? { kind: 'vehicle-maximum', maxA: levels.maxA }
    : { kind: 'point-maximum', maxA: point.maxA }
  const lower = (amperes: number, because: Binding) => {
    if (amperes >= upToA) return
    upToA = amperes
    binding = because
  }
  const ceiling = Math.max(memory.ceilingA, lowest)
  lower(ceiling, { kind: 'draws-less', drawA: memory.lastDrawA })
  if (vehicle.need !== undefined) {
    const usableA = (needKwh / load.kwPerA) * (HOUR_MS / settings.intervalMs)
    lower(ceilLevel(levels, usableA), { kind: 'need-met' })
  }
  if (settings.rampAPerS !== Number.POSITIVE_INFINITY && memory.changedAtMs !== Number.NEGATIVE_INFINITY) {
    const atMostA = memory.targetA + (settings.rampAPerS * (nowMs - memory.changedAtMs)) / 1000
    lower(Math.max(lowest, atMostA), { kind: 'ramp', atMostA })
  }
  return { upToA, binding }
}
