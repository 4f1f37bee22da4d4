/** Fractions for the naive pricer, which shares no arithmetic with the engine. */
export interface Ratio {
  readonly n: bigint
  readonly d: bigint
}

/** A number with at most six decimals. */
export function ratio(value: number): Ratio {
  return reduced(BigInt(Math.round(value * 1e6)), 1_000_000n)
}

export function share(part: number, whole: number): Ratio {
  return reduced(BigInt(part), BigInt(whole))
}

export function add(a: Ratio, b: Ratio): Ratio {
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return reduced(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function scale(a: Ratio, b: Ratio): Ratio {
  return reduced(a.n * b.n, a.d * b.d)
}

/** Schoolbook rounding: look at what is left, and go away from zero when it is half or more. */
export function roundTo({ n, d }: Ratio, places: number): bigint {
  const size = (n < 0n ? -n : n) * 10n ** BigInt(places)
  const whole = size / d
  const rounded = (size - whole * d) * 2n >= d ? whole + 1n : whole
  return n < 0n ? -rounded : rounded
}

function reduced(n: bigint, d: bigint): Ratio {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a }
}
