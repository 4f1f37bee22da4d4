import type { StationSummary } from '@stationmaster/server/contract'
import { useNavigate } from '@tanstack/react-router'
import { ChartSpline, IdCard, MapPin, UserRound, Zap } from 'lucide-react'
import { Glyph } from '../../status/glyph.tsx'
import { conditionLookOf } from '../../status/status.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { useMay } from '../use-may.ts'
import { PaletteAction, PaletteGroup } from './palette-parts.tsx'
import { rememberItem } from './recent.ts'
import type { Found } from './use-palette-search.ts'

/** What was found beside the best station: others, sessions, sites, tokens, people. */
export function EntityGroups({ found }: { found: Found }) {
  const text = useText()
  return (
    <>
      <StationGroup label={text('palette.group.moreStations')} stations={found.stations.slice(1)} />
      <SessionGroup found={found} />
      <PlaceGroup found={found} />
    </>
  )
}

interface StationGroupProps {
  readonly label: string
  readonly stations: readonly StationSummary[]
}

export function StationGroup({ label, stations }: StationGroupProps) {
  const text = useText()
  const format = useFormat()
  const navigate = useNavigate()
  if (stations.length === 0) return null
  return (
    <PaletteGroup label={label}>
      {stations.map((station) => {
        const look = conditionLookOf(station.condition)
        const facts = [text(look.label), station.siteName, station.powerW > 0 ? format.power(station.powerW) : null]
        return (
          <PaletteAction
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
    </PaletteGroup>
  )
}

function SessionGroup({ found }: { found: Found }) {
  const text = useText()
  const format = useFormat()
  const navigate = useNavigate()
  if (found.sessions.length === 0) return null
  return (
    <PaletteGroup label={text('nav.sessions')}>
      {found.sessions.map((session) => {
        const label = text('palette.session', { station: session.stationId, evse: session.evseId })
        return (
          <PaletteAction
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
    </PaletteGroup>
  )
}

function PlaceGroup({ found }: { found: Found }) {
  const text = useText()
  const may = useMay()
  const navigate = useNavigate()
  if (found.sites.length + found.tokens.length + found.people.length === 0) return null
  return (
    <PaletteGroup label={text('palette.group.more')}>
      {found.sites.map((site) => (
        <PaletteAction
          key={site.id}
          label={site.name}
          description={text('sites.stationCount', { count: site.stationCount })}
          leftSection={<MapPin size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/sites/$siteId', params: { siteId: site.id } })}
        />
      ))}
      {may.call('askWhatIf')
        ? found.sites.map((site) => (
            <PaletteAction
              key={`capacity ${site.id}`}
              label={text('capacity.of', { site: site.name })}
              description={text('capacity.title')}
              leftSection={<ChartSpline size={18} aria-hidden />}
              onClick={() => void navigate({ to: '/sites/$siteId/capacity', params: { siteId: site.id } })}
            />
          ))
        : null}
      {may.call('listTokens')
        ? found.tokens.map((token) => (
            <PaletteAction
              key={token.id}
              label={token.label ?? token.value}
              description={token.value}
              leftSection={<IdCard size={18} aria-hidden />}
              onClick={() => void navigate({ to: '/tokens', search: { search: token.value } })}
            />
          ))
        : null}
      {found.people.map((person) => (
        <PaletteAction
          key={person.id}
          label={person.name}
          description={person.email}
          leftSection={<UserRound size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/settings/$section', params: { section: 'people' } })}
        />
      ))}
    </PaletteGroup>
  )
}
