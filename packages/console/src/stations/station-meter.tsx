import type { StationDetail } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { type Format, useFormat } from '../app/i18n/use-format.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { ChartPanel } from '../ui/chart.tsx'
import type { ChartData, ChartSeries } from '../ui/chart-types.ts'
import { EmptyState } from '../ui/message.tsx'
import { type Values, withGaps } from '../ui/time-gaps.ts'
import { stationMeterQuery } from './queries.ts'

/** Stations sample every minute or every quarter of an hour. */
const LONGEST_GAP_MS = 16 * 60_000

/** Power of all charging points of a station together over the last hours; new samples appear as they come. */
export function StationMeter({ station }: { station: StationDetail }) {
  const text = useText()
  const format = useFormat()
  const { data: meter } = useSuspenseQuery(stationMeterQuery(station.id))
  const chart = useMemo<ChartData>(() => {
    const { series, fromMs, toMs } = meter
    const known = powerLines(text, format).flatMap((line) => {
      const values = series[line.of]
      return values === undefined ? [] : [{ line, values }]
    })
    const label = text('station.meterChart')
    if (known.length === 0) return { label, atMs: [], series: [] }
    const measuredAtMs = series.at.map((at) => Date.parse(at))
    const columns: Values[] = known.map(({ values }) => values)
    const fitted = withGaps(measuredAtMs, columns, { fromMs, toMs, longestGapMs: LONGEST_GAP_MS })
    return {
      label,
      atMs: fitted.atMs,
      series: known.map(({ line }, index) => ({ ...line.look, values: fitted.columns[index] ?? [] })),
    }
  }, [meter, text, format])
  return (
    <ChartPanel
      title={text('station.meterChart')}
      data={chart}
      height={180}
      empty={
        <EmptyState icon={ChartLine} title={text('station.noMeter')}>
          {text('station.noMeter.text')}
        </EmptyState>
      }
    />
  )
}

interface PowerLine {
  readonly of: 'powerW' | 'powerOfferedW'
  readonly look: Omit<ChartSeries, 'values'>
}

function powerLines(text: Text, format: Format): readonly PowerLine[] {
  const units = { print: format.power, tick: format.powerTick }
  return [
    { of: 'powerW', look: { label: text('session.power'), tone: 'charging', filled: true, ...units } },
    { of: 'powerOfferedW', look: { label: text('session.offered'), tone: 'neutral', dashed: true, ...units } },
  ]
}
