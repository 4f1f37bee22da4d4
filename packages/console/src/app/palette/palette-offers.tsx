import type { StationSummary } from '@stationmaster/server/contract'
import { CirclePlay, CircleStop, LockOpen, type LucideIcon, Power, PowerOff, RotateCcw } from 'lucide-react'
import { useSend } from '../../commands/use-send.tsx'
import { useText } from '../i18n/use-text.ts'
import { useMay } from '../use-may.ts'
import { PaletteAction, PaletteGroup } from './palette-parts.tsx'
import { kindOf, offersFor, type Verb } from './verbs.ts'

const icons: Readonly<Record<Verb, LucideIcon>> = {
  start: CirclePlay,
  stop: CircleStop,
  unlock: LockOpen,
  reset: RotateCcw,
  enable: Power,
  disable: PowerOff,
}

interface OfferGroupProps {
  readonly stations: readonly StationSummary[]
  readonly verbs: readonly Verb[]
  /** The stations are those of what stands in the field. */
  readonly isSettled: boolean
}

/** Commands that can be sent to the stations found, with five seconds to undo. */
export function OfferGroup({ stations, verbs, isSettled }: OfferGroupProps) {
  const text = useText()
  const send = useSend()
  const may = useMay()
  const offers = stations.flatMap((station) =>
    verbs
      .filter((verb) => may.send(kindOf[verb]))
      .flatMap((verb) => offersFor(station, verb, text).map((offer) => ({ ...offer, verb, station }))),
  )
  if (offers.length === 0) return null
  return (
    <PaletteGroup label={text('palette.group.commands')}>
      {offers.slice(0, 10).map(({ id, label, request, verb, station }) => {
        const Icon = icons[verb]
        return (
          <PaletteAction
            key={id}
            label={label}
            description={station.siteName ?? station.name ?? ''}
            leftSection={<Icon size={18} aria-hidden />}
            disabled={!isSettled}
            onClick={() => send({ stationId: station.id, request })}
          />
        )
      })}
    </PaletteGroup>
  )
}
