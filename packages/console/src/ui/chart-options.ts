import type UPlot from 'uplot'
import type { Format } from '../app/i18n/use-format.ts'
import type { ChartData, ChartSeries } from './chart-types.ts'

interface Surroundings {
  readonly format: Format
  readonly width: number
  readonly height: number
  /** Index of the sample under the pointer, null when it has left. */
  readonly onCursor: (index: number | null) => void
}

const HALF_A_DATE_PX = 44

/** Options of the drawing library for a chart. Reads the colours of the page as they are now. */
export function chartOptions(data: ChartData, { format, width, height, onCursor }: Surroundings): UPlot.Options {
  const styles = getComputedStyle(document.documentElement)
  const color = (name: string) => styles.getPropertyValue(name).trim()
  const axis = {
    stroke: color('--mantine-color-dimmed'),
    grid: { stroke: color('--sm-border'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  }
  const second = data.series.some((series) => series.axis === 'second')
  return {
    width,
    height,
    legend: { show: false },
    // The last word below may be as wide as a date.
    ...(data.scale?.isTime === true ? { padding: [null, HALF_A_DATE_PX, null, null] } : {}),
    cursor: { y: false, points: { size: 7 } },
    scales: { x: { time: isOfTime(data), ...roundOne(data) }, first: { range: fromZero }, second: { range: fromZero } },
    axes: [
      {
        ...axis,
        values: (_, splits, __, ___, stepS) => {
          const { scale } = data
          if (scale !== undefined) return splits.map((split) => scale.print(scale.isTime ? split * 1000 : split))
          const print = stepS < 60 ? format.clock : format.time
          return splits.map((second) => print(new Date(second * 1000)))
        },
        space: data.scale?.isTime === true ? 110 : 80,
        size: 28,
      },
      valueAxis('first', axis, firstOf(data, 'first')),
      ...(second ? [valueAxis('second', { ...axis, side: 1, grid: { show: false } }, firstOf(data, 'second'))] : []),
    ],
    series: [{}, ...data.series.map((series) => seriesOptions(series, color(`--sm-${series.tone}`)))],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
  }
}

const HALF_A_DAY_S = 43_200

/** A single instant has no span of its own, and the drawing library would give it years. */
function roundOne(data: ChartData): Pick<UPlot.Scale, 'range'> {
  const [onlyMs, ...others] = data.atMs
  if (onlyMs === undefined || others.length > 0 || !isOfTime(data)) return {}
  return { range: [onlyMs / 1000 - HALF_A_DAY_S, onlyMs / 1000 + HALF_A_DAY_S] }
}

/** Instants are handed to the drawing library in seconds, other places as they are. */
export function isOfTime({ scale }: ChartData): boolean {
  return scale === undefined || scale.isTime
}

function firstOf(data: ChartData, axis: 'first' | 'second'): ChartSeries | undefined {
  return data.series.find((series) => (series.axis ?? 'first') === axis)
}

function valueAxis(scale: string, axis: UPlot.Axis, series: ChartSeries | undefined): UPlot.Axis {
  return {
    ...axis,
    scale,
    size: 72,
    values: (_, splits) => eachOnce(splits.map((value) => series?.tick(value) ?? String(value))),
  }
}

/** Where nearly nothing is drawn, several lines of the grid round to the same figure: it stands at the lowest of them. */
function eachOnce(labels: readonly string[]): string[] {
  return labels.map((label, index) => (label === labels[index - 1] ? '' : label))
}

function seriesOptions(series: ChartSeries, stroke: string): UPlot.Series {
  return {
    label: series.label,
    scale: series.axis ?? 'first',
    stroke,
    width: 2,
    points: { show: false },
    spanGaps: false,
    ...(series.filled === true ? { fill: `color-mix(in srgb, ${stroke} 14%, transparent)` } : {}),
    ...(series.dashed === true ? { dash: [6, 4] } : {}),
  }
}

/** Power and energy read wrong on an axis that does not start at zero. */
function fromZero(_: UPlot, least: number | null, most: number | null): UPlot.Range.MinMax {
  const top = Math.max(most ?? 0, 1)
  return [Math.min(0, least ?? 0), top * 1.08]
}
