import { Spotlight } from '@mantine/spotlight'
import type { StationSummary } from '@stationmaster/server/contract'
import { CirclePlay, CircleStop, LockOpen, type LucideIcon, RotateCcw } from 'lucide-react'
import { useSend } from '../../commands/use-send.tsx'
import { useText } from '../i18n/use-text.ts'
import { offersFor, type Verb } from './verbs.ts'

const icons: Readonly<Record<Verb, LucideIcon>> = {
  start: CirclePlay,
  stop: CircleStop,
  unlock: LockOpen,
  reset: RotateCcw,
}

interface OfferGroupProps {
  readonly stations: readonly StationSummary[]
  readonly verbs: readonly Verb[]
}

/** Commands that can be sent to the stations found, with five seconds to undo. */
export function OfferGroup({ stations, verbs }: OfferGroupProps) {
  const text = useText()
  const send = useSend()
  const offers = stations.flatMap((station) =>
    verbs.flatMap((verb) => offersFor(station, verb, text).map((offer) => ({ ...offer, verb, station }))),
  )
  if (offers.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={text('palette.group.commands')}>
      {offers.slice(0, 10).map(({ id, label, request, verb, station }) => {
        const Icon = icons[verb]
        return (
          <Spotlight.Action
            key={id}
            label={label}
            description={station.siteName ?? station.name ?? ''}
            leftSection={<Icon size={18} aria-hidden />}
            onClick={() => send({ stationId: station.id, request })}
          />
        )
      })}
    </Spotlight.ActionsGroup>
  )
}
