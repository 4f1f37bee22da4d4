import type { Tone } from '../app/theme/palette.ts'

export interface ChartSeries {
  readonly label: string
  readonly values: readonly (number | null)[]
  readonly tone: Tone
  /** Series of one axis share their scale; the second axis stands at the end side. */
  readonly axis?: 'first' | 'second'
  readonly filled?: boolean
  readonly dashed?: boolean
  /** A value with its unit. */
  print(value: number): string
  /** The same on an axis. */
  tick(value: number): string
}

/** What runs along the bottom of a chart when it is not the time of day. */
export interface ChartScale {
  /** Instants, such as days; else plain numbers, such as shares. */
  readonly isTime: boolean
  /** A place on it, in words. */
  print(at: number): string
}

export interface ChartData {
  /** Says what the chart shows, for those who cannot see it. */
  readonly label: string
  /** Instants, or what the scale says. */
  readonly atMs: readonly number[]
  readonly scale?: ChartScale
  readonly series: readonly ChartSeries[]
}
