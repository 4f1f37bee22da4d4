import { useNavigate } from '@tanstack/react-router'
import { Cable, History, SquareChevronRight } from 'lucide-react'
import { useText } from '../i18n/use-text.ts'
import { useMay } from '../use-may.ts'
import { PaletteAction, PaletteGroup } from './palette-parts.tsx'
import { recentItems } from './recent.ts'
import { useScreens } from './screens.ts'
import { kindOf, verbs } from './verbs.ts'

/** Verbs without an object yet: choosing one writes it into the field. */
export function VerbGroup({ search, onChoose }: { search: string; onChoose: (line: string) => void }) {
  const text = useText()
  const navigate = useNavigate()
  const matches = (label: string) => label.toLowerCase().includes(search.toLowerCase())
  const may = useMay()
  const shown = verbs.filter((verb) => may.send(kindOf[verb]) && matches(text(`palette.choose.${verb}`)))
  const connect = text('palette.connect')
  const canConnect = may.call('createStation') && matches(connect)
  if (shown.length === 0 && !canConnect) return null
  return (
    <PaletteGroup label={text('palette.group.commands')}>
      {shown.map((verb) => (
        <PaletteAction
          key={verb}
          label={text(`palette.choose.${verb}`)}
          leftSection={<SquareChevronRight size={18} aria-hidden />}
          closeSpotlightOnTrigger={false}
          onClick={() => onChoose(`${text(`palette.verb.${verb}`)} `)}
        />
      ))}
      {canConnect ? (
        <PaletteAction
          label={connect}
          leftSection={<Cable size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/connect' })}
        />
      ) : null}
    </PaletteGroup>
  )
}

export function PageGroup({ search }: { search: string }) {
  const text = useText()
  const navigate = useNavigate()
  const shown = useScreens().filter(({ label }) => text(label).toLowerCase().includes(search.toLowerCase()))
  if (shown.length === 0) return null
  return (
    <PaletteGroup label={text('palette.group.pages')}>
      {shown.map(({ to, label, icon: Icon }) => (
        <PaletteAction
          key={to}
          label={text(label)}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={() => void navigate({ to })}
        />
      ))}
    </PaletteGroup>
  )
}

export function RecentGroup({ shown }: { shown: boolean }) {
  const text = useText()
  const navigate = useNavigate()
  const items = shown ? recentItems() : []
  if (items.length === 0) return null
  return (
    <PaletteGroup label={text('palette.group.recent')}>
      {items.map((item) => (
        <PaletteAction
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
    </PaletteGroup>
  )
}
