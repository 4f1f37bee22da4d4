import { useSuspenseQuery } from '@tanstack/react-query'
import { AudioWaveform } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { ChartPanel } from '../../ui/chart.tsx'
import type { ChartData } from '../../ui/chart-types.ts'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { PreciseTime } from '../../ui/when.tsx'
import { type EventStream, streamValuesQuery } from './queries.ts'

const MOST_ROWS = 100

/** The newest values of a stream: a curve of numbers, a list of anything else. */
export function StreamValues({ stationId, stream }: { stationId: string; stream: EventStream }) {
  const text = useText()
  const title = text('streams.values', { id: stream.streamId })
  const { items } = useSuspenseQuery(streamValuesQuery(stationId, stream.streamId)).data
  const chart = useCurve(title, items)
  const empty = (
    <EmptyState icon={AudioWaveform} title={text('streams.noValues')}>
      {text('streams.noValues.text')}
    </EmptyState>
  )
  if (chart !== null) return <ChartPanel title={title} data={chart} empty={empty} />
  return (
    <Panel flush title={title}>
      <RecordTable
        label={title}
        rows={items.toReversed().slice(0, MOST_ROWS)}
        keyOf={({ at, value }) => `${at} ${value}`}
        columns={[
          { id: 'at', header: text('monitorEvents.at'), cell: ({ at }) => <PreciseTime at={at} /> },
          { id: 'value', header: text('monitoring.value'), cell: ({ value }) => <code translate="no">{value}</code> },
        ]}
        empty={empty}
      />
    </Panel>
  )
}

/** Null when one of the values is no number. */
function useCurve(label: string, items: readonly { at: string; value: string }[]): ChartData | null {
  const text = useText()
  const format = useFormat()
  return useMemo(() => {
    const values = items.map(({ value }) => (value.trim() === '' ? Number.NaN : Number(value)))
    if (values.some(Number.isNaN)) return null
    const print = (value: number) => format.number(value, Number.isInteger(value) ? 0 : 2)
    return {
      label,
      atMs: items.map(({ at }) => Date.parse(at)),
      series: [{ label: text('monitoring.value'), tone: 'charging', print, tick: print, values }],
    }
  }, [items, label, text, format])
}
