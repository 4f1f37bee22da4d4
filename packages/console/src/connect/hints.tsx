import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { quarantineQuery } from '../quarantine/queries.ts'
import { KnockedAsStranger } from '../refusals/knocked.tsx'
import classes from './connect.module.css'

const checks = [
  'connect.check.url',
  'connect.check.network',
  'connect.check.password',
  'connect.check.version',
  'connect.check.restart',
] as const

/** What to look at when nothing arrives; first of all, whether it calls under another name. */
export function Hints({ stationId }: { stationId: string }) {
  const text = useText()
  const { data } = useInfiniteQuery(quarantineQuery)
  const strangers = data?.pages[0]?.items.filter((station) => station.online && station.id !== stationId) ?? []
  return (
    <div className={classes['hints']}>
      {strangers.length === 0 ? null : (
        <p>
          {text('connect.otherName', { count: strangers.length })}{' '}
          <span translate="no">
            {strangers
              .slice(0, 3)
              .map(({ id }) => id)
              .join(', ')}
          </span>{' '}
          <Link to="/waiting" className={classes['link']}>
            {text('nav.waiting')}
          </Link>
        </p>
      )}
      <KnockedAsStranger stationId={stationId} />
      <p>{text('connect.nothing')}</p>
      <ul>
        {checks.map((check) => (
          <li key={check}>{text(check)}</li>
        ))}
      </ul>
    </div>
  )
}
