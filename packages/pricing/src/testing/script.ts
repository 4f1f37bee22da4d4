import type { Activity, MeterSample, RecordedSession, SessionEvent } from '../session/session.ts'

/** What happens for a while. Energy flows at a whole number of mWh in each second, and only while charging. */
export interface ScriptedPart {
  readonly seconds: number
  readonly activity: Activity
  readonly milliWhPerSecond: number
  readonly currentA: number
}

/** A session as it really went, from which recordings are made and against which prices are checked. */
export interface Script {
  readonly timeZone: string
  readonly startS: number
  readonly parts: readonly ScriptedPart[]
  /** Before the session; of an expired one no session follows. */
  readonly reservation?: { readonly seconds: number; readonly outcome: 'used' | 'expired' }
  readonly originWh: number
}

/** The recording of a script with a sample wherever the flow changes, and at `extraSamples` (share of the whole, 0 to 1). */
export function record(script: Script, extraSamples: readonly number[] = []): RecordedSession {
  const { reservation } = script
  const sessionStartS = script.startS + (reservation?.seconds ?? 0)
  const events: SessionEvent[] = []
  if (reservation !== undefined) {
    events.push({ kind: 'reserved', atMs: script.startS * 1000 })
    events.push({ kind: 'reservation-ended', atMs: sessionStartS * 1000, outcome: reservation.outcome })
  }
  if (reservation?.outcome !== 'expired') events.push(...sessionEvents(script, sessionStartS, extraSamples))
  return { kind: 'recorded', timeZone: script.timeZone, events }
}

function sessionEvents(script: Script, startS: number, extraSamples: readonly number[]): SessionEvent[] {
  const events: SessionEvent[] = [{ kind: 'started', atMs: startS * 1000 }, sampleAt(script, startS, 0)]
  let passedS = 0
  for (const { seconds, activity } of script.parts) {
    events.push({ kind: 'activity', atMs: (startS + passedS) * 1000, activity })
    passedS += seconds
    events.push(sampleAt(script, startS, passedS))
  }
  for (const share of extraSamples) events.push(sampleAt(script, startS, Math.floor(share * passedS)))
  events.push({ kind: 'ended', atMs: (startS + passedS) * 1000 })
  return events
}

/** The register after some seconds of the session. */
export function sampleAt(script: Script, startS: number, afterS: number): MeterSample {
  let [leftS, milliWh, currentA] = [afterS, 0, 0]
  for (const part of script.parts) {
    if (leftS < 0) break
    milliWh += Math.min(leftS, part.seconds) * part.milliWhPerSecond
    currentA = part.currentA
    leftS -= part.seconds
    if (leftS < 0) break
  }
  return { kind: 'meter', atMs: (startS + afterS) * 1000, registerWh: script.originWh + milliWh / 1000, currentA }
}
