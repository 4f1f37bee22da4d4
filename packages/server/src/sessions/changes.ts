import type { MeterSample } from '@stationmaster/ocpp'
import type { Change, MeterSampleChange, Reason, SessionChange, SessionEventChange } from '../stations/change.ts'
import type { FoldEvent, LiveHint } from '../stations/decision.ts'
import type { SessionId } from '../stations/ids.ts'
import type { StationState } from '../stations/state.ts'
import { atOf } from './effective-time.ts'
import { isProgress } from './progress.ts'
import type { Session } from './session.ts'

/** A session as it is now, and as it was; null when there was none, or none that this can be compared with. */
export interface SessionStep {
  readonly before: Session | null
  readonly session: Session
}

/** A new session must come before what refers to it; the journal keeps the order within a station. */
export function sessionChange(
  state: StationState,
  { before, session }: SessionStep,
  receivedAtMs: number,
): SessionChange {
  const { tenantId, stationKey } = state
  return { kind: 'session', tenantId, stationKey, receivedAtMs, session, isProgress: isProgress(before, session) }
}

/** What live screens are told of a session. */
export function sessionHint({ session, isProgress }: SessionChange): LiveHint {
  return { kind: isProgress ? 'progress' : 'session', sessionId: session.sessionId }
}

export function sessionEventChange(
  state: StationState,
  sessionId: SessionId,
  event: FoldEvent,
  receivedAtMs: number,
): SessionEventChange | null {
  const { phase } = event
  if (phase === 'meter') return null
  return {
    kind: 'sessionEvent',
    tenantId: state.tenantId,
    stationKey: state.stationKey,
    receivedAtMs,
    sessionId,
    phase,
    seqNo: event.seqNo,
    atMs: event.atMs,
    contentHash: event.contentHash,
    body: event.body,
  }
}

/** Where samples belong: in 2.x a meter is the EVSE's, in 1.6 the connector's. */
export interface SamplePlace {
  readonly evseId: number
  readonly connectorId: number
}

/** Sample rows; those after the session's end are kept without it. */
export function sampleChanges(
  state: StationState,
  place: SamplePlace,
  { before, session }: { readonly before: Session | null; readonly session: Session | null },
  samples: readonly MeterSample[],
  receivedAtMs: number,
): Change[] {
  const untilMs = session === null ? -Infinity : (session.fold.endedSeen && session.endedAtMs) || Infinity
  const newestAtMs = session === null ? Infinity : (before?.fold.newestAtMs ?? -Infinity)
  const connectorId = state.version === '1.6' ? place.connectorId : 0
  return samples.map((sample): MeterSampleChange => {
    const atMs = atOf(sample)
    return {
      kind: 'meterSample',
      tenantId: state.tenantId,
      stationKey: state.stationKey,
      receivedAtMs,
      sessionId: session !== null && atMs <= untilMs ? session.sessionId : null,
      evseId: place.evseId,
      connectorId,
      atMs,
      isNewest: atMs > newestAtMs,
      sample,
    }
  })
}

/** The flags that a session has now and had not before, as reasons for the flight recorder. */
export function newFlagReasons(before: Session | null, after: Session): Reason[] {
  return after.flags
    .filter((flag) => !before?.flags.some((known) => known.code === flag.code))
    .map(({ code, data }) => (data ? { code, data } : { code }))
}
