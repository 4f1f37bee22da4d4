import type { CommandRun, RunWave } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ProgressBar } from './progress-bar.tsx'

/** In the order of the bar: what is done first, what waits last. */
const outcomes = [
  'accepted',
  'rejected',
  'failed',
  'refused',
  'cancelled',
  'underWay',
  'waiting',
] as const satisfies readonly (keyof CommandRun['counts'])[]

const tones: Readonly<Record<(typeof outcomes)[number], Tone>> = {
  accepted: 'available',
  rejected: 'faulted',
  failed: 'occupied',
  refused: 'reserved',
  cancelled: 'neutral',
  underWay: 'charging',
  waiting: 'offline',
}

/** How far a run is: firmware by what is installed, other commands by their answers. */
export function RunBar({ run }: { run: CommandRun }) {
  const text = useText()
  if (run.kind === 'updateFirmware') return <WaveBar wave={sumOf(run.waves)} isFirmware />
  const done = run.stations - run.counts.waiting - run.counts.underWay
  return (
    <ProgressBar
      label={text('runs.progress', { done, all: run.stations })}
      done={done}
      all={run.stations}
      shares={outcomes.map((id) => ({
        ...{ id, count: run.counts[id], tone: tones[id], isRest: id === 'waiting' },
        label: text(`runs.count.${id}`),
      }))}
    />
  )
}

const NOBODY: RunWave = {
  ...{ stations: 0, waiting: 0, sent: 0, downloading: 0, installing: 0 },
  ...{ succeeded: 0, failed: 0, cancelled: 0 },
}

function sumOf(waves: readonly RunWave[]): RunWave {
  return waves.reduce(
    (sum, wave) => ({
      stations: sum.stations + wave.stations,
      waiting: sum.waiting + wave.waiting,
      sent: sum.sent + wave.sent,
      downloading: sum.downloading + wave.downloading,
      installing: sum.installing + wave.installing,
      succeeded: sum.succeeded + wave.succeeded,
      failed: sum.failed + wave.failed,
      cancelled: sum.cancelled + wave.cancelled,
    }),
    NOBODY,
  )
}

/** How far the stations of a wave really are. */
export function WaveBar({ wave, isFirmware }: { wave: RunWave; isFirmware: boolean }) {
  const text = useText()
  const done = wave.succeeded + wave.failed + wave.cancelled
  return (
    <ProgressBar
      label={text('runs.progress', { done, all: wave.stations })}
      done={done}
      all={wave.stations}
      shares={[
        {
          ...{ id: 'succeeded', count: wave.succeeded, tone: 'available' },
          label: text(isFirmware ? 'waves.count.installed' : 'runs.count.accepted'),
        },
        { id: 'failed', count: wave.failed, tone: 'faulted', label: text('runs.count.failed') },
        { id: 'cancelled', count: wave.cancelled, tone: 'neutral', label: text('runs.count.cancelled') },
        { id: 'installing', count: wave.installing, tone: 'charging', label: text('waves.count.installing') },
        { id: 'downloading', count: wave.downloading, tone: 'occupied', label: text('waves.count.downloading') },
        { id: 'sent', count: wave.sent, tone: 'reserved', label: text('waves.count.sent') },
        { id: 'waiting', count: wave.waiting, tone: 'offline', label: text('runs.count.waiting'), isRest: true },
      ]}
    />
  )
}
