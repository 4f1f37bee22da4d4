import { useSuspenseQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ChartPanel } from '../ui/chart.tsx'
import type { ChartData } from '../ui/chart-types.ts'
import { EmptyState } from '../ui/message.tsx'
import { networkLoadQuery } from './queries.ts'

/** Power of the whole network over the last hour, live. */
export function LoadChart() {
  const text = useText()
  const format = useFormat()
  const { data } = useSuspenseQuery(networkLoadQuery)
  const chart = useMemo<ChartData>(
    () => ({
      label: text('now.loadChart'),
      atMs: data.at.map((at) => Date.parse(at)),
      series: [
        {
          label: text('now.load'),
          values: data.powerW,
          tone: 'charging',
          filled: true,
          print: format.power,
          tick: format.powerTick,
        },
      ],
    }),
    [data, text, format],
  )
  return (
    <ChartPanel
      title={text('now.loadChart')}
      data={chart}
      empty={
        <EmptyState icon={Activity} title={text('now.noLoad')}>
          {text('now.noLoad.text')}
        </EmptyState>
      }
    />
  )
}
