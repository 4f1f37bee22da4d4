/** Probabilities at which a distribution is kept; the ends leave out the outermost half percent. */
export const LEVELS = [0.005, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.995] as const

/** A distribution as its values at `LEVELS`, rising. */
export type Quantiles = readonly number[]

/** Fits a distribution to measured values; at least one is needed. */
export function fitQuantiles(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return LEVELS.map((level) => Number(sortedQuantile(sorted, level).toFixed(3)))
}

/** Value at probability `level` of an ascending list. */
function sortedQuantile(sorted: readonly number[], level: number): number {
  const position = level * (sorted.length - 1)
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) throw new Error('a quantile needs at least one value')
  return below + (above - below) * (position - Math.floor(position))
}

/** Draws from a fitted distribution with a uniform number in [0, 1): the inverse of its distribution function. */
export function drawQuantile(quantiles: Quantiles, uniform: number): number {
  let [fromLevel, fromValue] = [LEVELS[0] as number, quantiles[0] ?? 0]
  for (const [index, level] of LEVELS.entries()) {
    const value = quantiles[index] ?? fromValue
    if (uniform <= level) {
      return level === fromLevel
        ? value
        : fromValue + ((value - fromValue) * (uniform - fromLevel)) / (level - fromLevel)
    }
    fromLevel = level
    fromValue = value
  }
  return fromValue
}
