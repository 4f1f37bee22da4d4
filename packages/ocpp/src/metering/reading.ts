import type { StationTime } from '../vocabulary/time.ts'

/** One sampled value as sent, in whatever version. */
export interface Reading {
  readonly at: StationTime
  readonly context: string
  readonly measurand: string
  readonly value: number
  readonly unit?: string | undefined
  /** 2.x: the value is to be multiplied by ten to this power. */
  readonly multiplier?: number | undefined
  readonly phase?: string | undefined
  readonly location?: string | undefined
}

/** A signed value of a sample, byte for byte. */
export interface SignedReading {
  readonly at: StationTime
  readonly context: string
  readonly signed: string
}

export const DEFAULT_MEASURAND = 'Energy.Active.Import.Register'
export const DEFAULT_CONTEXT = 'Sample.Periodic'
export const DEFAULT_LOCATION = 'Outlet'

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Reads the decimal text of 1.6 values; undefined for text that is no finite number. */
export function readDecimal(text: string): number | undefined {
  const decimal = text.trim().replace(',', '.')
  if (decimal.length > 64 || !DECIMAL.test(decimal)) return undefined
  const value = Number(decimal)
  return Number.isFinite(value) ? value : undefined
}
