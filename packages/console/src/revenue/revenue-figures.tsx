import type { Revenue } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import classes from './revenue.module.css'

/** Today, this month beside the last one, and the last one as a whole. */
export function RevenueFigures({ revenue }: { revenue: Revenue }) {
  const text = useText()
  const format = useFormat()
  const { currency, today, thisMonth, sameDaysOfLastMonth, lastMonth } = revenue
  const count = (sessions: number) => text('now.sessionsToday', { count: sessions })
  const percentOf = (share: number) => format.percent(share * 100)
  return (
    <dl className={classes['figures']}>
      <Figure
        name={text('revenue.today')}
        value={format.minor(today.grossMinor, currency)}
        note={count(today.sessions)}
      />
      <Figure
        name={text('revenue.thisMonth')}
        value={format.minor(thisMonth.grossMinor, currency)}
        note={
          changeOf(thisMonth.grossMinor, sameDaysOfLastMonth.grossMinor, { text, percentOf }) ??
          count(thisMonth.sessions)
        }
      />
      <Figure
        name={text('revenue.lastMonth')}
        value={format.minor(lastMonth.grossMinor, currency)}
        note={count(lastMonth.sessions)}
      />
    </dl>
  )
}

interface Words {
  readonly text: Text
  readonly percentOf: (share: number) => string
}

/** Null where there is nothing to compare with. */
function changeOf(now: number, before: number, { text, percentOf }: Words): string | null {
  if (before <= 0) return null
  if (now === before) return text('revenue.same')
  const percent = percentOf(Math.abs(now - before) / before)
  return text(now > before ? 'revenue.more' : 'revenue.less', { percent })
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
      <dd className={classes['note']}>{note}</dd>
    </div>
  )
}
