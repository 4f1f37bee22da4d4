import type { VehicleNow } from './control-input.ts'
import type { ControlProblem } from './decision.ts'
import { ceilLevel, type Levels } from './levels.ts'
import type { VehicleMemory } from './memory.ts'
import type { AllocatorSettings } from './settings.ts'

/** Below it a vehicle counts as not charging, A. */
const IDLE_A = 0.3
/** A draw this much below the pilot is less than offered; at most this much below, it takes all it may. A. */
const SLACK_A = 1
/** Offered above a draw that is less than the pilot, so that a rising demand shows. A. */
const HEADROOM_A = 1.5
/** A draw that fell below this share of its pilot in one interval is about to end. */
const ENDING_SHARE = 0.7
/** Drawn beyond a pilot without being over-draw: A, and share. */
const TOLERANCE_A = 0.5
const TOLERANCE_SHARE = 0.03
/** Over so long an interval a draw is a mean; when a vehicle that took all falls far below, it ended within it. */
const LONG_INTERVAL_MS = 180_000
/** After so many lifts in vain in a row a ceiling rises by so much at a time. A. */
const VAIN_LIFTS = 2
const STEP_A = 4
/** Least time over which nothing drawn means that the vehicle stopped. */
const STOPPED_AFTER_MS = 55_000

/**
 * Brings what is believed of a vehicle's draw up to date with its meter and its station's status. `mayBeA` is the
 * highest pilot that may be in effect; when `isSettled`, it is the pilot, known to be in effect since `steadySinceMs`.
 */
export function observeDraw(
  vehicle: VehicleNow,
  memory: VehicleMemory,
  context: {
    readonly nowMs: number
    readonly levels: Levels
    readonly mayBeA: number
    readonly isSettled: boolean
    readonly steadySinceMs: number
    readonly settings: AllocatorSettings
  },
): ControlProblem | undefined {
  const { nowMs, settings } = context
  const { drawA, drawAtMs = nowMs, wish } = vehicle
  // Some stations go on saying `charging` without a current: only a change of what they say is an answer.
  if (wish === 'declines' && memory.stoppedSinceMs === undefined) stop(memory, nowMs, settings)
  if ((wish === 'wants' || wish === 'charging') && wish !== memory.wish) resume(memory)
  memory.wish = wish
  if (drawA === undefined) return undefined
  if (!Number.isFinite(drawA) || drawA < 0 || !Number.isFinite(drawAtMs)) {
    return { kind: 'bad-meter', vehicleId: vehicle.id, value: drawA }
  }
  if (drawAtMs <= memory.lastDrawAtMs || nowMs - drawAtMs > Math.max(settings.staleAfterMs, 1)) return undefined
  const sinceMs = memory.lastDrawAtMs
  const beforeA = memory.lastDrawA
  memory.lastDrawA = drawA
  memory.lastDrawAtMs = drawAtMs
  const { isSettled, mayBeA, steadySinceMs } = context
  const answers = isSettled && drawAtMs - steadySinceMs >= settings.settleMs
  const over = judgeOverDraw(vehicle, memory, { drawA, mayBeA, answers })
  if (answers) judgeUnderDraw(memory, { ...context, pilotA: mayBeA, drawA, drawAtMs, beforeA, sinceMs })
  return over
}

/** What is drawn always counts; a vehicle that had time to follow its pilot and did not is an over-drawer. */
function judgeOverDraw(
  vehicle: VehicleNow,
  memory: VehicleMemory,
  { drawA, mayBeA, answers }: { readonly drawA: number; readonly mayBeA: number; readonly answers: boolean },
): ControlProblem | undefined {
  if (drawA <= mayBeA + Math.max(TOLERANCE_A, TOLERANCE_SHARE * mayBeA)) {
    memory.overDrawA = 0
    memory.overDraws = 0
    return undefined
  }
  memory.overDrawA = drawA
  if (!answers) return undefined
  memory.overDraws += 1
  return { kind: 'over-draw', vehicleId: vehicle.id, drawA, limitA: mayBeA }
}

function judgeUnderDraw(
  memory: VehicleMemory,
  seen: {
    readonly nowMs: number
    readonly levels: Levels
    readonly pilotA: number
    readonly steadySinceMs: number
    readonly settings: AllocatorSettings
    readonly drawA: number
    readonly drawAtMs: number
    /** The draw before, and when it was read. */
    readonly beforeA: number
    readonly sinceMs: number
  },
): void {
  const { levels, pilotA, drawA, drawAtMs, steadySinceMs, settings, nowMs } = seen
  if (pilotA < Math.max(levels.minA, 1) - SLACK_A / 10) return
  if (drawA < IDLE_A) {
    memory.quietSinceMs ??= Math.max(steadySinceMs, seen.sinceMs)
    if (drawAtMs - memory.quietSinceMs >= STOPPED_AFTER_MS) stop(memory, nowMs, settings)
    else memory.ceilingA = ceilLevel(levels, levels.minA)
    return
  }
  memory.quietSinceMs = undefined
  if (memory.wish === 'declines') return
  const takesAll = drawA >= pilotA - SLACK_A
  if (takesAll) {
    if (memory.ceilingA < levels.maxA && pilotA >= memory.ceilingA - SLACK_A) lift(memory, drawA)
    memory.stoppedSinceMs = undefined
    return
  }
  memory.stoppedSinceMs = undefined
  if (memory.isLifted) memory.vainLifts += 1
  memory.isLifted = false
  const fell = drawA < ENDING_SHARE * Math.min(pilotA, seen.beforeA)
  if (fell && drawAtMs - seen.sinceMs >= LONG_INTERVAL_MS) {
    stop(memory, nowMs, settings)
    return
  }
  const ending = drawA < ENDING_SHARE * pilotA && memory.ceilingA === Number.POSITIVE_INFINITY
  memory.ceilingA = ending ? ceilLevel(levels, levels.minA) : ceilLevel(levels, drawA + HEADROOM_A)
}

/** It takes all it may: everything is open again at once, or in steps where that was in vain before. */
function lift(memory: VehicleMemory, drawA: number): void {
  if (memory.isLifted) memory.vainLifts = 0
  memory.isLifted = true
  memory.ceilingA = memory.vainLifts < VAIN_LIFTS ? Number.POSITIVE_INFINITY : drawA + STEP_A
}

/** Not drawing although it may. Every offer in vain, also one from what was left over, puts the next probe off. */
function stop(memory: VehicleMemory, nowMs: number, settings: AllocatorSettings): void {
  if (memory.stoppedSinceMs === undefined) {
    memory.stoppedSinceMs = nowMs
    memory.probeWaitMs = settings.probeAfterMs
  } else if (nowMs >= memory.nextProbeMs) {
    memory.probeWaitMs = Math.min(settings.longestProbeMs, 2 * memory.probeWaitMs)
  }
  memory.nextProbeMs = nowMs + memory.probeWaitMs
}

function resume(memory: VehicleMemory): void {
  memory.stoppedSinceMs = undefined
  memory.ceilingA = Number.POSITIVE_INFINITY
}
