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
  return item.evseId === null ? cause : words.text('evse.state', { evse: item.evseId, state: cause })
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
      return text(item.cause === null ? 'attention.stationOffline' : 'attention.stationRefused')
    case 'certificateExpiring':
    case 'rootExpiring':
    case 'serverCertificateExpiring':
      return endOf(item.kind, item, { text, format })
    case 'stationUnavailable':
    case 'quarantine':
      return text(`attention.${item.kind}`)
  }
}

/** When a certificate ends, or that it has. The server says the end in `info`; whose it is, of its own, in `cause`. */
function endOf(
  kind: 'certificateExpiring' | 'rootExpiring' | 'serverCertificateExpiring',
  item: AttentionItem,
  { text, format }: AttentionWords,
): string {
  const leftMs = Date.parse(item.info ?? '') - Date.now()
  const values = { duration: format.duration(Math.abs(leftMs)), subject: item.cause }
  return leftMs > 0 ? text(`attention.${kind}`, values) : text(`attention.${kind}.over`, values)
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
    case 'renewCertificate':
      return { kind: 'triggerMessage', message: signingTrigger(item.cause) }
    case 'approve':
    case 'review':
    case 'none':
      return null
  }
}

/** Has the station make a new key and ask for its certificate; the server names the use in `cause`. */
function signingTrigger(use: string | null) {
  switch (use) {
    case 'V2GCertificate':
      return 'SignV2GCertificate'
    case 'V2G20Certificate':
      return 'SignV2G20Certificate'
    default:
      return 'SignChargingStationCertificate'
  }
}
