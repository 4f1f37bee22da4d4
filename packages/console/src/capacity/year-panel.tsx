import { useSuspenseQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ChartPanel } from '../ui/chart.tsx'
import type { ChartData } from '../ui/chart-types.ts'
import { EmptyState } from '../ui/message.tsx'
import { limitLine, line } from './load-charts.tsx'
import { loadHistoryQuery } from './queries.ts'

/** What the site carried: the highest load of each day, beside its limit. */
export function YearPanel({ siteId }: { siteId: string }) {
  const text = useText()
  const format = useFormat()
  const { data } = useSuspenseQuery(loadHistoryQuery(siteId))
  const chart = useMemo<ChartData>(() => {
    const label = text('capacity.year')
    const { basis, load } = data
    if (load === null) return { label, atMs: [], series: [] }
    const { date, peakW } = load.days
    return {
      label,
      // Noon in UTC is the same day nearly everywhere.
      atMs: date.map((day) => Date.parse(`${day}T12:00:00Z`)),
      scale: { isTime: true, print: (atMs) => format.day(new Date(atMs)) },
      series: [
        line(text('capacity.year.peak'), peakW, 'charging', format, { filled: true }),
        ...limitLine(text('capacity.limitLine'), basis.limitW, peakW.length, format),
      ],
    }
  }, [data, text, format])
  return (
    <ChartPanel
      title={text('capacity.year')}
      data={chart}
      height={160}
      empty={<EmptyState icon={ChartLine} title={text('capacity.year.none')} />}
    />
  )
}
