/** Randomness that one number decides, so that a failing run can be run again. */
export interface SeededRandom {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number of the range, both ends included. */
  integer(min: number, max: number): number
  pick<T>(list: readonly T[]): T
  chance(share: number): boolean
}

/** The mulberry32 generator: small, fast, good enough to choose test cases. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick<T>(list: readonly T[]): T {
      const index = integer(0, list.length - 1)
      const found = list[index]
      if (found === undefined && index >= list.length) throw new Error('nothing to pick from')
      // In range: the element is a T, undefined included.
      return found as T
    },
  }
}
