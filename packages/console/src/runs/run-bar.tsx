import type { CommandRun } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import classes from './runs.module.css'

/** In the order of the bar: what is done first, what waits last. */
export const outcomes = [
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

/** How far a run is: one bar in segments, and the same in figures. */
export function RunBar({ run }: { run: CommandRun }) {
  const text = useText()
  const done = run.stations - run.counts.waiting - run.counts.underWay
  const known = outcomes.filter((outcome) => run.counts[outcome] > 0)
  return (
    <div className={classes['progress']}>
      <div
        className={classes['bar']}
        role="progressbar"
        aria-label={text('runs.progress', { done, all: run.stations })}
        aria-valuemin={0}
        aria-valuemax={run.stations}
        aria-valuenow={done}
      >
        {known.map((outcome) => (
          <span
            key={outcome}
            className={classes['segment']}
            data-rest={outcome === 'waiting' ? '' : undefined}
            style={{ '--tone': `var(--sm-${tones[outcome]})`, flexGrow: run.counts[outcome] }}
          />
        ))}
      </div>
      <ul className={classes['figures']}>
        {known.map((outcome) => (
          <li key={outcome}>
            <span
              className={classes['swatch']}
              data-rest={outcome === 'waiting' ? '' : undefined}
              style={{ '--tone': `var(--sm-${tones[outcome]})` }}
            />
            <strong>{run.counts[outcome]}</strong> {text(`runs.count.${outcome}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
