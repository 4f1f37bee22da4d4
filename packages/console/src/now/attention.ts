import type { AttentionItem } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import type { CommandRequest } from '../commands/command-request.ts'
import { flagSentence } from '../sessions/flags.ts'
import { faultSentence } from '../status/sentence.ts'

/** Cause of an attention item as a sentence. */
export function attentionSentence(item: AttentionItem, text: Text): string {
  const cause = causeOf(item, text)
  return item.evseId === null ? cause : `${cause} · ${text('evse.name', { evse: item.evseId })}`
}

function causeOf(item: AttentionItem, text: Text): string {
  const values = { cause: item.cause ?? '', info: item.info ?? '' }
  switch (item.kind) {
    case 'connectorFaulted':
      return faultSentence({ errorCode: item.cause, info: item.info, vendorErrorCode: null }, text)
    case 'sessionFlagged':
      return flagSentence({ code: item.cause ?? '' }, text)
    case 'commandFailed':
      return text('attention.commandFailed', { command: text.maybe(`command.${item.cause}`) ?? values.cause })
    case 'stationOffline':
    case 'stationUnavailable':
    case 'clockSkew':
    case 'quarantine':
      return text(`attention.${item.kind}`, values)
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
