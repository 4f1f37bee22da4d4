/** Largest power of ten that a real meter's multiplier has. */
const MAX_MULTIPLIER = 12

/** No meter reads more than this in any base unit, and less than that is nothing: both would only trouble the store. */
const LARGEST = 1e15
const SMALLEST = 1e-12

/** Units in base units (Wh, W, A, V …), keyed by lower-case name: firmware writes `KWh` and `kw` too. */
const FACTORS: ReadonlyMap<string, number> = new Map([
  ['wh', 1],
  ['kwh', 1000],
  ['varh', 1],
  ['kvarh', 1000],
  ['vah', 1],
  ['kvah', 1000],
  ['w', 1],
  ['kw', 1000],
  ['va', 1],
  ['kva', 1000],
  ['var', 1],
  ['kvar', 1000],
  ['a', 1],
  ['v', 1],
  ['hz', 1],
  ['percent', 1],
  ['%', 1],
])

const TO_CELSIUS: ReadonlyMap<string, (value: number) => number> = new Map([
  ['celsius', (value: number) => value],
  ['celcius', (value: number) => value],
  ['fahrenheit', (value: number) => (value - 32) / 1.8],
  ['k', (value: number) => value - 273.15],
])

/**
 * A value in its base unit; temperatures in degrees Celsius. Without a unit the value is in the measurand's base unit.
 * Undefined when the unit is not known or no meter could read the value.
 */
export function toBaseUnit(value: number, unit: string | undefined, multiplier = 0): number | undefined {
  if (Math.abs(multiplier) > MAX_MULTIPLIER) return undefined
  // Division keeps decimals that a multiplication by 0.1 would blur.
  const scaled = multiplier < 0 ? value / 10 ** -multiplier : value * 10 ** multiplier
  const name = unit?.trim().toLowerCase() ?? ''
  const factor = name === '' ? 1 : FACTORS.get(name)
  const base = factor === undefined ? TO_CELSIUS.get(name)?.(scaled) : scaled * factor
  return base === undefined ? undefined : credible(base)
}

/** The value, when a meter could read it. */
export function credible(value: number): number | undefined {
  const size = Math.abs(value)
  if (size < SMALLEST) return 0
  return size <= LARGEST ? value : undefined
}
