import type { CommandProgress } from '../command-state.ts'
import type { PlannedStep } from './plan.ts'

/** What is known of an upgrade and its station at one moment. */
export interface UpgradeFacts {
  readonly state: 'prepared' | 'installed' | 'switching' | 'rollingBack'
  readonly steps: readonly PlannedStep[]
  readonly step: number
  readonly attempts: number
  readonly command: CommandProgress | undefined
  readonly target: number
  readonly expiresAtMs: number
  readonly online: boolean
  readonly connectedAtMs: number
  readonly connectedProfile: number
}

export type UpgradeStep =
  | { readonly kind: 'wait' }
  /** Send the command of this step, for the first time or again. */
  | { readonly kind: 'send'; readonly step: number }
  /** Nothing more to send: the station has to come back with the new profile. */
  | { readonly kind: 'switch' }
  /** It is still on its old connection. */
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'confirm' }
  /** The station was told to switch, and did not. */
  | { readonly kind: 'rollBack'; readonly detail: string }
  | { readonly kind: 'rolledBack' }
  /** Nothing has changed. */
  | { readonly kind: 'fail'; readonly detail: string }

export const MOST_ATTEMPTS = 3
/** Stations leave by themselves after the switch; one that does not is sent away. */
const LEAVES_WITHIN_MS = 15_000

/** The next step of an upgrade. A connection with the new profile confirms it at any time; its old way is not closed before. */
export function nextUpgradeStep(facts: UpgradeFacts, nowMs: number): UpgradeStep {
  const { command, state, step, online } = facts
  if (online && facts.connectedProfile >= facts.target) return { kind: 'confirm' }
  if (state === 'rollingBack') return nextOfRollback(facts, nowMs)
  if (command === undefined) return { kind: 'send', step }
  switch (command.kind) {
    case 'underWay':
      return { kind: 'wait' }
    case 'rejected':
    case 'notSent': {
      // A no to the switch itself leaves everything as it was; a no to the restart does not.
      const { detail } = command
      return facts.steps[step]?.state === 'switching' ? { kind: 'rollBack', detail } : { kind: 'fail', detail }
    }
    case 'unanswered':
      if (!online) return nowMs < facts.expiresAtMs ? { kind: 'wait' } : giveUp(facts, 'The station has not come back.')
      return facts.attempts < MOST_ATTEMPTS ? { kind: 'send', step } : giveUp(facts, 'The station did not answer.')
    case 'accepted':
      return afterYes(facts, command, nowMs)
  }
}

type Accepted = Extract<CommandProgress, { kind: 'accepted' }>

function afterYes(facts: UpgradeFacts, { needsReboot, atMs }: Accepted, nowMs: number): UpgradeStep {
  const next = facts.steps[facts.step + 1]
  const isNext = next !== undefined && (next.onlyAfterRebootRequired !== true || needsReboot)
  if (isNext) return { kind: 'send', step: facts.step + 1 }
  if (facts.state !== 'switching') return { kind: 'switch' }
  if (nowMs >= facts.expiresAtMs) return giveUp(facts, 'The station has not come back with the new profile in time.')
  if (!facts.online) return { kind: 'wait' }
  if (facts.connectedAtMs > atMs) return giveUp(facts, 'The station has come back with its old profile.')
  return nowMs - atMs > LEAVES_WITHIN_MS ? { kind: 'reconnect' } : { kind: 'wait' }
}

/** Before the switch nothing has to be undone. A switch that may have been taken has. */
function giveUp(facts: UpgradeFacts, detail: string): UpgradeStep {
  const isBefore = facts.steps[facts.step]?.state === 'prepared'
  return isBefore ? { kind: 'fail', detail } : { kind: 'rollBack', detail }
}

function nextOfRollback({ command, attempts, online, expiresAtMs }: UpgradeFacts, nowMs: number): UpgradeStep {
  // Called off while the station was away: only how it comes back tells whether there is anything to put back.
  if (command === undefined) {
    if (online) return { kind: 'rollBack', detail: 'The station has come back with its old profile.' }
    return nowMs < expiresAtMs ? { kind: 'wait' } : { kind: 'rolledBack' }
  }
  if (command.kind === 'underWay') return { kind: 'wait' }
  if (command.kind !== 'unanswered' || attempts >= MOST_ATTEMPTS) return { kind: 'rolledBack' }
  return online ? { kind: 'rollBack', detail: 'The way back was not answered.' } : { kind: 'wait' }
}
