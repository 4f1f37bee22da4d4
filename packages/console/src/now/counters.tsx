import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Glyph } from '../status/glyph.tsx'
import { conditionLookOf } from '../status/status.ts'
import classes from './now.module.css'
import { networkNowQuery } from './queries.ts'

const counted = ['available', 'charging', 'occupied', 'reserved', 'faulted', 'unavailable', 'offline'] as const

/** Charging points by state; each opens the stations behind the number. */
export function Counters() {
  const text = useText()
  const format = useFormat()
  const { data } = useSuspenseQuery(networkNowQuery)
  return (
    <ul className={classes['counters']} aria-label={text('now.counters')}>
      {counted.map((condition) => {
        const look = conditionLookOf(condition)
        return (
          <li key={condition}>
            <Link
              to="/stations"
              search={{ condition }}
              className={classes['counter']}
              data-none={data.evses[condition] === 0 ? '' : undefined}
              data-alarm={condition === 'faulted' && data.evses.faulted > 0 ? '' : undefined}
            >
              <span className={classes['counterLabel']}>{text(look.label)}</span>
              <strong className={classes['counterNumber']}>{format.number(data.evses[condition])}</strong>
              <Glyph shape={look.glyph} tone={look.tone} size={18} />
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
