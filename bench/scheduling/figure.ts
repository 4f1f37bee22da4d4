import type { Row } from './row.ts'

/** A figure that must be at least so much. */
export function atLeast(name: string, measured: number, limit: number, unit = '', digits = 2): Row {
  return { name, limit: `≥ ${limit}${unit}`, measured: `${measured.toFixed(digits)}${unit}`, isHeld: measured >= limit }
}

/** A figure that must be at most so much. */
export function atMost(name: string, measured: number, limit: number, unit = '', digits = 2): Row {
  return { name, limit: `≤ ${limit}${unit}`, measured: `${measured.toFixed(digits)}${unit}`, isHeld: measured <= limit }
}
