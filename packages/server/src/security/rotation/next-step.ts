import type { CommandProgress } from '../command-state.ts'

/** What is known of a rotation and its station at one moment. */
export interface RotationFacts {
  readonly state: 'waiting' | 'prepared' | 'told'
  readonly startAtMs: number
  readonly expiresAtMs: number
  readonly attempts: number
  /** That of the newest attempt; undefined before the first. */
  readonly command: CommandProgress | undefined
  /** The station has been asked to restart, because it takes new settings only then. */
  readonly isRebooting: boolean
  readonly online: boolean
  readonly connectedAtMs: number
}

export type RotationStep =
  | { readonly kind: 'wait'; readonly told: boolean }
  /** Make a password and tell the station. */
  | { readonly kind: 'tell' }
  /** The station has it: the old one is dead. */
  | { readonly kind: 'promote' }
  | { readonly kind: 'reboot' }
  /** Nobody knows whether the station has it: its next connection says so. */
  | { readonly kind: 'reconnect' }
  /** The old one stays, the new one is dead. Only when the station cannot have taken it. */
  | { readonly kind: 'fail'; readonly detail: string }

export const MOST_ATTEMPTS = 3

/**
 * The next step of a password rotation (2.x A01, 1.6 security whitepaper A01). A password that the station may have is
 * never dropped: not by a lost answer, not by time. A station that connects with the new one ends the rotation at the door.
 */
export function nextRotationStep(facts: RotationFacts, nowMs: number): RotationStep {
  const { command, attempts } = facts
  if (command === undefined) {
    if (nowMs >= facts.expiresAtMs) return { kind: 'fail', detail: 'Its time was over before it began.' }
    return nowMs >= facts.startAtMs ? { kind: 'tell' } : { kind: 'wait', told: false }
  }
  if (facts.isRebooting) return { kind: 'wait', told: true }
  switch (command.kind) {
    case 'underWay':
      return { kind: 'wait', told: command.isSent }
    case 'accepted':
      return { kind: command.needsReboot ? 'reboot' : 'promote' }
    case 'notSent':
    case 'rejected':
      // One before may have been taken all the same: it has come back with its old one since, or it would not be asked.
      return { kind: 'fail', detail: command.detail }
    case 'unanswered':
      if (!facts.online) return { kind: 'wait', told: true }
      if (facts.connectedAtMs <= command.sentAtMs) return { kind: 'reconnect' }
      if (attempts < MOST_ATTEMPTS && nowMs < facts.expiresAtMs) return { kind: 'tell' }
      return { kind: 'fail', detail: 'The station did not answer, and goes on with its old password.' }
  }
}
