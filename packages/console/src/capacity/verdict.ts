import type { WhatIf } from '@stationmaster/server/contract'
import type { Format } from '../app/i18n/use-format.ts'
import type { Text } from '../app/i18n/use-text.ts'

/** The answer in a sentence; empty where nothing is known. */
export function verdictSentence({ result, assumed }: WhatIf, text: Text, format: Format): string {
  if (result === null) return ''
  const { after, verdict } = result
  return text(`capacity.verdict.${verdict}`, {
    count: assumed.addedChargers,
    peak: format.power(after.peak.powerW),
    limit: assumed.limitW === null ? '' : format.power(assumed.limitW),
    hours: format.number(after.hoursOverLimit),
    all: format.number(after.hours),
    percent: format.sharePercent(after.heldBackPercent),
  })
}

/** How many chargers fit; null without a limit. */
export function mostSentence({ result, assumed }: WhatIf, text: Text, format: Format): string | null {
  if (result === null || result.most === null) return null
  const { chargers, isMore } = result.most
  return text(isMore ? 'capacity.most.more' : 'capacity.most', {
    count: chargers,
    power: format.power(assumed.chargerPowerW),
    percent: format.sharePercent(assumed.heldBackPercentAllowed),
  })
}
