import type { Revenue } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { CircleHelp, Coins, Flag } from 'lucide-react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import classes from './revenue.module.css'

/** What is missing from the figures, and where that is solved. */
export function RevenueNotes({ revenue }: { revenue: Revenue }) {
  const text = useText()
  const format = useFormat()
  const mayReadPrices = useMay()('tariffs.read')
  const { total, otherCurrencies } = revenue
  if (total.unpriced === 0 && total.waiting === 0 && otherCurrencies.length === 0) return null
  return (
    <ul className={classes['notes']}>
      {total.unpriced === 0 ? null : (
        <li>
          <CircleHelp size={18} aria-hidden />
          <span>
            {text('revenue.unpriced', { count: total.unpriced })}{' '}
            <Link
              to="/revenue"
              search={(before) => ({ ...before, site: undefined, state: 'unpriced' })}
              resetScroll={false}
            >
              {text('revenue.unpriced.show')}
            </Link>
            {mayReadPrices ? (
              <>
                {' · '}
                <Link to="/prices">{text('nav.prices')}</Link>
              </>
            ) : null}
          </span>
        </li>
      )}
      {total.waiting === 0 ? null : (
        <li>
          <Flag size={18} aria-hidden />
          <span>
            {text('revenue.waiting', { count: total.waiting })}{' '}
            <Link to="/sessions" search={{ review: 'open' }}>
              {text('nav.review')}
            </Link>
          </span>
        </li>
      )}
      {otherCurrencies.map(({ currency, sessions, grossMinor }) => (
        <li key={currency}>
          <Coins size={18} aria-hidden />
          {text('revenue.others', { count: sessions, money: format.minor(grossMinor, currency) })}
        </li>
      ))}
    </ul>
  )
}
