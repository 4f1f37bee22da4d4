/** Neighbouring buckets differ by this factor: a quantile is at most 2 % too high. */
const GROWTH = 1.02
const LOG_GROWTH = Math.log(GROWTH)
/** 1 µs to 100 s. */
const BUCKETS = Math.ceil(Math.log(1e8) / LOG_GROWTH) + 1

/** Counts of latencies in buckets of growing width, so that quantiles need no list of samples. */
export interface Histogram {
  record(latencyMs: number): void
  /** Upper end of the bucket that holds the quantile, in ms; NaN when nothing was recorded. */
  quantileMs(share: number): number
  readonly count: number
}

export function createHistogram(): Histogram {
  const counts = new Uint32Array(BUCKETS)
  let count = 0
  return {
    record(latencyMs) {
      const index = Math.ceil(Math.log(Math.max(latencyMs * 1000, 1)) / LOG_GROWTH)
      const bucket = Math.min(index, BUCKETS - 1)
      counts[bucket] = (counts[bucket] ?? 0) + 1
      count += 1
    },
    quantileMs(share) {
      if (count === 0) return Number.NaN
      let left = Math.max(1, Math.ceil(count * share))
      for (const [index, inBucket] of counts.entries()) {
        left -= inBucket
        if (left <= 0) return GROWTH ** index / 1000
      }
      return Number.NaN
    },
    get count() {
      return count
    },
  }
}
