import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import UPlot from 'uplot'
import { useFormat } from '../app/i18n/use-format.ts'
import classes from './chart.module.css'
import { chartOptions, isOfTime } from './chart-options.ts'
import type { ChartData } from './chart-types.ts'

/** Lines over time. Redraws in place when only figures change. */
export function LineChart({ data, height }: { data: ChartData; height: number }) {
  const format = useFormat()
  const scheme = useComputedColorScheme('light')
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | null>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const columns = useMemo<UPlot.AlignedData>(
    () => [
      isOfTime(data) ? data.atMs.map((ms) => ms / 1000) : [...data.atMs],
      ...data.series.map((series) => [...series.values]),
    ],
    [data],
  )
  const newest = useRef({ data, columns })
  newest.current = { data, columns }
  // A chart is made anew only when its looks change: which series there are, the colours, the language.
  const looks = `${scheme} ${data.series.map(({ label, tone, axis }) => `${label}/${tone}/${axis ?? ''}`).join(' ')}`

  useEffect(() => {
    const element = host.current
    if (element === null || looks === '') return
    const options = chartOptions(newest.current.data, {
      format,
      height,
      width: element.clientWidth,
      onCursor: setCursor,
    })
    const made = new UPlot(options, newest.current.columns, element)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [looks, format, height])

  useEffect(() => plot.current?.setData(columns), [columns])

  const index = cursor ?? lastKnown(data)
  const at = data.atMs[index]
  return (
    <figure className={classes['figure']}>
      <div ref={host} role="img" aria-label={data.label} className={classes['canvas']} style={{ minHeight: height }} />
      <figcaption className={classes['legend']}>
        {at === undefined ? null : <time>{data.scale?.print(at) ?? format.clock(new Date(at))}</time>}
        {data.series.map((series) => {
          const value = series.values[index]
          return (
            <span key={series.label} className={classes['legendItem']}>
              <span className={classes['swatch']} style={{ '--tone': `var(--sm-${series.tone})` }} />
              {series.label}
              <strong>{value === null || value === undefined ? '–' : series.print(value)}</strong>
            </span>
          )
        })}
      </figcaption>
    </figure>
  )
}

/** The newest sample that says something: the last minute may not be over yet. */
function lastKnown({ atMs, series }: ChartData): number {
  const known = atMs.findLastIndex((_, index) => series.some(({ values }) => typeof values[index] === 'number'))
  return known === -1 ? atMs.length - 1 : known
}
