import type { Dimension } from '../tariff/tariff.ts'

/** What a reader of the price should know: an assumption that was needed, or something odd in what came in. */
export type Note =
  /** No sample at or before the start: energy counts from the first one. */
  | { readonly kind: 'meter-starts-late'; readonly atS: number }
  /** No sample at the end: energy after the last one is unknown and not priced. */
  | { readonly kind: 'meter-ends-early'; readonly atS: number }
  /** Nothing was heard: energy in between is spread evenly. */
  | { readonly kind: 'gap'; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'still-running'; readonly atS: number }
  /** Periods of a CDR were not in order; they were sorted by their start. */
  | { readonly kind: 'periods-sorted' }
  /** The first period does not begin when the CDR does. The session starts with its first period. */
  | { readonly kind: 'start-differs'; readonly statedS: number; readonly periodS: number }
  /** The price changes within a period of a CDR, which is priced by its start. */
  | { readonly kind: 'boundary-in-period'; readonly fromS: number; readonly atS: number }
  /** A period names a tariff that was not given; the only one given was used. */
  | { readonly kind: 'other-tariff-id'; readonly stated: string; readonly used: string }
  /** An element asks for power or current, and nobody knows it: the element does not fit. */
  | { readonly kind: 'power-unknown'; readonly atS: number }
  /** Nothing in the tariff prices this amount (mWh or seconds). It is free, and no step counts it. */
  | { readonly kind: 'unpriced'; readonly dimension: Dimension; readonly quantity: number }
  /** The element of a line has restrictions that nobody here can judge; they restricted nothing. */
  | { readonly kind: 'restriction-ignored'; readonly elementIndex: number; readonly names: readonly string[] }
  /** The session started when the tariff was not in force (Unix seconds). It was priced all the same. */
  | { readonly kind: 'outside-validity'; readonly tariffId: string; readonly startS: number }
  /** Taxes are due, but neither the tariff nor the caller says which: net and gross are given as the same amount. */
  | { readonly kind: 'taxes-unknown' }
  /** The tariff limits only one of net and gross; the other was derived. */
  | { readonly kind: 'limit-derived'; readonly limit: 'min' | 'max'; readonly derived: 'net' | 'gross' }
