/** A seeded source of randomness. The same seed and the same calls give the same values on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [min, max). */
  between(min: number, max: number): number
  /** Uniform integer in [min, max], both included. */
  integer(min: number, max: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One item of a non-empty list. */
  pick<T>(items: readonly T[]): T
  /** Index drawn by weight; weights need not sum to one. */
  weighted(weights: readonly number[]): number
  /** Standard normal. */
  normal(): number
  /** Exponential with the given mean. */
  exponential(mean: number): number
  /** An independent stream, so that a new draw in one part does not move the values of another. */
  fork(name: string): Random
  /** A version 4 UUID. */
  uuid(): string
}

/** FNV-1a, 32 bits: turns a name into a seed. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}

/** sfc32: small, fast, and passes the usual statistical batteries. */
function sfc32(seed: string): () => number {
  let a = hash(`${seed}#a`)
  let b = hash(`${seed}#b`)
  let c = hash(`${seed}#c`)
  let counter = 1
  const step = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 12; round += 1) step()
  return step
}

/** Creates a random source from a seed. */
export function createRandom(seed: string | number): Random {
  const name = String(seed)
  const next = sfc32(name)
  const random: Random = {
    next,
    between: (min, max) => min + next() * (max - min),
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('pick needs a non-empty list')
      return item
    },
    weighted: (weights) => weightedIndex(weights, next()),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    fork: (child) => createRandom(`${name}/${child}`),
    uuid: () => uuid(next),
  }
  return random
}

function weightedIndex(weights: readonly number[], draw: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let rest = draw * total
  for (const [index, weight] of weights.entries()) {
    rest -= weight
    if (rest < 0) return index
  }
  return weights.length - 1
}

function uuid(next: () => number): string {
  let hex = ''
  for (let index = 0; index < 32; index += 1) {
    const digit = Math.floor(next() * 16)
    hex += (index === 12 ? 4 : index === 16 ? (digit & 3) | 8 : digit).toString(16)
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
