import { openNeedKwh } from './belief.ts'
import type { Charging } from './charging.ts'
import type { Binding } from './decision.ts'
import { ceilLevel } from './levels.ts'
import type { AllocatorSettings } from './settings.ts'

/** What a vehicle may get in this decision, before limits. */
export interface Duty {
  /** Not above this in its turn; 0 leaves it out. */
  readonly upToA: number
  /** Not above this of what the others leave over. */
  readonly spareA: number
  /** It goes on at least at its lowest pilot. */
  readonly staysOn: boolean
  /** It does not draw, and its pilot only asks whether it wants to. */
  readonly standsBy: boolean
  /** What keeps it from more, when not a limit. */
  readonly binding: Binding
}

const HOUR_MS = 3_600_000
/** A vehicle that was changed over between one and three lines is left alone for this long. */
const BLIND_MS = 60_000
/** Least energy worth a start, kWh. */
const CRUMB_KWH = 0.001

/** What times, wishes and observed draw allow a vehicle. Where it `isPlanned`, nothing beyond its need is left to chance. */
export function dutyOf(charging: Charging, settings: AllocatorSettings, nowMs: number, isPlanned: boolean): Duty {
  const { memory, vehicle, levels } = charging
  const off = (binding: Binding): Duty => ({ upToA: 0, spareA: 0, staysOn: false, standsBy: false, binding })
  const needKwh = openNeedKwh(vehicle)
  const isMet = vehicle.need !== undefined && needKwh <= CRUMB_KWH
  if (isMet && isPlanned) return off({ kind: 'need-met' })
  if (levels.maxA < levels.minA || levels.maxA <= 0) return off({ kind: 'vehicle-maximum', maxA: levels.maxA })
  const lowest = ceilLevel(levels, levels.minA)
  if (memory.stoppedSinceMs !== undefined && (isMet || nowMs < memory.nextProbeMs)) {
    const binding: Binding = { kind: 'not-charging', nextProbeMs: memory.nextProbeMs }
    return { upToA: 0, spareA: lowest, staysOn: false, standsBy: true, binding }
  }
  if (nowMs - memory.phaseSwitchedAtMs < BLIND_MS) return off({ kind: 'phase-switch' })
  const isOn = memory.targetA > 0
  if (!isOn) {
    const waits = offReason(charging, settings, nowMs)
    if (waits !== undefined) return off(waits)
  }
  const young = nowMs - memory.switchedAtMs < settings.minOnMs
  const staysOn = isOn && (young || vehicle.doesNotResume === true) && memory.stoppedSinceMs === undefined
  const { openA, upToA, binding } = upperEnd(charging, settings, { nowMs, needKwh, lowest })
  if (memory.stoppedSinceMs !== undefined) return { upToA: lowest, spareA: lowest, staysOn, standsBy: false, binding }
  const spareA = isPlanned ? 0 : openA
  if (!isMet) return { upToA, spareA, staysOn, standsBy: false, binding }
  return { upToA: staysOn ? lowest : 0, spareA, staysOn, standsBy: false, binding: { kind: 'need-met' } }
}

function offReason({ memory }: Charging, settings: AllocatorSettings, nowMs: number): Binding | undefined {
  if (memory.startsMs.length === 0) return undefined
  const offUntilMs = memory.switchedAtMs + settings.minOffMs
  if (nowMs < offUntilMs) return { kind: 'minimum-off-time', untilMs: offUntilMs }
  const recent = memory.startsMs.filter((at) => nowMs - at < HOUR_MS)
  if (recent.length < settings.maxStartsPerHour) return undefined
  return { kind: 'starts-spent', untilMs: (recent[0] ?? nowMs) + HOUR_MS }
}

/** What it may have, as far as its need is known (`upToA`) and apart from that (`openA`). */
function upperEnd(
  { memory, levels, load, point, vehicle }: Charging,
  settings: AllocatorSettings,
  { nowMs, needKwh, lowest }: { readonly nowMs: number; readonly needKwh: number; readonly lowest: number },
): { readonly openA: number; readonly upToA: number; readonly binding: Binding } {
  const own = vehicle.maxA !== undefined && vehicle.maxA < point.maxA
  let openA = levels.maxA
  let binding: Binding = own
    ? { kind: 'vehicle-maximum', maxA: levels.maxA }
    : { kind: 'point-maximum', maxA: point.maxA }
  const lower = (amperes: number, because: Binding) => {
    if (amperes >= openA) return
    openA = amperes
    binding = because
  }
  lower(Math.max(memory.ceilingA, lowest), { kind: 'draws-less', drawA: memory.lastDrawA })
  if (settings.rampAPerS !== Number.POSITIVE_INFINITY && memory.changedAtMs !== Number.NEGATIVE_INFINITY) {
    const atMostA = memory.targetA + (settings.rampAPerS * (nowMs - memory.changedAtMs)) / 1000
    lower(Math.max(lowest, atMostA), { kind: 'ramp', atMostA })
  }
  if (vehicle.need === undefined) return { openA, upToA: openA, binding }
  const usableA = ceilLevel(levels, (needKwh / load.kwPerA) * (HOUR_MS / settings.intervalMs))
  return usableA < openA ? { openA, upToA: usableA, binding: { kind: 'need-met' } } : { openA, upToA: openA, binding }
}
