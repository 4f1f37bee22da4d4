import { freshness } from '../../live/freshness.ts'
import { useLiveState } from '../../live/live-state.ts'
import { useNow } from '../../ui/use-now.ts'
import { useText } from '../i18n/use-text.ts'
import type { Tone } from '../theme/palette.ts'
import classes from './shell.module.css'

const tones = {
  live: 'available',
  connecting: 'neutral',
  stale: 'occupied',
  offline: 'faulted',
} as const satisfies Record<string, Tone>

/** How fresh the screen is: live, n seconds old, or offline. */
export function LiveChip() {
  const text = useText()
  const state = useLiveState()
  const fresh = freshness(state, useNow(1000))
  const seconds = 'ageMs' in fresh && fresh.ageMs !== null ? Math.round(fresh.ageMs / 1000) : null
  const words = seconds === null ? text(`live.${fresh.kind}`) : text(`live.${fresh.kind}.age`, { seconds })
  return (
    <span
      className={classes['chip']}
      data-kind={fresh.kind}
      style={{ '--tone': `var(--sm-${tones[fresh.kind]})` }}
      title={words}
    >
      <span className={classes['dot']} />
      <span className={classes['chipText']}>{words}</span>
      {/* Spoken only when the kind changes, not every second. */}
      <span className="sm-visually-hidden" role="status">
        {text(`live.${fresh.kind}`)}
      </span>
    </span>
  )
}
