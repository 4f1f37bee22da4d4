import type { Revenue } from '@stationmaster/server/contract'
import { ChartColumn } from 'lucide-react'
import { useMemo } from 'react'
import { instantOf } from '../app/i18n/local-time.ts'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ChartPanel } from '../ui/chart.tsx'
import type { ChartData } from '../ui/chart-types.ts'
import { EmptyState } from '../ui/message.tsx'

/** What each day of the span brought in. */
export function RevenueChart({ revenue }: { revenue: Revenue }) {
  const text = useText()
  const format = useFormat()
  const { days, currency, total } = revenue
  const chart = useMemo<ChartData>(() => {
    const money = (minor: number) => format.minor(minor, currency)
    const hasAny = total.sessions > 0
    return {
      label: text('revenue.perDay'),
      atMs: hasAny ? days.map(({ day }) => instantOf(day)) : [],
      scale: { isTime: true, print: (atMs) => format.day(new Date(atMs)) },
      series: [
        {
          ...{ label: text('revenue.gross'), tone: 'charging', filled: true, print: money, tick: money },
          values: days.map(({ grossMinor }) => grossMinor),
        },
        {
          label: text('revenue.net'),
          tone: 'available',
          values: days.map(({ netMinor }) => netMinor),
          print: money,
          tick: money,
        },
      ],
    }
  }, [days, currency, total.sessions, text, format])
  return (
    <ChartPanel
      title={text('revenue.perDay')}
      data={chart}
      empty={
        <EmptyState icon={ChartColumn} title={text('revenue.none')}>
          {text('revenue.none.text')}
        </EmptyState>
      }
    />
  )
}
