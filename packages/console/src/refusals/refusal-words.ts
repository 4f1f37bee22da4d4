import type { RefusedHandshake } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'

/** What a station did that it was not let in. */
export function refusalCause({ reason, offered, usedProfile, requiredProfile, info }: RefusedHandshake, text: Text) {
  switch (reason) {
    case 'subprotocol':
      return offered === null || offered.length === 0
        ? text('refusal.subprotocol.none')
        : text('refusal.subprotocol', { offered: offered.join(', ') })
    case 'securityProfile':
      return text('refusal.securityProfile', { used: usedProfile, required: requiredProfile })
    case 'wrongPath':
      return text('refusal.wrongPath', { path: info })
    case 'unknownTenant':
      return text('refusal.unknownTenant', { path: info })
    case 'origin':
      return text('refusal.origin', { origin: info })
    case 'certificate':
      return text.maybe(`refusal.${info}`) ?? text('refusal.certificate')
    default:
      return text(`refusal.${reason}`)
  }
}

/** What to do about it. */
export function refusalRemedy({ reason }: RefusedHandshake, text: Text): string {
  return text(`refusal.remedy.${reason}`)
}
