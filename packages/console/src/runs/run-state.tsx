import type { CommandRun } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ToneMark } from '../status/tone-mark.tsx'

const tones: Readonly<Record<CommandRun['state'], Tone>> = {
  awaitingApproval: 'reserved',
  running: 'charging',
  stopped: 'faulted',
  finished: 'available',
  cancelled: 'neutral',
  expired: 'neutral',
}

export function RunState({ state }: { state: CommandRun['state'] }) {
  const text = useText()
  return <ToneMark tone={tones[state]}>{text(`runs.state.${state}`)}</ToneMark>
}
