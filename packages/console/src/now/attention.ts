import type { AttentionItem } from '@stationmaster/server/contract'
import type { Format } from '../app/i18n/use-format.ts'
import type { Text } from '../app/i18n/use-text.ts'
import type { CommandRequest } from '../commands/command-request.ts'
import { flagSentence } from '../sessions/flags.ts'
import { faultSentence } from '../status/sentence.ts'

interface AttentionWords {
  readonly text: Text
  readonly format: Format
}

/** Cause of an attention item as a sentence. */
export function attentionSentence(item: AttentionItem, words: AttentionWords): string {
  const cause = causeOf(item, words)
  return item.evseId === null ? cause : `${words.text('evse.name', { evse: item.evseId })}: ${cause}`
}

function causeOf(item: AttentionItem, { text, format }: AttentionWords): string {
  switch (item.kind) {
    case 'connectorFaulted':
      return faultSentence({ errorCode: item.cause, info: item.info, vendorErrorCode: null }, text)
    case 'sessionFlagged':
      return flagSentence({ code: item.cause ?? '' }, text)
    case 'commandFailed':
      // The server names the command in `info` and how it ended in `cause`.
      return text('attention.commandFailed', {
        command: text.maybe(`command.${item.info}`) ?? item.info,
        outcome: text.maybe(`command.state.${item.cause}`) ?? item.cause,
      })
    case 'clockSkew': {
      const offsetMs = Math.abs(Number(item.info ?? Number.NaN))
      if (Number.isNaN(offsetMs)) return text('attention.clockSkew')
      return text('attention.clockSkew.by', { duration: format.duration(offsetMs) })
    }
    case 'stationOffline':
    case 'stationUnavailable':
    case 'quarantine':
      return text(`attention.${item.kind}`)
  }
}

/** The command behind the suggested fix; null when a person must decide. */
export function fixRequest(item: AttentionItem): CommandRequest | null {
  const evse = item.evseId === null || item.evseId === 0 ? {} : { evseId: item.evseId }
  switch (item.fix) {
    case 'reset':
      return { kind: 'reset', mode: 'onIdle' }
    case 'unlockConnector':
      return item.evseId === null
        ? null
        : { kind: 'unlockConnector', evseId: item.evseId, connectorId: item.connectorId ?? 1 }
    case 'triggerStatus':
      return { kind: 'triggerMessage', message: 'StatusNotification', ...evse }
    case 'changeAvailability':
      return { kind: 'changeAvailability', operative: true, ...evse }
    case 'approve':
    case 'review':
    case 'none':
      return null
  }
}
