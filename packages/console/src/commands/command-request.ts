import type { CallInput, Command, CommandState } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'

/** A command as the console asks for it. */
export type CommandRequest = CallInput<'sendCommand'>['body']['command']

/** What a command does, in a few words: "Reset", "Unlock EVSE 2". */
export function commandTitle(
  request: { readonly kind: string; readonly [field: string]: unknown },
  text: Text,
): string {
  // 0 is the whole station.
  const evse = typeof request['evseId'] === 'number' && request['evseId'] > 0 ? request['evseId'] : null
  const title = titleOf(request, text)
  return evse === null ? title : text('command.atEvse', { command: title, evse })
}

function titleOf(request: { readonly kind: string; readonly [field: string]: unknown }, text: Text): string {
  if (request.kind === 'changeAvailability') {
    return text(request['operative'] === true ? 'command.enable' : 'command.disable')
  }
  if (request.kind === 'triggerMessage') {
    return text('command.triggerMessage.of', { message: String(request['message']) })
  }
  if (request.kind === 'raw') return text('command.raw.of', { action: String(request['action']) })
  if (request.kind === 'changeConfiguration') {
    return text('command.changeConfiguration.of', { key: String(request['key']) })
  }
  return text.maybe(`command.${request.kind}`) ?? request.kind
}

const finalStates: ReadonlySet<CommandState> = new Set([
  'accepted',
  'rejected',
  'timedOut',
  'unknown',
  'failed',
  'cancelled',
])

export function isFinal(command: Pick<Command, 'state'>): boolean {
  return finalStates.has(command.state)
}

export const commandTones: Readonly<Record<CommandState, Tone>> = {
  queued: 'neutral',
  sent: 'charging',
  accepted: 'available',
  rejected: 'faulted',
  timedOut: 'occupied',
  unknown: 'occupied',
  failed: 'faulted',
  cancelled: 'neutral',
}

/** What became of a command, in a sentence, with the station's own word. */
export function outcomeSentence(command: Command, text: Text): string {
  const own = [command.status, command.detail].filter((part) => part !== null && part !== '').join(' · ')
  const sentence = text(`command.outcome.${command.state}`)
  return own === '' ? sentence : text('command.outcome.withStatus', { sentence, status: own })
}
