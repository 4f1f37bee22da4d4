import type { SessionFlag, SessionFlagCode } from './session.ts'

/**
 * What each flag takes from a session's confidence; one table, so that a reviewer can see and change it.
 * 0: a remark. 0.2 or less alone leaves a session billable; 0.5 and more asks for a person.
 */
const FLAG_WEIGHTS: Readonly<Record<SessionFlagCode, number>> = {
  lateEvent: 0,
  sequenceReused: 0,
  rebootedMidSession: 0.05,
  sequenceGap: 0.05,
  messagesLost: 0.05,
  sampleAfterStop: 0.05,
  unreadableTime: 0.2,
  clockSkew: 0.2,
  repeatedStartOtherContent: 0.2,
  transactionIdReused: 0.2,
  constantStart: 0.25,
  conflictingStop: 0.5,
  unknownToken: 0.5,
  refusedToken: 0.5,
  orphanStop: 0.5,
  registerDecrease: 0.5,
  placeholderZero: 0.5,
  connectorReplaced: 0.6,
  endLost: 0.6,
  startMissing: 0.6,
  impossibleRegister: 0.6,
  unitSlip: 0.7,
  impossiblePower: 0.8,
}

/** A session less certain than this waits for a person. */
export const REVIEW_CONFIDENCE = 0.8

/** Flags that tell of the order or place of arrival, which no stored event says: a re-fold keeps them. */
const KEPT: ReadonlySet<SessionFlagCode> = new Set([
  'lateEvent',
  'rebootedMidSession',
  'connectorReplaced',
  'messagesLost',
  'constantStart',
  'endLost',
  'transactionIdReused',
  'sampleAfterStop',
])

/** 1 for a session without flags, down to 0; independent doubts multiply. */
export function confidenceOf(flags: readonly SessionFlag[]): number {
  let confidence = 1
  for (const flag of flags) confidence *= 1 - FLAG_WEIGHTS[flag.code]
  return Math.round(confidence * 1000) / 1000
}

export function hasFlag(flags: readonly SessionFlag[], code: SessionFlagCode): boolean {
  return flags.some((flag) => flag.code === code)
}

/** Adds a flag unless the session has it already; the first figures stay. */
export function withFlag(flags: readonly SessionFlag[], flag: SessionFlag): readonly SessionFlag[] {
  return hasFlag(flags, flag.code) ? flags : [...flags, flag]
}

export function withoutFlag(flags: readonly SessionFlag[], code: SessionFlagCode): readonly SessionFlag[] {
  return hasFlag(flags, code) ? flags.filter((flag) => flag.code !== code) : flags
}

/** Sets or clears a flag that follows from the fold. */
export function derivedFlag(
  flags: readonly SessionFlag[],
  present: boolean,
  flag: SessionFlag,
): readonly SessionFlag[] {
  return present ? withFlag(flags, flag) : withoutFlag(flags, flag.code)
}

export function keptFlags(flags: readonly SessionFlag[]): readonly SessionFlag[] {
  return flags.filter((flag) => KEPT.has(flag.code))
}
