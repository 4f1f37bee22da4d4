import type { FoldEvent, FoldSample } from '../stations/decision.ts'
import { atOf } from './effective-time.ts'
import { confidenceOf, derivedFlag, hasFlag, withFlag, withoutFlag } from './flags.ts'
import {
  addReading,
  endsInZero,
  hasDecreased,
  IMPOSSIBLE_POWER_W,
  IMPOSSIBLE_REGISTER_WH,
  registerEnergyWh,
} from './register.ts'
import type { Session, SessionFlag, SessionFold } from './session.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** A session being folded: a fresh shallow copy that only this module and the fold write to. */
export type Draft = Omit<Mutable<Session>, 'fold'> & { fold: Mutable<SessionFold> }

/** The time between start and stop; samples outside it do not count. */
export interface Interval {
  readonly fromMs: number
  readonly toMs: number
}

/** Enough for the retries of a station that sends its events pipelined. */
const RECENT_HASHES = 12
const NEWEST_ANSWERS = 3

export function draftOf(session: Session): Draft {
  return { ...session, fold: { ...session.fold } }
}

/** Takes in what a sample says; in time order. */
export function applySample(draft: Draft, sample: FoldSample, interval: Interval): void {
  const atMs = atOf(sample)
  if (atMs < interval.fromMs) return
  if (atMs > interval.toMs) {
    flag(draft, { code: 'sampleAfterStop', data: { afterMs: atMs - interval.toMs } })
    return
  }
  if (sample.energyImportWh !== undefined) readRegister(draft, atMs, sample.energyImportWh)
  if (sample.powerImportW !== undefined) readPower(draft, sample.powerImportW)
  const { socPercent } = sample
  if (socPercent !== undefined && socPercent >= 0 && socPercent <= 100) {
    draft.socPercent = socPercent
    draft.startSocPercent ??= socPercent
  }
  draft.fold.newestAtMs = Math.max(draft.fold.newestAtMs, atMs)
}

/** Takes in what a transaction event says apart from its samples; in time order. */
export function applyEvent(draft: Draft, event: FoldEvent): void {
  const { fold } = draft
  const { body } = event
  fold.eventCount += 1
  fold.recentHashes = [...fold.recentHashes.slice(1 - RECENT_HASHES), event.contentHash]
  if (body.answer) noteAnswer(draft, event.contentHash, body.answer)
  if (body.skewMs !== undefined) flag(draft, { code: 'clockSkew', data: { skewMs: body.skewMs } })
  if (body.stationMs === null) flag(draft, { code: 'unreadableTime', data: { text: body.atText ?? '' } })
  if (body.offline) draft.offline = true
  switch (body.anomaly) {
    case 'conflictingStop':
      flag(draft, { code: 'conflictingStop', data: conflictData(event) })
      return
    case 'repeatedStart':
      flag(draft, { code: 'repeatedStartOtherContent' })
      return
    case 'orphanStop':
      flag(draft, { code: 'orphanStop' })
      break
    case undefined:
  }
  fold.newestAtMs = Math.max(fold.newestAtMs, event.atMs)
  fold.newestEventAtMs = Math.max(fold.newestEventAtMs ?? event.atMs, event.atMs)
  noteToken(draft, body)
  if (body.chargingState !== undefined) draft.chargingState = body.chargingState
  if (isInt32(body.remoteStartId)) draft.remoteStartId ??= body.remoteStartId
  if (event.phase === 'started') start(draft, event)
  if (event.phase === 'ended') end(draft, event)
}

/** Computes what follows from the fold: energy, registers, flags, confidence. */
export function finish(draft: Draft): Session {
  const { fold } = draft
  const { register } = fold
  const segments = endsInZero(register) ? register.segments.slice(0, -1) : register.segments
  draft.energyWh = registerEnergyWh(register)
  draft.meterStartWh = segments[0]?.firstWh ?? null
  draft.meterStopWh = null
  if (!fold.endedSeen && (hasFlag(draft.flags, 'connectorReplaced') || hasFlag(draft.flags, 'endLost'))) {
    // Its stop never came: the last register stands in for it.
    draft.state = 'ended'
    draft.endedAtMs = Math.max(fold.newestAtMs, draft.startedAtMs)
  }
  if (draft.state === 'ended') {
    draft.meterStopWh = segments.at(-1)?.lastWh ?? null
    draft.powerW = 0
  }
  draft.flags = withDerivedFlags(draft)
  draft.confidence = confidenceOf(draft.flags)
  draft.lastEventAtMs = Math.max(fold.newestAtMs, draft.startedAtMs)
  return draft
}

function start(draft: Draft, event: FoldEvent): void {
  const { fold } = draft
  if (fold.startedSeen) {
    // A station that lost its memory starts the same transaction twice: the first stands.
    flag(draft, { code: 'repeatedStartOtherContent' })
    return
  }
  fold.startedSeen = true
  fold.startHash = event.contentHash
  draft.startedAtMs = event.atMs
  draft.startedAtStationMs = event.body.stationMs ?? null
  if (event.body.registerWh !== undefined) readRegister(draft, event.atMs, event.body.registerWh)
}

function end(draft: Draft, event: FoldEvent): void {
  const { fold } = draft
  if (fold.endedSeen) {
    flag(draft, { code: 'conflictingStop', data: conflictData(event) })
    return
  }
  if (event.body.registerWh !== undefined) readRegister(draft, event.atMs, event.body.registerWh)
  fold.endedSeen = true
  draft.state = 'ended'
  draft.endedAtMs = Math.max(event.atMs, draft.startedAtMs)
  draft.endedAtStationMs = event.body.stationMs ?? null
  draft.stoppedReason = event.body.stoppedReason ?? null
}

function readPower(draft: Draft, powerW: number): void {
  if (!(Math.abs(powerW) <= IMPOSSIBLE_POWER_W)) {
    flag(draft, { code: 'impossiblePower', data: { powerW } })
    return
  }
  draft.powerW = powerW
  draft.maxPowerW = Math.max(powerW, draft.maxPowerW ?? 0)
}

function readRegister(draft: Draft, atMs: number, wh: number): void {
  const { register } = draft.fold
  if (!(wh >= 0 && wh <= IMPOSSIBLE_REGISTER_WH)) {
    flag(draft, { code: 'impossibleRegister', data: { registerWh: wh } })
    return
  }
  const last = register.segments.at(-1)
  // Of several readings at one instant the largest counts: a station reads its registers one after another.
  if (last && register.atMs === atMs && wh < last.lastWh) return
  draft.fold.register = addReading(register, { atMs, wh: Math.round(wh) })
}

function noteToken(draft: Draft, body: FoldEvent['body']): void {
  if (draft.idToken !== null || body.idToken === undefined) return
  draft.idToken = body.idToken
  draft.tokenId = body.tokenId ?? null
  draft.authorizationStatus = body.answer?.status ?? null
  const status = body.answer?.status
  if (status === 'Unknown' || status === 'Invalid') flag(draft, { code: 'unknownToken' })
  else if (status !== undefined && status !== 'Accepted') flag(draft, { code: 'refusedToken', data: { status } })
}

function noteAnswer({ fold }: Draft, contentHash: number, token: NonNullable<FoldEvent['body']['answer']>): void {
  const [first, ...later] = fold.answers
  const given = { contentHash, token }
  fold.answers = first ? [first, ...later.slice(1 - NEWEST_ANSWERS), given] : [given]
}

function withDerivedFlags(draft: Draft): readonly SessionFlag[] {
  const { fold } = draft
  const { register } = fold
  const expected = (fold.highestSeqNo ?? 0) - (fold.lowestSeqNo ?? 0) + 1
  const missing = fold.highestSeqNo === null || fold.sequenceReused ? 0 : expected - fold.seqNoCount
  let { flags } = draft
  if (fold.endedSeen) flags = withoutFlag(withoutFlag(flags, 'connectorReplaced'), 'endLost')
  if (missing === 0) flags = withoutFlag(flags, 'messagesLost')
  flags = derivedFlag(flags, !fold.startedSeen, { code: 'startMissing' })
  flags = derivedFlag(flags, fold.endedSeen && missing > 0, { code: 'sequenceGap', data: { missing } })
  flags = derivedFlag(flags, fold.sequenceReused, { code: 'sequenceReused' })
  flags = derivedFlag(flags, hasDecreased(register), { code: 'registerDecrease' })
  flags = derivedFlag(flags, register.zeroSkipped || endsInZero(register), { code: 'placeholderZero' })
  flags = derivedFlag(flags, register.unitSlipped, { code: 'unitSlip' })
  if (register.impossibleW !== null) {
    flags = withFlag(flags, { code: 'impossiblePower', data: { powerW: register.impossibleW } })
  }
  return flags
}

/** What the column takes; a station may send any number. */
function isInt32(value: number | undefined): value is number {
  return value !== undefined && (value | 0) === value
}

function conflictData(event: FoldEvent): Record<string, number | string> {
  return {
    atMs: event.atMs,
    ...(event.body.registerWh === undefined ? {} : { meterStopWh: event.body.registerWh }),
    ...(event.body.stoppedReason === undefined ? {} : { stoppedReason: event.body.stoppedReason }),
  }
}

function flag(draft: Draft, added: SessionFlag): void {
  draft.flags = withFlag(draft.flags, added)
}
