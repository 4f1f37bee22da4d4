export type Values = readonly (number | null)[]

/** A series over a window of time, epoch ms. */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
  /** Samples further apart than this say nothing of the time between them. */
  readonly longestGapMs: number
}

/**
 * Fits a series into its window: it spans the whole window, and where nothing was measured for long it has a hole, so
 * that no line is drawn through hours that nobody measured.
 */
export function withGaps(atMs: readonly number[], columns: readonly Values[], window: Window) {
  const { fromMs, toMs, longestGapMs } = window
  const points: { readonly atMs: number; readonly row: number | null }[] = [{ atMs: fromMs, row: null }]
  for (const [row, ms] of atMs.entries()) {
    if (ms <= fromMs || ms >= toMs) continue
    const previous = points.at(-1)
    const isFarFrom = previous !== undefined && previous.row !== null && ms - previous.atMs > longestGapMs
    if (isFarFrom) points.push({ atMs: (previous.atMs + ms) / 2, row: null })
    points.push({ atMs: ms, row })
  }
  points.push({ atMs: toMs, row: null })
  return {
    atMs: points.map((point) => point.atMs),
    columns: columns.map((values) => points.map(({ row }) => (row === null ? null : (values[row] ?? null)))),
  }
}
