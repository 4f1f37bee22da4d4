import type { UpgradeFacts } from './next-step.ts'

export type CallOff =
  /** The station has nothing of it that matters. */
  | { readonly kind: 'cancel' }
  /** The station may have taken the switch: it is told to stay as it was. */
  | { readonly kind: 'rollBack' }
  | { readonly kind: 'tooFar'; readonly detail: string }

/**
 * How an upgrade can be called off. `isUnsent`: its present command was still queued, and is not sent any more.
 * `hasWayBack`: the station can be told to connect as before (2.x, when the slot in use is known).
 */
export function callOff(
  facts: UpgradeFacts,
  { isUnsent, hasWayBack }: { isUnsent: boolean; hasWayBack: boolean },
): CallOff {
  if (facts.online && facts.connectedProfile >= facts.target) {
    return { kind: 'tooFar', detail: 'The station connects with the new profile already, and is refused below it.' }
  }
  if (facts.state === 'rollingBack') return { kind: 'tooFar', detail: 'The station is being put back already.' }
  if (!mayHaveSwitched(facts, isUnsent)) return { kind: 'cancel' }
  if (hasWayBack) return { kind: 'rollBack' }
  const detail =
    'The station may have taken the new profile, and knows no command for the way back. It returns by itself'
  return { kind: 'tooFar', detail: `${detail} when it cannot connect.` }
}

/** Whether the command that switches may have reached the station. */
function mayHaveSwitched({ steps, step, command }: UpgradeFacts, isUnsent: boolean): boolean {
  const switching = steps.findIndex(({ state }) => state === 'installed')
  if (step !== switching) return step > switching
  if (isUnsent || command === undefined) return false
  switch (command.kind) {
    case 'underWay':
    case 'accepted':
    case 'unanswered':
      return true
    case 'rejected':
    case 'notSent':
      return false
  }
}
