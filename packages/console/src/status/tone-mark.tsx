import type { Tone } from '../app/theme/palette.ts'
import { Glyph } from './glyph.tsx'
import classes from './status.module.css'

const shapes = { available: 'check', faulted: 'alert' } as const

/** A word with a coloured sign before it: good, bad, or under way. */
export function ToneMark({ tone, children }: { tone: Tone; children: string }) {
  const shape = tone === 'available' || tone === 'faulted' ? shapes[tone] : 'clock'
  return (
    <span className={classes['label']}>
      <Glyph shape={shape} tone={tone} />
      {children}
    </span>
  )
}
