import type { FoldEvent, FoldSample } from '../stations/decision.ts'
import { applyEvent, applySample, type Draft, draftOf, finish, type Interval } from './draft.ts'
import { atOf } from './effective-time.ts'
import { keptFlags } from './flags.ts'
import { UNTOLD } from './new-session.ts'
import type { Session } from './session.ts'

/**
 * Adds one event that comes after all folded ones. Equal to `refold` of the larger set, without reading it.
 * The caller checks the order (`isInOrder`).
 */
export function append(session: Session, event: FoldEvent): Session {
  const draft = draftOf(session)
  const interval = intervalAfter(session, event)
  if (event.phase === 'started') applyEvent(draft, event)
  for (const sample of event.samples) applySample(draft, sample, interval)
  if (event.phase === 'updated' || event.phase === 'ended') applyEvent(draft, event)
  noteSequence(draft, event)
  return finish(draft)
}

/**
 * Folds a whole set of events anew, whatever order they arrived in: the result depends on the set alone,
 * apart from the flags that tell of the arrival itself. Repeated events count once.
 */
export function refold(session: Session, events: readonly FoldEvent[]): Session {
  const facts = endingAfterStart([
    ...new Map(events.filter(isFact).map((event) => [event.contentHash, event])).values(),
  ])
  const parts: Part[] = facts.map(factPart)
  for (const { samples } of events) for (const sample of samples) parts.push(samplePart(sample))
  parts.sort(inOrder)
  const draft = draftOf(emptied(session, parts[0]?.atMs ?? session.startedAtMs))
  const interval = intervalOf(parts)
  for (const part of parts) {
    if (part.event) applyEvent(draft, part.event)
    else applySample(draft, part.sample, interval)
  }
  for (const fact of facts.sort((a, b) => (a.seqNo ?? 0) - (b.seqNo ?? 0))) noteSequence(draft, fact)
  return finish(draft)
}

/** Whether an event can be appended: nothing folded so far is newer, by time or by sequence number. */
export function isInOrder(session: Session, seqNo: number | null, earliestMs: number): boolean {
  const { highestSeqNo, sequenceReused, newestAtMs } = session.fold
  const inSequence = seqNo === null || highestSeqNo === null || sequenceReused || seqNo >= highestSeqNo
  return inSequence && earliestMs >= newestAtMs
}

/** An event or a sample with its place: at one instant the start comes first, then samples, updates and the end. */
type Part = { readonly atMs: number; readonly rank: number; readonly tie: number } & (
  | { readonly event: FoldEvent; readonly sample?: never }
  | { readonly event?: never; readonly sample: FoldSample }
)

const RANK = { started: 0, meter: 1, updated: 2, ended: 3 } as const

function factPart(event: FoldEvent): Part {
  return { atMs: event.atMs, rank: RANK[event.phase], tie: event.seqNo ?? 0, event }
}

function samplePart(sample: FoldSample): Part {
  return { atMs: atOf(sample), rank: RANK.meter, tie: sample.energyImportWh ?? 0, sample }
}

function inOrder(a: Part, b: Part): number {
  return (
    a.atMs - b.atMs || a.rank - b.rank || a.tie - b.tie || (a.event?.contentHash ?? 0) - (b.event?.contentHash ?? 0)
  )
}

function isFact(event: FoldEvent): boolean {
  return event.phase !== 'meter'
}

/** No transaction ends before it began: where the clock says so, the end is moved to the start. */
function endingAfterStart(facts: FoldEvent[]): FoldEvent[] {
  const startedAtMs = facts.find((event) => event.phase === 'started' && counts(event))?.atMs ?? -Infinity
  return facts.map((event) => {
    if (event.phase !== 'ended' || event.atMs >= startedAtMs) return event
    const body = { ...event.body, skewMs: event.body.skewMs ?? event.atMs - startedAtMs }
    return { ...event, atMs: startedAtMs, body }
  })
}

/** Whether an event takes part in the totals. */
function counts(event: FoldEvent): boolean {
  return event.body.anomaly === undefined || event.body.anomaly === 'orphanStop'
}

function intervalOf(parts: readonly Part[]): Interval {
  const facts = parts.flatMap(({ event }) => (event && counts(event) ? [event] : []))
  return {
    fromMs: facts.find((event) => event.phase === 'started')?.atMs ?? -Infinity,
    toMs: facts.find((event) => event.phase === 'ended')?.atMs ?? Infinity,
  }
}

function intervalAfter(session: Session, event: FoldEvent): Interval {
  const { startedSeen, endedSeen } = session.fold
  const startedAtMs = startedSeen ? session.startedAtMs : -Infinity
  return {
    fromMs: event.phase === 'started' && counts(event) ? event.atMs : startedAtMs,
    toMs: endedSeen && session.endedAtMs !== null ? session.endedAtMs : Infinity,
  }
}

function noteSequence({ fold }: Draft, { seqNo }: FoldEvent): void {
  if (seqNo === null) return
  if (fold.highestSeqNo === null || seqNo > fold.highestSeqNo) {
    fold.lowestSeqNo ??= seqNo
    fold.highestSeqNo = seqNo
    fold.seqNoCount += 1
  } else if (seqNo === fold.highestSeqNo) {
    fold.sequenceReused = true
  }
}

function emptied(session: Session, startedAtMs: number): Session {
  return { ...session, ...UNTOLD, startedAtMs, flags: keptFlags(session.flags) }
}
