/** A value that a station spelled in another JSON type, and how it is read. */
export interface Coercion {
  readonly value: unknown
  readonly note: string
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Reads a value as the scalar type that the schema asks for; undefined when there is no safe reading. */
export function coerceScalar(type: string, value: unknown): Coercion | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean'
        ? { value: String(value), note: `${typeof value} read as text` }
        : undefined
    case 'number':
      return toNumber(value, false)
    case 'integer':
      return toNumber(value, true)
    case 'boolean':
      return toBoolean(value)
    default:
      return undefined
  }
}

function toNumber(value: unknown, whole: boolean): Coercion | undefined {
  if (typeof value === 'number' && whole && Number.isFinite(value)) {
    return { value: Math.round(value), note: 'fraction rounded to a whole number' }
  }
  if (typeof value !== 'string') return undefined
  // A comma is a decimal sign to some firmware; no thousands separators were ever seen.
  const text = value.trim().replace(',', '.')
  if (!NUMBER.test(text)) return undefined
  const number = Number(text)
  if (!Number.isFinite(number)) return undefined
  return { value: whole ? Math.round(number) : number, note: 'text read as a number' }
}

function toBoolean(value: unknown): Coercion | undefined {
  if (value === 1 || value === 0) return { value: value === 1, note: 'number read as a boolean' }
  if (typeof value !== 'string') return undefined
  const text = value.trim().toLowerCase()
  if (text === 'true' || text === '1') return { value: true, note: 'text read as a boolean' }
  if (text === 'false' || text === '0') return { value: false, note: 'text read as a boolean' }
  return undefined
}
