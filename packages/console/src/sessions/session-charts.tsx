import type { SessionDetail } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ChartPanel } from '../ui/chart.tsx'
import type { ChartData, ChartSeries } from '../ui/chart-types.ts'
import { EmptyState } from '../ui/message.tsx'
import { sessionMeterQuery } from './queries.ts'
import classes from './session.module.css'

/** Power and state of charge over time, and the energy that came of it. */
export function SessionCharts({ session }: { session: SessionDetail }) {
  const text = useText()
  const format = useFormat()
  const { data: meter } = useSuspenseQuery(sessionMeterQuery(session.id))
  const { power, energy } = useMemo(() => {
    const atMs = meter.at.map((at) => Date.parse(at))
    const powers: ChartSeries[] = []
    const line = (
      label: string,
      values: readonly (number | null)[] | undefined,
      look: Omit<ChartSeries, 'label' | 'values'>,
    ) => (values === undefined ? [] : [{ label, values, ...look }])
    powers.push(
      ...line(text('session.power'), meter.powerW, {
        tone: 'charging',
        filled: true,
        print: format.power,
        tick: format.powerTick,
      }),
    )
    powers.push(
      ...line(text('session.offered'), meter.powerOfferedW, {
        tone: 'neutral',
        dashed: true,
        print: format.power,
        tick: format.powerTick,
      }),
    )
    powers.push(
      ...line(text('session.soc'), meter.socPercent, {
        tone: 'available',
        axis: 'second',
        print: format.percent,
        tick: format.percent,
      }),
    )
    const energies = line(text('session.energy'), meter.energyWh, {
      tone: 'reserved',
      filled: true,
      print: format.energy,
      tick: format.energyTick,
    })
    const chart = (label: string, series: readonly ChartSeries[]): ChartData => ({
      label,
      atMs: series.length === 0 ? [] : atMs,
      series,
    })
    return { power: chart(text('session.powerCurve'), powers), energy: chart(text('session.energyCurve'), energies) }
  }, [meter, text, format])
  const empty = (
    <EmptyState icon={ChartLine} title={text('session.noSamples')}>
      {text('session.noSamples.text')}
    </EmptyState>
  )
  return (
    <div className={classes['columns']}>
      <ChartPanel title={text('session.powerCurve')} data={power} empty={empty} />
      <ChartPanel title={text('session.energyCurve')} data={energy} empty={empty} />
    </div>
  )
}
