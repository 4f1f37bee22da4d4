import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { useNow } from '../ui/use-now.ts'
import classes from './certificates.module.css'

const DAY_MS = 86_400_000
const NEAR_MS = 30 * DAY_MS

/** The end of a certificate; marked when it is near or over. `isOver`: it has ended otherwise, nobody need look. */
export function Expiry({ at, isOver = false }: { at: string | null; isOver?: boolean }) {
  const text = useText()
  const format = useFormat()
  const nowMs = useNow(60_000)
  if (at === null) return '–'
  const leftMs = Date.parse(at) - nowMs
  const day = <time dateTime={at}>{format.day(at)}</time>
  if (isOver || leftMs > NEAR_MS) return <span className={classes['nowrap']}>{day}</span>
  const duration = format.duration(Math.abs(leftMs))
  return (
    <span className={`${classes['stack']} ${classes['nowrap']}`}>
      {day}
      <ToneMark tone={leftMs > 0 ? 'occupied' : 'faulted'}>
        {text(leftMs > 0 ? 'trust.endsIn' : 'trust.endedBefore', { duration })}
      </ToneMark>
    </span>
  )
}
