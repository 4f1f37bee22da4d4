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

export interface ChartData {
  /** Says what the chart shows, for those who cannot see it. */
  readonly label: string
  readonly atMs: readonly number[]
  readonly series: readonly ChartSeries[]
}
