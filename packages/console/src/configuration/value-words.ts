import type { DesiredValue } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'

export const driftTones: Readonly<Record<DesiredValue['state'] | 'notChecked', Tone>> = {
  inLine: 'available',
  drifted: 'occupied',
  applying: 'charging',
  rejected: 'faulted',
  rebootRequired: 'reserved',
  notChecked: 'neutral',
}

interface Wanted {
  readonly min?: number | null | undefined
  readonly max?: number | null | undefined
}

/** "10 to 300", "at least 10"; null when the value alone is right. */
export function rangeWords({ min = null, max = null }: Wanted, text: Text): string | null {
  if (min !== null && max !== null) return text('drift.range.between', { min: String(min), max: String(max) })
  if (min !== null) return text('drift.range.atLeast', { min: String(min) })
  return max === null ? null : text('drift.range.atMost', { max: String(max) })
}
