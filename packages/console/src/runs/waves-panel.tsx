import type { CommandRun } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import { When } from '../ui/when.tsx'
import { WaveBar } from './run-bar.tsx'
import classes from './runs.module.css'

/** Each wave and how far it really is, and why the next one has not begun. */
export function WavesPanel({ run }: { run: CommandRun }) {
  const text = useText()
  return (
    <Panel title={text('waves.choice')}>
      <p className={classes['why']} role="status">
        <Why run={run} />
      </p>
      <ol className={classes['waves']}>
        {run.waves.map((wave, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a wave is its number
          <li key={index}>
            <strong>{text('waves.number', { wave: index + 1 })}</strong>
            <WaveBar wave={wave} isFirmware={run.kind === 'updateFirmware'} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Why the next wave has not begun; nothing when none waits. */
function Why({ run }: { run: CommandRun }) {
  const text = useText()
  if (run.state !== 'running' || run.wave >= run.waves.length) return null
  if (run.nextWaveAt === null) return text('waves.waits', { wave: run.wave })
  return (
    <>
      {text('waves.rests')} <When at={run.nextWaveAt} />.
    </>
  )
}
