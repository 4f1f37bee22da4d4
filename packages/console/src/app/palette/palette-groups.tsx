import { Spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { Cable, History, IdCard, MapPin, SquareChevronRight, Zap } from 'lucide-react'
import { Glyph } from '../../status/glyph.tsx'
import { conditionLookOf } from '../../status/status.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { destinations } from '../shell/navigation.tsx'
import { recentItems, rememberItem } from './recent.ts'
import type { Found } from './use-palette-search.ts'
import { verbs } from './verbs.ts'

/** Stations, sessions, sites and tokens that the server found. */
export function EntityGroups({ found }: { found: Found }) {
  return (
    <>
      <StationGroup found={found} />
      <SessionGroup found={found} />
      <PlaceGroup found={found} />
    </>
  )
}

function StationGroup({ found }: { found: Found }) {
  const text = useText()
  const format = useFormat()
  const navigate = useNavigate()
  if (found.stations.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={text('nav.stations')}>
      {found.stations.map((station) => {
        const look = conditionLookOf(station.condition)
        const facts = [text(look.label), station.siteName, station.powerW > 0 ? format.power(station.powerW) : null]
        return (
          <Spotlight.Action
            key={station.id}
            label={station.name === null ? station.id : `${station.id} · ${station.name}`}
            description={facts.filter((fact) => fact !== null).join(' · ')}
            leftSection={<Glyph shape={look.glyph} tone={look.tone} size={18} />}
            onClick={() => {
              rememberItem({ kind: 'station', id: station.id, label: station.id })
              void navigate({ to: '/stations/$stationId', params: { stationId: station.id } })
            }}
          />
        )
      })}
    </Spotlight.ActionsGroup>
  )
}

function SessionGroup({ found }: { found: Found }) {
  const text = useText()
  const format = useFormat()
  const navigate = useNavigate()
  if (found.sessions.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={text('nav.sessions')}>
      {found.sessions.map((session) => {
        const label = text('palette.session', { station: session.stationId, evse: session.evseId })
        return (
          <Spotlight.Action
            key={session.id}
            label={label}
            description={`${format.dateTime(session.startedAt)} · ${format.energy(session.energyWh)}`}
            leftSection={<Zap size={18} aria-hidden />}
            onClick={() => {
              rememberItem({ kind: 'session', id: session.id, label })
              void navigate({ to: '/sessions/$sessionId', params: { sessionId: session.id } })
            }}
          />
        )
      })}
    </Spotlight.ActionsGroup>
  )
}

function PlaceGroup({ found }: { found: Found }) {
  const text = useText()
  const navigate = useNavigate()
  if (found.sites.length + found.tokens.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={text('palette.group.more')}>
      {found.sites.map((site) => (
        <Spotlight.Action
          key={site.id}
          label={site.name}
          description={text('sites.stationCount', { count: site.stationCount })}
          leftSection={<MapPin size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/stations', search: { siteId: site.id } })}
        />
      ))}
      {found.tokens.map((token) => (
        <Spotlight.Action
          key={token.id}
          label={token.label ?? token.value}
          description={token.value}
          leftSection={<IdCard size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/tokens', search: { search: token.value } })}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

/** Verbs without an object yet: choosing one writes it into the field. */
export function VerbGroup({ search, onChoose }: { search: string; onChoose: (line: string) => void }) {
  const text = useText()
  const navigate = useNavigate()
  const matches = (label: string) => label.toLowerCase().includes(search.toLowerCase())
  const shown = verbs.filter((verb) => matches(text(`palette.choose.${verb}`)))
  const connect = text('palette.connect')
  if (shown.length === 0 && !matches(connect)) return null
  return (
    <Spotlight.ActionsGroup label={text('palette.group.commands')}>
      {shown.map((verb) => (
        <Spotlight.Action
          key={verb}
          label={text(`palette.choose.${verb}`)}
          leftSection={<SquareChevronRight size={18} aria-hidden />}
          closeSpotlightOnTrigger={false}
          onClick={() => onChoose(`${text(`palette.verb.${verb}`)} `)}
        />
      ))}
      {matches(connect) ? (
        <Spotlight.Action
          label={connect}
          leftSection={<Cable size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/connect' })}
        />
      ) : null}
    </Spotlight.ActionsGroup>
  )
}

export function PageGroup({ search }: { search: string }) {
  const text = useText()
  const navigate = useNavigate()
  const shown = destinations.filter(({ label }) => text(label).toLowerCase().includes(search.toLowerCase()))
  if (shown.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={text('palette.group.pages')}>
      {shown.map(({ to, label, icon: Icon }) => (
        <Spotlight.Action
          key={to}
          label={text(label)}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={() => void navigate({ to })}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

export function RecentGroup({ shown }: { shown: boolean }) {
  const text = useText()
  const navigate = useNavigate()
  const items = shown ? recentItems() : []
  if (items.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={text('palette.group.recent')}>
      {items.map((item) => (
        <Spotlight.Action
          key={`${item.kind}-${item.id}`}
          label={item.label}
          leftSection={<History size={18} aria-hidden />}
          onClick={() =>
            void (item.kind === 'station'
              ? navigate({ to: '/stations/$stationId', params: { stationId: item.id } })
              : navigate({ to: '/sessions/$sessionId', params: { sessionId: item.id } }))
          }
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}
