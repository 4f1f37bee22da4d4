import type { PointReport } from './control-input.ts'
import type { Command, ControlProblem } from './decision.ts'
import type { PointMemory } from './memory.ts'

/** How far a station's clock may be off when its schedule runs out. */
const CLOCK_DOUBT_MS = 60_000
/** Refusals in a row after which a station counts as not controllable. */
const REFUSALS = 3

/** Takes over what a station says of the commands it got. Commands of one station take effect in order. */
export function hear(memory: PointMemory, report: PointReport, nowMs: number): ControlProblem | undefined {
  const { confirmedSequence, refusedSequence, pointId } = report
  let problem: ControlProblem | undefined
  if (refusedSequence !== undefined) {
    const refused = memory.outstanding.some(({ sequence }) => sequence === refusedSequence)
    if (refused) {
      memory.refusals += 1
      problem = { kind: 'refused-command', pointId, sequence: refusedSequence }
      memory.outstanding = memory.outstanding.filter(({ sequence }) => sequence !== refusedSequence)
    }
  }
  if (confirmedSequence === undefined) return problem
  const confirmed = memory.outstanding.filter(({ sequence }) => sequence <= confirmedSequence).at(-1)
  if (confirmed === undefined) return problem
  if (memory.confirmedA !== confirmed.amperes) memory.confirmedAtMs = nowMs
  memory.confirmedA = confirmed.amperes
  memory.confirmedUntilMs = confirmed.holdUntilMs
  memory.confirmedPhases = confirmed.phases
  memory.outstanding = memory.outstanding.filter(({ sequence }) => sequence > confirmedSequence)
  memory.refusals = 0
  return problem
}

export function isControllable({ refusals }: PointMemory): boolean {
  return refusals < REFUSALS
}

/** Drops commands whose hold ran out unanswered: no longer counted, they must not be sent again either. */
export function forgetExpired(memory: PointMemory, nowMs: number): void {
  if (!memory.outstanding.some(({ holdUntilMs }) => nowMs >= holdUntilMs + CLOCK_DOUBT_MS)) return
  memory.outstanding = memory.outstanding.filter(({ holdUntilMs }) => nowMs < holdUntilMs + CLOCK_DOUBT_MS)
}

/** The most that may be in effect at a point now: confirmed, on its way, or the station's own safe current. */
export function countedA(memory: PointMemory, safeA: number, nowMs: number): number {
  let most = safeA
  if (nowMs < memory.confirmedUntilMs + CLOCK_DOUBT_MS) most = Math.max(most, memory.confirmedA)
  for (const { amperes, holdUntilMs } of memory.outstanding) {
    if (nowMs < holdUntilMs + CLOCK_DOUBT_MS) most = Math.max(most, amperes)
  }
  return most
}

/** Notes a command as sent. */
export function noteSent(memory: PointMemory, command: Command, nowMs: number): void {
  const { sequence, limitA, holdUntilMs, phases } = command
  memory.outstanding = [...memory.outstanding, { sequence, amperes: limitA, sentAtMs: nowMs, holdUntilMs, phases }]
  if (command.purpose === 'raise') memory.sentMs = [...memory.sentMs.filter((at) => nowMs - at < 3_600_000), nowMs]
}
