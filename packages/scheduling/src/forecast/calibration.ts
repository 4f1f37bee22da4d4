import { type Levels, NOMINAL, type Quantiles } from './quantiles.ts'

/** How far one outcome moves a level. Small enough that a level rests, large enough to follow a season. */
const STEP = 0.02
const LOWEST = 0.02
const HIGHEST = 0.98

/**
 * Levels after an outcome (adaptive conformal inference): when outcomes fall below `p20` more often than in 20 of 100
 * cases, the level at which `p20` is read sinks, and the other way round; so in the long run 20 of 100 fall below,
 * whatever the history's shape. The median is left alone.
 */
export function calibrate(levels: Levels, forecast: Quantiles, outcome: number): Levels {
  const low = levels.low + STEP * (NOMINAL.low - (outcome < forecast.p20 ? 1 : 0))
  const high = levels.high + STEP * (NOMINAL.high - (outcome < forecast.p80 ? 1 : 0))
  return {
    low: Math.min(levels.middle, Math.max(LOWEST, low)),
    middle: levels.middle,
    high: Math.max(levels.middle, Math.min(HIGHEST, high)),
  }
}
