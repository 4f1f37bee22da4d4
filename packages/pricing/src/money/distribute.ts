import { minorUnitPlaces } from './currency.ts'
import { powerOfTen } from './decimal.ts'
import type { Fraction } from './fraction.ts'

/**
 * Shares of a rounded total, in smallest units, that add up to it: each part is rounded down, and what is left goes, one
 * unit each, to the parts that lost most (the first of equals). No part moves by a whole unit or more as long as
 * `total` is the rounded sum of the parts.
 */
export function distribute(currency: string, total: bigint, parts: readonly Fraction[]): bigint[] {
  if (parts.length < 2) return parts.map(() => total)
  const scale = powerOfTen(minorUnitPlaces(currency))
  const shares = parts.map(({ over, under }, index) => {
    const units = floorDivide(over * scale, under)
    return { index, units, lost: over * scale - units * under, under }
  })
  const floors = shares.map(({ units }) => units)
  let left = Number(total - floors.reduce((all, units) => all + units, 0n))
  if (left <= 0) return floors
  const byLoss = shares.toSorted((a, b) => compareLoss(b, a) || a.index - b.index)
  for (const { index, units } of byLoss) {
    if (left === 0) break
    floors[index] = units + 1n
    left -= 1
  }
  return floors
}

function compareLoss(a: { lost: bigint; under: bigint }, b: { lost: bigint; under: bigint }): number {
  const left = a.lost * b.under
  const right = b.lost * a.under
  return left < right ? -1 : left > right ? 1 : 0
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient
}
