import type { Tone } from '../app/theme/palette.ts'
import classes from './runs.module.css'

/** One kind of stations in a bar: how many, and what they are called. */
export interface Share {
  readonly id: string
  readonly count: number
  readonly tone: Tone
  readonly label: string
  /** What has not begun. */
  readonly isRest?: boolean
}

interface ProgressBarProps {
  readonly label: string
  readonly done: number
  readonly all: number
  readonly shares: readonly Share[]
}

/** One bar in segments, and the same in figures. */
export function ProgressBar({ label, done, all, shares }: ProgressBarProps) {
  const known = shares.filter(({ count }) => count > 0)
  return (
    <div className={classes['progress']}>
      <div
        className={classes['bar']}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
      >
        {known.map(({ id, count, tone, isRest }) => (
          <span
            key={id}
            className={classes['segment']}
            data-rest={isRest === true ? '' : undefined}
            style={{ '--tone': `var(--sm-${tone})`, flexGrow: count }}
          />
        ))}
      </div>
      <ul className={classes['figures']}>
        {known.map(({ id, count, tone, isRest, label: name }) => (
          <li key={id}>
            <span
              className={classes['swatch']}
              data-rest={isRest === true ? '' : undefined}
              style={{ '--tone': `var(--sm-${tone})` }}
            />
            <strong>{count}</strong> {name}
          </li>
        ))}
      </ul>
    </div>
  )
}
