import { randomBytes } from 'node:crypto'

/** A source of randomness; injected so that simulations can repeat themselves. */
export interface Random {
  bytes(count: number): Uint8Array
  /** Uniform in [0, 1). */
  fraction(): number
}

/** The operating system's generator, fit for secrets. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
}

/** The same sequence for the same seed, never fit for secrets (splitmix32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  const nextUint32 = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => nextUint32() & 0xff),
    fraction: () => nextUint32() / 2 ** 32,
  }
}
