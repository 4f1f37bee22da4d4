import { type MeterSample, type TokenInfo, type TransactionReported, WHOLE_STATION } from '@stationmaster/ocpp'
import type { FoldEvent } from '../stations/decision.ts'
import type { StationState } from '../stations/state.ts'
import { contentHash } from './content-hash.ts'
import {
  atOf,
  CLOCK_TOLERANCE_MS,
  type EffectiveTime,
  effectiveTime,
  placeSamples,
  sampleAt,
  wasQueued,
} from './effective-time.ts'
import type { EventBody } from './event-body.ts'
import type { Session } from './session.ts'

/** A transaction report with its content hash and effective times. */
export interface Report {
  readonly event: TransactionReported
  readonly hash: number
  readonly time: EffectiveTime
  /** With effective times, oldest first. */
  readonly samples: readonly MeterSample[]
  readonly receivedAtMs: number
  /** It comes from a queue: nothing that is live may be concluded from it. */
  readonly queued: boolean
}

/** The largest that the columns take. */
const HIGHEST_EVSE = 32_767

export function reportOf(reported: TransactionReported, state: StationState, nowMs: number): Report {
  const event = withStorableEvse(reported)
  const receipt = { receivedAtMs: nowMs, connectedAtMs: state.connectedAtMs }
  const time = effectiveTime(event.at, receipt)
  const queued = event.offline ?? wasQueued(time.stationMs, receipt)
  return { event, hash: contentHash(event), time, samples: placed(event, time), receivedAtMs: nowMs, queued }
}

function withStorableEvse(event: TransactionReported): TransactionReported {
  const { evse } = event
  if (!evse || (evse.evseId <= HIGHEST_EVSE && evse.connectorId <= HIGHEST_EVSE)) return event
  return { ...event, evse: WHOLE_STATION }
}

/**
 * A station whose clock was set in mid-session would sort what happened later before what happened earlier. Where the
 * order is certain the report is moved: what comes later (a higher sequence number, a stop with the id we gave) to the
 * time of receipt, or if it was queued to the newest event; a start to the oldest event.
 */
export function settled(report: Report, session: Session): Report {
  const { time } = report
  const floorMs = certainFloorMs(report.event, session)
  const ceilingMs = certainCeilingMs(report.event, session)
  if (time.atMs >= floorMs && time.atMs <= ceilingMs) return report
  const isEarly = time.atMs < floorMs
  const atMs = isEarly ? (report.queued ? floorMs : Math.max(floorMs, report.receivedAtMs)) : ceilingMs
  const offMs = time.atMs - (isEarly ? floorMs : ceilingMs)
  const skewMs = time.skewMs ?? (Math.abs(offMs) > CLOCK_TOLERANCE_MS ? offMs : null)
  const moved = { ...time, atMs, skewMs }
  return { ...report, time: moved, samples: placed(report.event, moved) }
}

function certainFloorMs({ phase, seqNo }: TransactionReported, session: Session): number {
  const { fold } = session
  if (phase === 'started' || fold.endedSeen) return -Infinity
  if (seqNo === undefined) return phase === 'ended' && fold.startedSeen ? session.startedAtMs : -Infinity
  const isLater = fold.highestSeqNo !== null && seqNo > fold.highestSeqNo && !fold.sequenceReused
  return isLater && fold.newestEventAtMs !== null ? fold.newestEventAtMs : -Infinity
}

function certainCeilingMs({ phase }: TransactionReported, session: Session): number {
  const isFirst = phase === 'started' && !session.fold.startedSeen && session.fold.eventCount > 0
  return isFirst ? session.startedAtMs : Infinity
}

/** Samples of a start lie at it or after it, those of a stop at it or before it: station clocks tick between the two. */
function placed(event: TransactionReported, time: EffectiveTime): readonly MeterSample[] {
  const samples = placeSamples(event.samples, time)
  if (event.phase === 'started') return samples.map((sample) => sampleAt(sample, Math.max(atOf(sample), time.atMs)))
  if (event.phase === 'ended') return samples.map((sample) => sampleAt(sample, Math.min(atOf(sample), time.atMs)))
  return samples
}

/** Epoch ms of the oldest thing that a report says, leaving out what the session knows already. */
export function earliestMs(report: Report, session: Session): number {
  const oldest = report.samples.find((sample) => !isKnownBegin(sample, session))
  return oldest ? Math.min(report.time.atMs, atOf(oldest)) : report.time.atMs
}

/** Stations repeat the begin register with the stop. */
function isKnownBegin(sample: MeterSample, session: Session): boolean {
  return (
    sample.context === 'Transaction.Begin' &&
    session.fold.startedSeen &&
    sample.energyImportWh === session.fold.register.segments[0]?.firstWh
  )
}

interface Verdict {
  readonly answer?: TokenInfo | undefined
  readonly tokenId?: string | undefined
  readonly anomaly?: EventBody['anomaly']
}

/** The report as the fold takes it and the database stores it. */
export function foldEventOf(report: Report, verdict: Verdict = {}): FoldEvent {
  const { event, time, samples } = report
  return {
    phase: event.phase,
    seqNo: event.seqNo ?? null,
    atMs: time.atMs,
    contentHash: report.hash,
    body: bodyOf(report, verdict),
    samples,
  }
}

function bodyOf({ event, time, queued }: Report, verdict: Verdict): EventBody {
  return {
    stationMs: time.stationMs,
    ...(time.stationMs === null && { atText: event.at.text.slice(0, 64) }),
    ...(time.skewMs !== null && { skewMs: time.skewMs }),
    ...(event.trigger !== undefined && { trigger: event.trigger }),
    ...(event.evse && { evseId: event.evse.evseId, connectorId: event.evse.connectorId }),
    ...(event.idToken && { idToken: { value: event.idToken.value, type: event.idToken.type } }),
    ...(verdict.tokenId !== undefined && { tokenId: verdict.tokenId }),
    ...(verdict.answer && { answer: verdict.answer }),
    ...(event.registerWh !== undefined && { registerWh: event.registerWh }),
    ...(event.chargingState !== undefined && { chargingState: event.chargingState }),
    ...(event.stoppedReason !== undefined && { stoppedReason: event.stoppedReason }),
    ...(queued && { offline: true as const }),
    ...(event.remoteStartId !== undefined && { remoteStartId: event.remoteStartId }),
    ...(event.reservationId !== undefined && { reservationId: event.reservationId }),
    ...(verdict.anomaly !== undefined && { anomaly: verdict.anomaly }),
  }
}

/**
 * A time to place a report by before it is known when it is handled: late enough for every believable time,
 * so that only truly older reports are looked up.
 */
export function assumedNowMs(state: StationState, event: TransactionReported): number {
  let nowMs = Math.max(state.connectedAtMs, event.at.ms ?? 0)
  for (const sample of event.samples) nowMs = Math.max(nowMs, sample.at.ms ?? 0)
  for (const session of state.sessions) nowMs = Math.max(nowMs, session.fold.newestAtMs)
  return nowMs
}
