import type { RowSubject } from '../site/row.ts'
import type { FlatLoad, Layout, Ledger } from './ledger.ts'

/**
 * How hard it is to take more from a row: its limit times the 8th power of how full it is, in units that make rows of
 * amperes and of kW comparable. High powers keep every row below its limit until all are nearly full, which leaves the
 * most choice; 8 is three squarings.
 */
function pressure(value: number, limit: number): number {
  if (limit === Number.POSITIVE_INFINITY) return 0
  if (limit <= 0) return value > 0 ? Number.POSITIVE_INFINITY : 0
  const share = value / limit
  const squared = share * share
  const fourth = squared * squared
  return limit * fourth * fourth
}

/** What one unit of each row's limit is worth, kW: an ampere of a line, a kW of power. */
export function pricesOfRows({ compiled, loads }: Pick<Layout, 'compiled' | 'loads'>): Float64Array {
  const heaviest = new Float64Array(compiled.rows.length)
  for (const byUse of loads) {
    for (const { rows, weights } of byUse.values()) {
      rows.forEach((row, term) => {
        heaviest[row] = Math.max(heaviest[row] ?? 0, weights[term] ?? 0)
      })
    }
  }
  const kwPerAmpere = compiled.site.voltageV / 1000
  const priceOf = ({ kind }: RowSubject, row: number): number => {
    if (kind === 'power') return 1
    return kind === 'phasor-limit' ? kwPerAmpere / (heaviest[row] || 1) : kwPerAmpere
  }
  return Float64Array.from(compiled.rows, ({ subject }, row) => priceOf(subject, row))
}

/** How much the pressure of all rows would rise with `amperes` more of a load. */
export function pressureRise(ledger: Ledger, prices: Float64Array, load: FlatLoad, amperes: number): number {
  const { layout, limits, sums } = ledger
  const { rows, slots, weights } = load
  let rise = 0
  for (let term = 0; term < rows.length; term++) {
    const row = rows[term] ?? 0
    const limit = limits[row] ?? 0
    if (limit === Number.POSITIVE_INFINITY) continue
    const slot = slots[term] ?? 0
    const more = (weights[term] ?? 0) * amperes
    if (layout.linear[row] === 1) {
      const before = sums[slot] ?? 0
      rise += (prices[row] ?? 0) * (pressure(before + more, limit) - pressure(before, limit))
    } else rise += (prices[row] ?? 0) * riseOfSum(ledger, row, slot, more)
  }
  return rise
}

function riseOfSum({ layout, limits, sums }: Ledger, row: number, slot: number, more: number): number {
  const limit = limits[row] ?? 0
  const { re, im } = sumOfRow(layout, sums, row)
  const after = Math.hypot(re + more * (layout.re[slot] ?? 0), im + more * (layout.im[slot] ?? 0))
  return pressure(after, limit) - pressure(Math.hypot(re, im), limit)
}

/** The sum of a row's currents as a phasor. */
export function sumOfRow(layout: Layout, sums: Float64Array, row: number): { re: number; im: number } {
  let re = 0
  let im = 0
  for (let slot = layout.starts[row] ?? 0; slot < (layout.starts[row + 1] ?? 0); slot++) {
    re += (sums[slot] ?? 0) * (layout.re[slot] ?? 0)
    im += (sums[slot] ?? 0) * (layout.im[slot] ?? 0)
  }
  return { re, im }
}
