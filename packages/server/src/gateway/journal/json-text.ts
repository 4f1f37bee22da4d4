import { storableText } from '../../platform/storable-text.ts'

const SUSPECT = /\\u0000|\\u[dD][89a-fA-F]/

/** JSON text that a jsonb column takes: without U+0000 and half surrogate pairs, which PostgreSQL refuses. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return SUSPECT.test(text) ? (JSON.stringify(clean(value)) ?? 'null') : text
}

/** Copies plain data with every text (keys too) made storable. */
function clean(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storableText(key), clean(entry)]))
  }
  return value
}
