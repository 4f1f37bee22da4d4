import type { CompiledSite, Load } from '../site/compile.ts'
import { worstSum } from '../site/row.ts'

/** A load as flat arrays, for the inner loop. */
export interface FlatLoad {
  /** The row of each term. */
  readonly rows: Int32Array
  /** Where each term is summed. */
  readonly slots: Int32Array
  readonly weights: Float64Array
  readonly kwPerA: number
}

/** The rows of a site laid out for summing: row `r` sums its directions from `starts[r]` on. */
export interface Layout {
  readonly compiled: CompiledSite
  readonly starts: Int32Array
  readonly slots: number
  /** 1 where a row has one direction and its value is its sum. */
  readonly linear: Uint8Array
  /** Direction of each slot. */
  readonly re: Float64Array
  readonly im: Float64Array
  /** By point index, then by key of use. */
  readonly loads: readonly ReadonlyMap<string, FlatLoad>[]
}

export function layOut(compiled: CompiledSite): Layout {
  const starts = new Int32Array(compiled.rows.length + 1)
  compiled.rows.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? 0) + Math.max(1, row.directions.length)
  })
  const slots = starts[compiled.rows.length] ?? 0
  const re = new Float64Array(slots)
  const im = new Float64Array(slots)
  compiled.rows.forEach((row, index) => {
    row.directions.forEach((direction, offset) => {
      re[(starts[index] ?? 0) + offset] = direction.re
      im[(starts[index] ?? 0) + offset] = direction.im
    })
  })
  const linear = Uint8Array.from(compiled.rows, (row) => (row.directions.length <= 1 ? 1 : 0))
  const shared = new Map<ReadonlyMap<string, Load>, ReadonlyMap<string, FlatLoad>>()
  for (const { loads } of compiled.points) {
    if (shared.has(loads)) continue
    shared.set(loads, new Map(Array.from(loads, ([use, load]) => [use, flatten(load, starts)])))
  }
  const loads = compiled.points.map((point) => shared.get(point.loads) ?? new Map())
  return { compiled, starts, slots, linear, re, im, loads }
}

function flatten({ terms, kwPerA }: Load, starts: Int32Array): FlatLoad {
  return {
    rows: Int32Array.from(terms, ({ row }) => row),
    slots: Int32Array.from(terms, ({ row, direction }) => (starts[row] ?? 0) + direction),
    weights: Float64Array.from(terms, ({ weight }) => weight),
    kwPerA,
  }
}

/** Sums of what is given, against limits. Changed in place: it lives within one decision. */
export interface Ledger {
  readonly layout: Layout
  readonly limits: Float64Array
  readonly sums: Float64Array
}

/** Rounding of sums that is no violation, in A or kW. */
const ROUNDING = 1e-9

export function openLedger(layout: Layout, limits: Float64Array): Ledger {
  return { layout, limits, sums: new Float64Array(layout.slots) }
}

/** Adds `amperes` of a load, whether it fits or not. */
export function add({ sums }: Ledger, { slots, weights }: FlatLoad, amperes: number): void {
  for (let term = 0; term < slots.length; term++) {
    const slot = slots[term] ?? 0
    sums[slot] = (sums[slot] ?? 0) + (weights[term] ?? 0) * amperes
  }
}

/** What a row carries at worst, whichever of its loads stop. */
export function valueOfRow({ layout, sums }: Ledger, row: number): number {
  const start = layout.starts[row] ?? 0
  if (layout.linear[row] === 1) return sums[start] ?? 0
  const compiled = layout.compiled.rows[row]
  return compiled === undefined ? 0 : worstSum(compiled, sums, start)
}

/**
 * Adds `amperes` (above 0) of a load when every row it touches stays within its limit; else changes nothing and tells
 * the row that binds.
 */
export function addIfFits(ledger: Ledger, load: FlatLoad, amperes: number): number | undefined {
  const { layout, limits, sums } = ledger
  const { rows, slots, weights } = load
  for (let term = 0; term < rows.length; term++) {
    const row = rows[term] ?? 0
    if (layout.linear[row] === 0) continue
    const after = (sums[slots[term] ?? 0] ?? 0) + (weights[term] ?? 0) * amperes
    if (!(after <= (limits[row] ?? 0) + ROUNDING)) return row
  }
  add(ledger, load, amperes)
  for (let term = 0; term < rows.length; term++) {
    const row = rows[term] ?? 0
    if (layout.linear[row] === 1) continue
    if (valueOfRow(ledger, row) <= (limits[row] ?? 0) + ROUNDING) continue
    add(ledger, load, -amperes)
    return row
  }
  return undefined
}
