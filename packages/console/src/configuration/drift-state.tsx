import type { DesiredValue } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { useNow } from '../ui/use-now.ts'
import classes from './configuration.module.css'
import { ValueText } from './value-text.tsx'
import { driftTones, rangeWords } from './value-words.ts'

type Value = Pick<DesiredValue, 'state' | 'reason' | 'nextTryAt'> & { readonly attempts?: number }

/** How a value stands, with the station's own word and when it is tried again. */
export function DriftStateMark({ value: { state, reason, nextTryAt, attempts = 0 } }: { value: Value }) {
  const text = useText()
  const format = useFormat()
  const nowMs = useNow()
  const isLater = nextTryAt !== null && Date.parse(nextTryAt) > nowMs
  const more = [
    attempts > 0 ? text('drift.tried', { count: attempts }) : null,
    isLater ? text('drift.again', { at: format.dateTime(nextTryAt) }) : null,
  ].filter((part) => part !== null)
  return (
    <>
      <ToneMark tone={driftTones[state]}>{text(`drift.${state}`)}</ToneMark>
      {state === 'inLine' || reason === null ? null : (
        <span className={classes['under']} translate="no">
          {reason}
        </span>
      )}
      {state === 'inLine' || more.length === 0 ? null : <span className={classes['under']}>{more.join(' · ')}</span>}
    </>
  )
}

interface WantedProps {
  readonly wanted: string | null | undefined
  readonly min?: number | null | undefined
  readonly max?: number | null | undefined
}

/** What a value shall be; secrets are not shown. */
export function WantedValue({ wanted, ...range }: WantedProps) {
  const text = useText()
  const words = rangeWords(range, text)
  if (wanted === null || wanted === undefined) return <em>{text('drift.secret')}</em>
  return (
    <>
      <ValueText value={wanted} />
      {words === null ? null : <span className={classes['under']}>{words}</span>}
    </>
  )
}
