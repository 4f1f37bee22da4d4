/** A current as length and direction, in amperes for each ampere of a pilot. */
export interface Phasor {
  readonly re: number
  readonly im: number
}

export const ZERO: Phasor = { re: 0, im: 0 }

export function polar(length: number, angleDeg: number): Phasor {
  const angle = (angleDeg * Math.PI) / 180
  return { re: length * Math.cos(angle), im: length * Math.sin(angle) }
}

export function difference(a: Phasor, b: Phasor): Phasor {
  return { re: a.re - b.re, im: a.im - b.im }
}

export function divided(a: Phasor, by: number): Phasor {
  return { re: a.re / by, im: a.im / by }
}

export function lengthOf(a: Phasor): number {
  return Math.hypot(a.re, a.im)
}

/** The direction in whole millionths of a degree, so that equal directions compare equal. */
export function directionOf(a: Phasor): number {
  const millionths = Math.round((Math.atan2(a.im, a.re) * 180e6) / Math.PI)
  return ((millionths % 360e6) + 360e6) % 360e6
}
