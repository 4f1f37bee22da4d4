import type { Command } from '../allocate/decision.ts'
import type { Faults, Random } from './scenario.ts'

/** A simulated point of a station: what it was told and what it keeps by itself. */
export interface SimulatedPoint {
  readonly id: string
  readonly safeA: number
  limitA: number
  holdUntilMs: number
  phases: 1 | 3 | undefined
  online: boolean
  nextChangeMs: number
  /** Commands on their way, in order. */
  inbox: readonly { readonly command: Command; readonly arrivesAtMs: number; readonly answered: boolean }[]
  confirmedSequence: number | undefined
}

export function simulatedPoint(id: string, safeA: number, faults: Faults, random: Random): SimulatedPoint {
  return {
    id,
    safeA,
    limitA: safeA,
    holdUntilMs: Number.NEGATIVE_INFINITY,
    phases: undefined,
    online: true,
    nextChangeMs: faults.meanUpMs * exponential(random),
    inbox: [],
    confirmedSequence: undefined,
  }
}

/** The pilot the vehicle sees now. */
export function pilotOf({ limitA, holdUntilMs, safeA }: SimulatedPoint, nowMs: number): number {
  return nowMs < holdUntilMs ? limitA : safeA
}

/** A transaction ends: its profile goes with it, and nothing of it is applied later. */
export function clearPoint(point: SimulatedPoint): void {
  point.limitA = point.safeA
  point.holdUntilMs = Number.NEGATIVE_INFINITY
  point.phases = undefined
  point.inbox = []
  point.confirmedSequence = undefined
}

/** Sends a command: it may be lost, be late, or be applied without its answer coming back. */
export function sendTo(point: SimulatedPoint, command: Command, nowMs: number, faults: Faults, random: Random): void {
  if (!point.online || random() < faults.lostShare) return
  const before = point.inbox.at(-1)?.arrivesAtMs ?? nowMs
  const arrivesAtMs = Math.max(before, nowMs + random() * faults.maxDelayMs)
  const answered = random() >= faults.lostShare
  point.inbox = [...point.inbox, { command, arrivesAtMs, answered }]
}

/** Lets time pass at a point: drop-outs begin and end, commands arrive. What is under way when it drops out still arrives. */
export function advance(point: SimulatedPoint, nowMs: number, faults: Faults, random: Random): void {
  while (point.nextChangeMs <= nowMs) {
    point.online = !point.online
    const mean = point.online ? faults.meanUpMs : faults.meanDownMs
    point.nextChangeMs += Math.max(1, mean * exponential(random))
  }
  while (point.inbox[0] !== undefined && point.inbox[0].arrivesAtMs <= nowMs) {
    const [first, ...rest] = point.inbox
    if (first === undefined) break
    point.inbox = rest
    point.limitA = first.command.limitA
    point.holdUntilMs = first.command.holdUntilMs
    point.phases = first.command.phases
    if (first.answered && point.online) point.confirmedSequence = first.command.sequence
  }
}

function exponential(random: Random): number {
  return -Math.log(1 - random())
}
