import { useSuspenseQuery } from '@tanstack/react-query'
import { Gauge, type LucideIcon, PlugZap, Sun, Zap } from 'lucide-react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import classes from './now.module.css'
import { networkNowQuery } from './queries.ts'

/** Load, sessions, energy, stations: one line of figures. */
export function Figures() {
  const text = useText()
  const format = useFormat()
  const { data } = useSuspenseQuery(networkNowQuery)
  const online = { online: format.number(data.stations.online), total: format.number(data.stations.total) }
  return (
    <dl className={classes['figures']}>
      <Figure icon={Gauge} name={text('now.load')} value={format.power(data.powerW)} />
      <Figure icon={Zap} name={text('now.activeSessions')} value={format.number(data.activeSessions)} />
      <Figure
        icon={Sun}
        name={text('now.energyToday')}
        value={format.energy(data.energyTodayWh)}
        note={text('now.sessionsToday', { count: data.sessionsToday })}
      />
      <Figure icon={PlugZap} name={text('now.online')} value={text('now.onlineOf', online)} />
    </dl>
  )
}

interface FigureProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly value: string
  readonly note?: string
}

function Figure({ icon: Icon, name, value, note }: FigureProps) {
  return (
    <div className={classes['figure']}>
      <dt>
        <Icon size={16} aria-hidden />
        {name}
      </dt>
      <dd>
        <strong>{value}</strong>
        {note === undefined ? null : <span>{note}</span>}
      </dd>
    </div>
  )
}
