import type { SessionNeed } from '../stations/decision.ts'
import type { AnotherStart } from './another-start.ts'
import { isSameStart, orphanStopKeyOf, startKeyOf } from './business-key.ts'
import { isInOrder } from './fold.ts'
import { orphanMatch, stopHeldFor } from './orphan.ts'
import { earliestMs, type Report, settled } from './report.ts'
import type { Session } from './session.ts'

/** What a transaction report is to the sessions known. */
export type Target =
  /** The same content again: the same answer again. */
  | { readonly kind: 'retry'; readonly session: Session }
  /** A start under the key of another start, with other content. */
  | { readonly kind: 'repeatedStart'; readonly session: Session }
  | { readonly kind: 'conflictingStop'; readonly session: Session }
  | { readonly kind: 'append'; readonly session: Session }
  /** Late: the session's stored events are needed. */
  | { readonly kind: 'refold'; readonly session: Session }
  /** A stop without a known id that fits one active session. */
  | { readonly kind: 'orphanStop'; readonly session: Session; readonly late: boolean }
  /** A start whose stop came first and is held as a session. */
  | { readonly kind: 'join'; readonly session: Session }
  | {
      readonly kind: 'new'
      readonly generation: number
      /** A start under the key of another start that is no retry of it. */
      readonly another?: AnotherStart
    }
  /** Not in memory, and memory does not reach back far enough to say that it is new. */
  | { readonly kind: 'cold'; readonly need: SessionNeed }

/** What is known when a report is located. */
export interface Known {
  readonly sessions: readonly Session[]
  /** Sessions that started before this may exist without being known. */
  readonly horizonMs: number
  /** 1.6: the CSMS gives the transaction ids, so an unknown one was never given to this station. */
  readonly idsAreOurs: boolean
  /** Active sessions may exist without being known. */
  readonly hidesActive: boolean
  /** Stations with the quirk `constantStart`: whether a start under a session's key is another one. */
  readonly anotherStart?: (session: Session) => AnotherStart | undefined
}

/** Finds what a report belongs to. Pure; asked again with the session that was read it never answers 'cold' again. */
export function locate(report: Report, known: Known): Target {
  const { event } = report
  if (event.transactionId === undefined) {
    return event.phase === 'started' ? locateStart(report, known) : locateOrphan(report, known)
  }
  const generations = known.sessions.filter((candidate) => candidate.transactionId === event.transactionId)
  const session = generationOf(report, generations)
  // An ended session may hide an active one that has taken its transaction id over.
  const mayBeHidden = known.hidesActive && session?.state === 'ended' && !isRecent(session, report.hash)
  if (session && !mayBeHidden) {
    const target = place(report, session)
    return target.kind === 'new' ? nextGeneration(event.transactionId, generations, known) : target
  }
  if (mayBeHidden) return { kind: 'cold', need: { transactionId: event.transactionId } }
  if (known.idsAreOurs && event.phase === 'ended') return locateOrphan(report, known)
  // Counters begin anew after a factory reset, and of a random id only the rows can say that it was never used.
  if (known.horizonMs === -Infinity) return { kind: 'new', generation: 0 }
  return { kind: 'cold', need: { transactionId: event.transactionId } }
}

/** What must be read before a report can be decided; undefined for nearly all. */
export function sessionNeedOf(target: Target): SessionNeed | undefined {
  switch (target.kind) {
    case 'cold':
      return target.need
    case 'refold':
    case 'join':
      return { sessionId: target.session.sessionId }
    case 'orphanStop':
      return target.late ? { sessionId: target.session.sessionId } : undefined
    case 'retry':
    case 'repeatedStart':
    case 'conflictingStop':
    case 'append':
    case 'new':
      return undefined
  }
}

/** 1.6 StartTransaction: by its business key. */
function locateStart(report: Report, known: Known): Target {
  const startKey = startKeyOf(report.event)
  const session = known.sessions.findLast(
    (candidate) => candidate.startKey === startKey || (known.anotherStart && isSameStart(candidate.startKey, startKey)),
  )
  const another = session && known.anotherStart?.(session)
  if (another !== undefined) return { kind: 'new', generation: 0, another }
  if (session) return { kind: isRecent(session, report.hash) ? 'retry' : 'repeatedStart', session }
  const held = stopHeldFor(report, known.sessions)
  if (report.time.atMs < known.horizonMs) {
    return { kind: 'cold', need: { startKey, ...(held && { sessionId: held.sessionId }) } }
  }
  return held ? { kind: 'join', session: held } : { kind: 'new', generation: 0 }
}

/** A stop that names no transaction of this station (−1, 0, unknown, another station's). */
function locateOrphan(report: Report, known: Known): Target {
  const startKey = orphanStopKeyOf(report.event)
  const seen = known.sessions.find((session) => session.startKey === startKey || isRecent(session, report.hash))
  if (seen) return place(report, seen)
  const session = orphanMatch(report, known.sessions)
  const late = session !== undefined && !isInOrder(session, null, earliestMs(report, session))
  if (known.horizonMs > -Infinity) {
    const { transactionId } = report.event
    const mayBeOurs = transactionId !== undefined && Number(transactionId) > 0
    const need = { startKey, ...(mayBeOurs && { transactionId }), ...(late && { sessionId: session.sessionId }) }
    return { kind: 'cold', need }
  }
  return session ? { kind: 'orphanStop', session, late } : { kind: 'new', generation: 0 }
}

/** Of the generations of one transaction id: the one that has seen this report, else the one of its time. */
function generationOf(report: Report, generations: readonly Session[]): Session | undefined {
  const newestFirst = generations.toSorted((a, b) => b.generation - a.generation)
  return (
    newestFirst.find((session) => isRecent(session, report.hash)) ??
    newestFirst.find((session) => session.startedAtMs <= report.time.atMs) ??
    newestFirst.at(-1)
  )
}

/** The report began after one generation, which need not be the newest, nor that in memory: none may be given twice. */
function nextGeneration(transactionId: string, generations: readonly Session[], { horizonMs }: Known): Target {
  if (horizonMs > -Infinity) return { kind: 'cold', need: { transactionId } }
  return { kind: 'new', generation: 1 + Math.max(...generations.map(({ generation }) => generation)) }
}

function place(unsettled: Report, session: Session): Target {
  const { fold } = session
  if (isRecent(session, unsettled.hash)) return { kind: 'retry', session }
  const report = settled(unsettled, session)
  const { event } = report
  if (event.phase === 'started' && fold.startedSeen) {
    if (session.state === 'active' || session.startedAtMs === report.time.atMs)
      return { kind: 'repeatedStart', session }
    // 2.x E01.FR.08: ids are unique for a station; a clone or a factory reset begins anew.
    return { kind: 'new', generation: session.generation + 1 }
  }
  if (event.phase === 'ended' && fold.endedSeen)
    return { kind: isSameStop(report, session) ? 'retry' : 'conflictingStop', session }
  const inOrder = isInOrder(session, event.seqNo ?? null, earliestMs(report, session))
  return { kind: inOrder ? 'append' : 'refold', session }
}

/** A stop repeated with fewer or more samples is still that stop: some firmware drops them when a retry fails. */
function isSameStop({ event, time, samples }: Report, session: Session): boolean {
  const stopWh = event.registerWh ?? samples.findLast((sample) => sample.energyImportWh !== undefined)?.energyImportWh
  return (
    time.stationMs !== null &&
    time.stationMs === session.endedAtStationMs &&
    (stopWh === undefined || stopWh === session.meterStopWh)
  )
}

function isRecent({ fold }: Session, hash: number): boolean {
  return fold.startHash === hash || fold.recentHashes.includes(hash)
}
