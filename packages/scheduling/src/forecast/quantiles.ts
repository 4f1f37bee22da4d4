/** What is exceeded in 80, 50 and 20 of 100 cases. Never decreasing from `p20` to `p80`. */
export interface Quantiles {
  readonly p20: number
  readonly p50: number
  readonly p80: number
}

/** The shares below which an outcome should fall. Calibration moves them; see `calibration.ts`. */
export interface Levels {
  readonly low: number
  readonly middle: number
  readonly high: number
}

export const NOMINAL: Levels = { low: 0.2, middle: 0.5, high: 0.8 }

/** A past outcome and how much it says about the case at hand. */
export interface Weighted {
  readonly value: number
  readonly weight: number
}

/**
 * Quantiles of weighted outcomes, each outcome standing at the middle of its weight, straight lines between them.
 * `undefined` when nothing has weight.
 */
export function quantilesOf(outcomes: readonly Weighted[], levels: Levels = NOMINAL): Quantiles | undefined {
  const sorted = outcomes.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value)
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0)
  if (sorted.length === 0 || !(total > 0)) return undefined
  return {
    p20: valueAtLevel(sorted, levels.low * total),
    p50: valueAtLevel(sorted, levels.middle * total),
    p80: valueAtLevel(sorted, levels.high * total),
  }
}

/** Mean of the loss that a quantile forecast minimises: it punishes both a wrong centre and a wrong width. */
export function pinballLoss(forecast: Quantiles, outcome: number): number {
  const loss = (level: number, value: number) => Math.max(level * (outcome - value), (level - 1) * (outcome - value))
  return (loss(0.2, forecast.p20) + loss(0.5, forecast.p50) + loss(0.8, forecast.p80)) / 3
}

function valueAtLevel(sorted: readonly Weighted[], target: number): number {
  let below = 0
  let before: { middle: number; value: number } | undefined
  for (const { value, weight } of sorted) {
    const middle = below + weight / 2
    if (middle >= target) {
      if (before === undefined) return value
      const along = (target - before.middle) / (middle - before.middle)
      // Weights so small that their difference is lost must not lead outside.
      return before.value + (value - before.value) * (along >= 0 && along <= 1 ? along : 1)
    }
    before = { middle, value }
    below += weight
  }
  return before?.value ?? Number.NaN
}
