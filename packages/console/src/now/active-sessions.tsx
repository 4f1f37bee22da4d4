import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Zap } from 'lucide-react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { sessionListQuery } from '../sessions/queries.ts'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { Elapsed } from '../ui/when.tsx'
import classes from './now.module.css'

const SHOWN = 6

/** The sessions that draw power now, strongest first. */
export function ActiveSessions() {
  const text = useText()
  const format = useFormat()
  const { data } = useInfiniteQuery(sessionListQuery({ state: 'active' }))
  const active = data?.pages.flatMap((page) => page.items).filter(({ state }) => state === 'active')
  const strongest = active?.toSorted((a, b) => (b.powerW ?? 0) - (a.powerW ?? 0)).slice(0, SHOWN)
  return (
    <Panel
      title={text('now.activeSessions')}
      aside={
        <Link to="/sessions" search={{ state: 'active' }} className={classes['more']}>
          {text('now.allSessions')}
        </Link>
      }
    >
      {strongest === undefined ? <LoadingLines /> : null}
      {strongest?.length === 0 ? (
        <EmptyState icon={Zap} title={text('now.noSessions')}>
          {text('now.noSessions.text')}
        </EmptyState>
      ) : null}
      <ul className={classes['sessions']}>
        {strongest?.map((session) => (
          <li key={session.id}>
            <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className={classes['session']}>
              <strong translate="no">{session.stationId}</strong>
              <span className={classes['dim']}>
                {text('evse.name', { evse: session.evseId })}
                {session.siteName === null ? null : (
                  <>
                    {' '}
                    · <span translate="no">{session.siteName}</span>
                  </>
                )}
              </span>
              <span className={classes['sessionFigures']}>
                <b>{format.power(session.powerW ?? 0)}</b>
                <span>{format.energy(session.energyWh)}</span>
                {session.socPercent === null ? null : <span>{format.percent(session.socPercent)}</span>}
                <Elapsed from={session.startedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
