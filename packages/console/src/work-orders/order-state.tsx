import type { WorkOrder } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ToneMark } from '../status/tone-mark.tsx'

const tones: Readonly<Record<WorkOrder['state'], Tone>> = {
  sent: 'reserved',
  accepted: 'reserved',
  onSite: 'charging',
  done: 'available',
  cancelled: 'neutral',
}

export function OrderState({ state }: { state: WorkOrder['state'] }) {
  const text = useText()
  return <ToneMark tone={tones[state]}>{text(`work.state.${state}`)}</ToneMark>
}
