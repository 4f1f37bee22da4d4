import type { BookingState } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ToneMark } from '../status/tone-mark.tsx'

const tones: Readonly<Record<BookingState, Tone>> = {
  requested: 'occupied',
  approved: 'reserved',
  active: 'reserved',
  used: 'available',
  noShow: 'neutral',
  declined: 'neutral',
  withdrawn: 'neutral',
  expired: 'neutral',
}

export function BookingBadge({ state }: { state: BookingState }) {
  const text = useText()
  return <ToneMark tone={tones[state]}>{text(`booking.state.${state}`)}</ToneMark>
}
