import type { SessionSummary } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { Flag } from 'lucide-react'
import type { Format } from '../app/i18n/use-format.ts'
import type { Text } from '../app/i18n/use-text.ts'
import type { Column } from '../ui/data-table.tsx'
import classes from '../ui/row-link.module.css'
import { Elapsed, When } from '../ui/when.tsx'
import { flagSentence } from './flags.ts'
import { SessionState } from './session-state.tsx'

type SessionColumn = Column<SessionSummary>

/** Columns of the session list. */
export function sessionColumns(text: Text, format: Format): readonly SessionColumn[] {
  return [...placeColumns(text), ...driverColumns(text), ...figureColumns(text, format)]
}

/** When and where, and how it stands. */
function placeColumns(text: Text): readonly SessionColumn[] {
  return [
    {
      id: 'started',
      header: text('sessions.started'),
      width: 'minmax(112px, 0.8fr)',
      sortValue: (session) => session.startedAt,
      cell: (session) => (
        <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className={classes['primary']} data-row-link>
          <When at={session.startedAt} />
        </Link>
      ),
    },
    {
      id: 'station',
      header: text('stations.station'),
      width: 'minmax(84px, 1.1fr)',
      sortValue: (session) => session.stationId,
      cell: (session) => (
        <>
          <span translate="no">{session.stationId}</span>
          <span className={classes['secondary']}>{text('evse.name', { evse: session.evseId })}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: text('sessions.state'),
      width: 'minmax(130px, 0.8fr)',
      from: 500,
      sortValue: (session) => session.state,
      cell: (session) => <SessionState session={session} />,
    },
  ]
}

/** At whose site, by whose token. */
function driverColumns(text: Text): readonly SessionColumn[] {
  return [
    {
      id: 'site',
      header: text('stations.site'),
      width: 'minmax(110px, 1.3fr)',
      from: 980,
      sortValue: (session) => session.siteName ?? '',
      cell: (session) => <span translate="no">{session.siteName ?? '–'}</span>,
    },
    {
      id: 'token',
      header: text('sessions.token'),
      width: 'minmax(110px, 1.2fr)',
      from: 820,
      sortValue: (session) => session.tokenLabel ?? session.idToken ?? '',
      cell: (session) => <span translate="no">{session.tokenLabel ?? session.idToken ?? '–'}</span>,
    },
  ]
}

function figureColumns(text: Text, format: Format): readonly SessionColumn[] {
  return [
    {
      id: 'duration',
      header: text('sessions.duration'),
      width: '110px',
      align: 'end',
      from: 560,
      cell: (session) => <Elapsed from={session.startedAt} to={session.endedAt} />,
    },
    {
      id: 'energy',
      header: text('session.energy'),
      width: '96px',
      align: 'end',
      from: 340,
      sortValue: (session) => session.energyWh,
      cell: (session) => <Energy session={session} format={format} text={text} />,
    },
    {
      id: 'price',
      header: text('price.title'),
      width: '88px',
      align: 'end',
      from: 640,
      cell: ({ costMinor, currency }) =>
        costMinor === null || currency === null ? '–' : <bdi>{format.minor(costMinor, currency)}</bdi>,
    },
    {
      id: 'power',
      header: text('session.power'),
      width: '88px',
      align: 'end',
      from: 900,
      sortValue: (session) => session.powerW ?? 0,
      cell: (session) => (session.state === 'active' ? format.power(session.powerW ?? 0) : '–'),
    },
    {
      id: 'flags',
      header: text('sessions.flags'),
      width: '72px',
      align: 'end',
      from: 720,
      sortValue: (session) => session.flags.length,
      cell: (session) => <Flags session={session} text={text} />,
    },
  ]
}

/** What counts: as corrected, with what was measured for those who look closer. */
function Energy({ session, format, text }: { session: SessionSummary; format: Format; text: Text }) {
  const correction = session.review?.correction
  if (correction == null) return format.energy(session.energyWh)
  const measured = text('review.measured', { energy: format.energy(session.energyWh) })
  return (
    <span title={measured}>
      {format.energy(correction.energyWh)}*<span className="sm-visually-hidden"> {measured}</span>
    </span>
  )
}

function Flags({ session, text }: { session: SessionSummary; text: Text }) {
  if (session.flags.length === 0) return '–'
  const sentences = session.flags.map((flag) => flagSentence(flag, text)).join(' ')
  return (
    <span
      title={sentences}
      style={{ color: 'var(--sm-occupied)', display: 'inline-flex', gap: 4, alignItems: 'center' }}
    >
      <Flag size={14} aria-hidden />
      {session.flags.length}
      <span className="sm-visually-hidden">{sentences}</span>
    </span>
  )
}
