import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { ChartTable } from './chart-table.tsx'
import type { ChartData } from './chart-types.ts'
import { LoadingLines } from './loading.tsx'
import { Panel } from './panel.tsx'
import { Segments } from './segments.tsx'

const LineChart = lazy(async () => ({ default: (await import('./line-chart.tsx')).LineChart }))

interface ChartPanelProps {
  readonly title: ReactNode
  readonly data: ChartData
  readonly height?: number
  readonly empty: ReactNode
}

/** A chart and, for whoever prefers figures, the same as a table. */
export function ChartPanel({ title, data, height = 220, empty }: ChartPanelProps) {
  const text = useText()
  const [view, setView] = useState('chart')
  return (
    <Panel
      title={title}
      aside={
        <Segments
          size="small"
          label={text('chart.view')}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: text('chart.chart') },
            { value: 'table', label: text('chart.table') },
          ]}
        />
      }
    >
      {data.atMs.length === 0 ? (
        empty
      ) : view === 'table' ? (
        <ChartTable data={data} />
      ) : (
        <Suspense fallback={<LoadingLines lines={5} />}>
          <LineChart data={data} height={height} />
        </Suspense>
      )}
    </Panel>
  )
}
