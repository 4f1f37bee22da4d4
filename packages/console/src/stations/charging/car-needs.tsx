import type { CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { Facts, Raw } from '../../ui/facts.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago, When } from '../../ui/when.tsx'
import type { TabProps } from '../tabs/tab-props.ts'
import classes from './car-needs.module.css'
import { type ChosenSchedule, carNeeds, chosenSchedule } from './told.ts'

type Car = CallOutput<'listEvCharging'>['items'][number]

const REFRESH_MS = 5000

/** What cars have said they need, and the schedules they chose (ISO 15118). Nothing where no car has spoken. */
export function CarNeeds({ station }: TabProps) {
  const text = useText()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.carNeeds(station.id),
    queryFn: ({ signal }) => call('listEvCharging', { params: { stationId: station.id }, signal }),
    refetchInterval: REFRESH_MS,
  })
  if (data.items.length === 0) return null
  return (
    <Panel title={text('cars.title')}>
      <ul className={classes['cars']}>
        {data.items.map((car) => (
          <li key={car.evseId}>
            <h3 className={classes['heading']}>{text('evse.name', { evse: car.evseId })}</h3>
            <NeedsOf car={car} />
            <ScheduleOf car={car} />
            <details>
              <summary>{text('cars.asTold')}</summary>
              <JsonView
                source={JSON.stringify({ needs: car.needs, schedule: car.schedule })}
                what={text('cars.asTold')}
              />
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function NeedsOf({ car: { needs: told, needsAt } }: { car: Car }) {
  const text = useText()
  const format = useFormat()
  const needs = carNeeds(told)
  if (needs === null) return null
  const { energyWh, capacityWh, maxPowerW, minCurrentA, maxCurrentA, socPercent, fullSocPercent } = needs
  const current = [minCurrentA, maxCurrentA].filter((value) => value !== undefined)
  const level = [socPercent, fullSocPercent].filter((value) => value !== undefined)
  return (
    <Facts
      facts={[
        { name: text('cars.transfer'), value: needs.transfer === undefined ? null : <Raw>{needs.transfer}</Raw> },
        { name: text('cars.energy'), value: energyWh === undefined ? null : format.energy(energyWh) },
        {
          name: text('cars.soc'),
          value:
            level.length === 0 ? null : <bdi dir="ltr">{level.map((value) => format.percent(value)).join(' → ')}</bdi>,
        },
        { name: text('cars.capacity'), value: capacityWh === undefined ? null : format.energy(capacityWh) },
        { name: text('cars.power'), value: maxPowerW === undefined ? null : format.power(maxPowerW) },
        { name: text('cars.current'), value: current.map((value) => `${format.number(value)} A`).join(' – ') },
        {
          name: text('cars.departure'),
          value: needs.departureAt === undefined ? null : <When at={needs.departureAt} />,
        },
        { name: text('charging.told'), value: needsAt === null ? null : <Ago at={needsAt} /> },
      ]}
    />
  )
}

function ScheduleOf({ car: { schedule: told, scheduleTimeBase, selectedScheduleId } }: { car: Car }) {
  const text = useText()
  const schedule = chosenSchedule(told)
  if (schedule === null || scheduleTimeBase === null) return null
  return (
    <div>
      <p className={classes['dim']}>
        {selectedScheduleId === null ? text('cars.chosen') : text('cars.chosenOf', { id: selectedScheduleId })}
      </p>
      <ol className={classes['periods']}>
        {schedule.periods.map((period) => (
          <Period key={period.startPeriod} period={period} unit={schedule.unit} baseMs={Date.parse(scheduleTimeBase)} />
        ))}
      </ol>
    </div>
  )
}

interface PeriodProps {
  readonly period: ChosenSchedule['periods'][number]
  readonly unit: ChosenSchedule['unit']
  readonly baseMs: number
}

function Period({ period: { startPeriod, limit }, unit, baseMs }: PeriodProps) {
  const format = useFormat()
  const at = new Date(baseMs + startPeriod * 1000)
  return (
    <li>
      {Number.isNaN(at.getTime()) ? null : <time dateTime={at.toISOString()}>{format.time(at)}</time>}{' '}
      <strong>{unit === 'W' ? format.power(limit) : `${format.number(limit)} A`}</strong>
    </li>
  )
}
