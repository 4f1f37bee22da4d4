import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import {
  Activity,
  BadgeCheck,
  Cable,
  DoorOpen,
  FileArchive,
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
  Zap,
} from 'lucide-react'
import { networkNowQuery } from '../../now/queries.ts'
import type { MessageKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './shell.module.css'

export interface Destination {
  readonly to: Exclude<LinkProps['to'], undefined>
  readonly label: MessageKey
  readonly icon: LucideIcon
  /** Second key of the "go to" pair. */
  readonly key: string
}

export const destinations: readonly Destination[] = [
  { to: '/', label: 'nav.now', icon: Activity, key: 'n' },
  { to: '/stations', label: 'nav.stations', icon: PlugZap, key: 's' },
  { to: '/sessions', label: 'nav.sessions', icon: Zap, key: 'e' },
  { to: '/waiting', label: 'nav.waiting', icon: DoorOpen, key: 'w' },
  { to: '/connect', label: 'nav.connect', icon: Cable, key: 'c' },
  { to: '/tokens', label: 'nav.tokens', icon: IdCard, key: 't' },
  { to: '/sites', label: 'nav.sites', icon: MapPin, key: 'i' },
  { to: '/runs', label: 'nav.runs', icon: ListTodo, key: 'r' },
  { to: '/configuration', label: 'nav.configuration', icon: SlidersHorizontal, key: 'o' },
  { to: '/quirks', label: 'nav.quirks', icon: Puzzle, key: 'q' },
  { to: '/messages', label: 'nav.messages', icon: ScrollText, key: 'm' },
  { to: '/files', label: 'nav.files', icon: FileArchive, key: 'f' },
  { to: '/security', label: 'nav.security', icon: ShieldCheck, key: 'y' },
  { to: '/certificates', label: 'nav.certificates', icon: BadgeCheck, key: 'z' },
  { to: '/settings', label: 'nav.settings', icon: Settings, key: 'g' },
]

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const text = useText()
  const { data: now } = useQuery(networkNowQuery)
  const waiting = now?.stations.waitingToJoin ?? 0
  return (
    <ul className={classes['nav']}>
      {destinations.map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link
            to={to}
            className={classes['link']}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            onClick={onNavigate}
          >
            <Icon size={18} aria-hidden />
            <span className={classes['linkText']}>{text(label)}</span>
            {to === '/waiting' && waiting > 0 ? (
              <span className={classes['badge']}>
                {waiting}
                <span className="sm-visually-hidden"> {text('nav.waiting.count')}</span>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  )
}
