import type { WhatIf } from '@stationmaster/server/contract'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { type Format, useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { ChartPanel } from '../ui/chart.tsx'
import type { ChartData, ChartSeries } from '../ui/chart-types.ts'
import { EmptyState } from '../ui/message.tsx'

/** A typical weekday before and after: what half of the days stay below, and what nearly all do. */
export function DayChart({ whatIf: { result, assumed } }: { whatIf: WhatIf }) {
  const text = useText()
  const format = useFormat()
  const chart = useMemo<ChartData>(() => {
    const label = text('capacity.day')
    const days = result?.typicalDay ?? null
    if (days === null) return { label, atMs: [], series: [] }
    const { before, after } = days
    return {
      label,
      atMs: before.medianW.map((_, quarter) => quarter / 4),
      scale: { isTime: false, print: clockOf },
      series: [
        line(text('capacity.day.before'), before.medianW, 'neutral', format),
        line(text('capacity.day.beforeHigh'), before.highW, 'neutral', format, { dashed: true }),
        line(text('capacity.day.after'), after.medianW, 'charging', format, { filled: true }),
        line(text('capacity.day.afterHigh'), after.highW, 'charging', format, { dashed: true }),
        ...limitLine(text('capacity.limitLine'), assumed.limitW, before.medianW.length, format),
      ],
    }
  }, [result, assumed, text, format])
  return (
    <ChartPanel
      title={text('capacity.day')}
      data={chart}
      empty={<EmptyState icon={ChartLine} title={text('capacity.day.none')} />}
    />
  )
}

/** For how much of the time the load is how high. */
export function DurationChart({ whatIf: { result, assumed } }: { whatIf: WhatIf }) {
  const text = useText()
  const format = useFormat()
  const chart = useMemo<ChartData>(() => {
    const label = text('capacity.duration')
    if (result === null) return { label, atMs: [], series: [] }
    const { percent, beforeW, afterW, wantedW } = result.loadDuration
    return {
      label,
      atMs: percent,
      scale: { isTime: false, print: format.percent },
      series: [
        line(text('capacity.before'), beforeW, 'neutral', format),
        line(text('capacity.after'), afterW, 'charging', format, { filled: true }),
        line(text('capacity.wanted'), wantedW, 'charging', format, { dashed: true }),
        ...limitLine(text('capacity.limitLine'), assumed.limitW, percent.length, format),
      ],
    }
  }, [result, assumed, text, format])
  return <ChartPanel title={text('capacity.duration')} data={chart} empty={null} />
}

/** Power as a line of a chart. */
export function line(
  label: string,
  values: readonly number[],
  tone: ChartSeries['tone'],
  format: Format,
  look: Pick<ChartSeries, 'filled' | 'dashed'> = {},
): ChartSeries {
  return { label, values, tone, print: format.power, tick: format.powerTick, ...look }
}

/** The limit from one end to the other; nothing without one. */
export function limitLine(label: string, limitW: number | null, length: number, format: Format): ChartSeries[] {
  if (limitW === null) return []
  return [
    line(
      label,
      Array.from({ length }, () => limitW),
      'faulted',
      format,
      { dashed: true },
    ),
  ]
}

/** Hours as a clock shows them, by the clock of the site. */
function clockOf(hours: number): string {
  const minutes = Math.round(hours * 60)
  const part = (value: number) => String(value).padStart(2, '0')
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`
}
