import type { StationCondition } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Glyph } from './glyph.tsx'
import classes from './status.module.css'
import { conditionLookOf, type StatusLook } from './status.ts'

/** Glyph and word of a state. */
export function StatusLabel({ look }: { look: StatusLook }) {
  const text = useText()
  return (
    <span className={classes['label']}>
      <Glyph shape={look.glyph} tone={look.tone} />
      <span>{text(look.label)}</span>
    </span>
  )
}

export function ConditionLabel({ condition }: { condition: StationCondition }) {
  return <StatusLabel look={conditionLookOf(condition)} />
}

/** A state on its own tint: for headings and cards. */
export function StatusChip({ look }: { look: StatusLook }) {
  const text = useText()
  return (
    <span className={classes['chip']} style={{ '--tone': `var(--sm-${look.tone})` }}>
      <Glyph shape={look.glyph} tone={look.tone} size={14} />
      {text(look.label)}
    </span>
  )
}
