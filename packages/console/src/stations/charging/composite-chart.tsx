import { NativeSelect } from '@mantine/core'
import { actionBlock, type CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { useMemo, useState } from 'react'
import { call } from '../../app/api.ts'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { ActionButton } from '../../commands/action-button.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ChartPanel } from '../../ui/chart.tsx'
import type { ChartData, ChartSeries } from '../../ui/chart-types.ts'
import { EmptyState } from '../../ui/message.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'
import { limitAt, lowestLimitAt, stepsOf } from './schedule-steps.ts'

type Compared = CallOutput<'compareCompositeSchedule'>

const REFRESH_MS = 10_000
const A_DAY_S = 86_400

/** What all profiles allow together over the next day: by our reckoning, and by the station's latest answer. */
export function CompositeChart({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const [evse, setEvse] = useState('0')
  const [unit, setUnit] = useState<'A' | 'W'>('A')
  const evseId = Number(evse)
  const query = { evseId, unit, durationS: A_DAY_S }
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.compositeSchedule(station.id, query),
    queryFn: ({ signal }) => call('compareCompositeSchedule', { params: { stationId: station.id }, query, signal }),
    refetchInterval: REFRESH_MS,
  })
  const chart = useSchedule(data, unit)
  const evses = [...new Set(station.connectors.map((connector) => connector.evseId))]
  return (
    <div className={classes['overview']}>
      <div className={classes['danger']}>
        <NativeSelect
          aria-label={text('charging.where')}
          value={evse}
          data={[
            { value: '0', label: text('form.wholeStation') },
            ...evses.map((id) => ({ value: String(id), label: text('evse.name', { evse: id }) })),
          ]}
          onChange={(event) => setEvse(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={text('charging.unit')}
          value={unit}
          data={['A', 'W']}
          onChange={(event) => setUnit(event.currentTarget.value === 'W' ? 'W' : 'A')}
        />
        <ActionButton
          send="getCompositeSchedule"
          block={actionBlock('getCompositeSchedule', station)}
          onClick={() =>
            send({
              stationId: station.id,
              request: { kind: 'getCompositeSchedule', evseId, durationS: A_DAY_S, unit },
              atOnce: true,
            })
          }
        >
          {text('charging.askSchedule')}
        </ActionButton>
        <Verdict data={data} />
      </div>
      <ChartPanel
        title={text('charging.schedule')}
        data={chart}
        empty={
          <EmptyState icon={Gauge} title={text('charging.unlimited')}>
            {text('charging.unlimited.text')}
          </EmptyState>
        }
      />
    </div>
  )
}

function Verdict({ data: { reported } }: { data: Compared }) {
  const text = useText()
  const format = useFormat()
  if (reported === null) return <p className={classes['dim']}>{text('charging.notAsked')}</p>
  const at = format.dateTime(reported.reportedAt)
  const { differences } = reported
  if (differences === null) return <p className={classes['dim']}>{text('charging.incomparable', { at })}</p>
  return (
    <p className={classes['dim']} role="status">
      {text('charging.verdict', { at, count: differences.length })}
    </p>
  )
}

function useSchedule({ expected, reported }: Compared, unit: 'A' | 'W'): ChartData {
  const text = useText()
  const format = useFormat()
  return useMemo(() => {
    const schedules = reported === null ? [expected] : [expected, reported.schedule]
    const hasLimit = schedules.some(({ chargingSchedulePeriod }) =>
      chargingSchedulePeriod.some(({ limit, lowestLimit }) => limit !== undefined || lowestLimit !== undefined),
    )
    const atMs = hasLimit ? stepsOf(schedules) : []
    const print = (value: number) => (unit === 'A' ? `${format.number(value, 1)} A` : format.power(value))
    const tick = (value: number) => (unit === 'A' ? `${format.number(value)} A` : format.powerTick(value))
    const seriesOf = (
      label: string,
      schedule: Compared['expected'],
      { valueAt = limitAt, ...look }: Pick<ChartSeries, 'tone' | 'filled' | 'dashed'> & { valueAt?: typeof limitAt },
    ) => ({
      ...{ label, print, tick, ...look },
      values: atMs.map((ms) => valueAt(schedule, ms)),
    })
    const series: ChartSeries[] = [seriesOf(text('charging.expected'), expected, { tone: 'charging', filled: true })]
    if (expected.chargingSchedulePeriod.some(({ lowestLimit }) => lowestLimit !== undefined)) {
      series.push(
        seriesOf(text('charging.expectedLowest'), expected, { tone: 'charging', dashed: true, valueAt: lowestLimitAt }),
      )
    }
    if (reported !== null) {
      series.push(seriesOf(text('charging.reported'), reported.schedule, { tone: 'occupied', dashed: true }))
    }
    return { label: text('charging.schedule'), atMs, series }
  }, [expected, reported, unit, text, format])
}
