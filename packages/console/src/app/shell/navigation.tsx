import type { GrantedPermission } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import {
  Activity,
  BadgeCheck,
  Cable,
  CalendarClock,
  ChartColumn,
  Coins,
  DoorOpen,
  FileArchive,
  History,
  IdCard,
  ListTodo,
  type LucideIcon,
  MapPin,
  PlugZap,
  Puzzle,
  ScrollText,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  UserRound,
  Webhook,
  Wrench,
  Zap,
} from 'lucide-react'
import { networkNowQuery } from '../../now/queries.ts'
import type { MessageKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/use-text.ts'
import { useMay } from '../use-may.ts'
import classes from './shell.module.css'

export interface Destination {
  readonly to: Exclude<LinkProps['to'], undefined>
  readonly label: MessageKey
  readonly icon: LucideIcon
  /** Second key of the "go to" pair. */
  readonly key: string
  /** Offered only to those who have it. */
  readonly permission?: GrantedPermission
}

const destinations: readonly Destination[] = [
  { to: '/', label: 'nav.now', icon: Activity, key: 'n' },
  { to: '/stations', label: 'nav.stations', icon: PlugZap, key: 's' },
  { to: '/sessions', label: 'nav.sessions', icon: Zap, key: 'e' },
  { to: '/revenue', label: 'nav.revenue', icon: ChartColumn, key: 'v', permission: 'revenue.read' },
  { to: '/waiting', label: 'nav.waiting', icon: DoorOpen, key: 'w' },
  { to: '/connect', label: 'nav.connect', icon: Cable, key: 'c', permission: 'stations.write' },
  { to: '/tokens', label: 'nav.tokens', icon: IdCard, key: 't', permission: 'tokens.read' },
  { to: '/drivers', label: 'nav.drivers', icon: UserRound, key: 'd', permission: 'customers.read' },
  { to: '/prices', label: 'nav.prices', icon: Coins, key: 'p', permission: 'tariffs.read' },
  { to: '/sites', label: 'nav.sites', icon: MapPin, key: 'i' },
  { to: '/bookings', label: 'nav.bookings', icon: CalendarClock, key: 'b', permission: 'bookings.read' },
  { to: '/work-orders', label: 'nav.workOrders', icon: Wrench, key: 'j', permission: 'work.read' },
  { to: '/runs', label: 'nav.runs', icon: ListTodo, key: 'r' },
  { to: '/configuration', label: 'nav.configuration', icon: SlidersHorizontal, key: 'o' },
  { to: '/quirks', label: 'nav.quirks', icon: Puzzle, key: 'q' },
  { to: '/messages', label: 'nav.messages', icon: ScrollText, key: 'm' },
  { to: '/files', label: 'nav.files', icon: FileArchive, key: 'f', permission: 'files.read' },
  { to: '/security', label: 'nav.security', icon: ShieldCheck, key: 'y' },
  { to: '/certificates', label: 'nav.certificates', icon: BadgeCheck, key: 'z' },
  { to: '/audit', label: 'nav.audit', icon: History, key: 'a', permission: 'audit.read' },
  { to: '/integrations', label: 'nav.integrations', icon: Webhook, key: 'h' },
  { to: '/settings', label: 'nav.settings', icon: Settings, key: 'g' },
]

/** Where whoever is signed in may go. */
export function useDestinations(): readonly Destination[] {
  const may = useMay()
  return destinations.filter(({ permission }) => permission === undefined || may(permission))
}

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const text = useText()
  const { data: now } = useQuery(networkNowQuery)
  const waiting = now?.stations.waitingToJoin ?? 0
  const toReview = useMay()('sessions.review') ? (now?.sessionsToReview ?? 0) : 0
  return (
    <ul className={classes['nav']}>
      {useDestinations().map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link
            to={to}
            className={classes['link']}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            onClick={onNavigate}
          >
            <Icon size={18} aria-hidden />
            <span className={classes['linkText']}>{text(label)}</span>
            {to === '/waiting' && waiting > 0 ? <Badge count={waiting} of={text('nav.waiting.count')} /> : null}
          </Link>
          {to === '/sessions' && toReview > 0 ? (
            <Link
              to="/sessions"
              search={{ review: 'open' }}
              className={`${classes['link']} ${classes['sub']}`}
              onClick={onNavigate}
            >
              <span className={classes['linkText']}>{text('nav.review')}</span>
              <Badge count={toReview} of={text('nav.review.count')} />
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** How many wait there; a screen reader is told for what. */
function Badge({ count, of }: { count: number; of: string }) {
  return (
    <span className={classes['badge']}>
      {count}
      <span className="sm-visually-hidden"> {of}</span>
    </span>
  )
}
