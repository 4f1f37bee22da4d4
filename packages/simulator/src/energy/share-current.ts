/** A vehicle that wants to charge. */
export interface CurrentWish {
  /** The most it may have per phase, in A. */
  readonly mostA: number
  /** Below this it cannot charge at all (IEC 61851-1: 6 A on AC). */
  readonly leastA: number
  /** Power of one ampere per phase. */
  readonly wattPerAmpere: number
}

/** What there is for all together. */
export interface SharedSupply {
  /** Per phase; the vehicles may all hang on the same one. */
  readonly ampere: number
  readonly watt: number
}

const HALVINGS = 50

/**
 * Shares a supply: all get the same current unless they want less. When that is too little for somebody, whoever came last
 * waits. Gives the currents in the order of the wishes, first come first; 0 for who waits. Never more than there is.
 */
export function shareCurrent(wishes: readonly CurrentWish[], supply: SharedSupply): readonly number[] {
  let served = wishes.map(({ mostA, leastA }) => mostA >= leastA && mostA > 0)
  for (;;) {
    const level = highestLevel(wishes, served, supply)
    const granted = wishes.map(({ mostA }, index) => (served[index] ? Math.min(level, mostA) : 0))
    const short = granted.findLastIndex((ampere, index) => served[index] && ampere < (wishes[index]?.leastA ?? 0))
    if (short < 0) return granted
    served = served.map((is, index) => is && index !== short)
  }
}

/** The highest current that all served vehicles can have at once. */
function highestLevel(wishes: readonly CurrentWish[], served: readonly boolean[], supply: SharedSupply): number {
  const fits = (level: number) => {
    let [ampere, watt] = [0, 0]
    for (const [index, { mostA, wattPerAmpere }] of wishes.entries()) {
      if (!served[index]) continue
      const current = Math.min(level, mostA)
      ampere += current
      watt += current * wattPerAmpere
    }
    return ampere <= supply.ampere && watt <= supply.watt
  }
  let high = Math.max(0, ...wishes.map(({ mostA }) => mostA))
  if (fits(high)) return high
  let low = 0
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}
