import type { Commissioning } from '@stationmaster/server/contract'
import type { Format } from '../../app/i18n/use-format.ts'
import type { Text } from '../../app/i18n/use-text.ts'

type Check = Pick<Commissioning['checks'][number], 'finding' | 'data'>

/** What was found, in words; a finding of a newer server stands as its code. */
export function findingSentence({ finding, data }: Check, text: Text, format: Format): string | null {
  if (finding === null) return null
  return text.maybe(`finding.${finding}`, valuesOf(data ?? {}, format)) ?? finding
}

/** Figures and words of a finding; what is not said is a dash. */
function valuesOf(data: Readonly<Record<string, unknown>>, format: Format): Record<string, string | number> {
  const known = Object.entries(data).map(([name, value]) => [name, wordsOf(value, format)] as const)
  const offset = typeof data['offsetMs'] === 'number' ? { offset: format.duration(Math.abs(data['offsetMs'])) } : {}
  return { ...unsaid, ...Object.fromEntries(known), ...offset }
}

/** Every name that a sentence speaks of: findings leave out what the station has not said. */
const unsaid = Object.fromEntries(
  [
    ...['missing', 'count', 'offset', 'status', 'sampled', 'attempts', 'wanted', 'error'],
    ...['stackLevels', 'units', 'periods', 'limitA', 'highestA'],
  ].map((name) => [name, '–']),
)

function wordsOf(value: unknown, format: Format): string | number {
  if (Array.isArray(value)) return value.map(String).join(', ') || '–'
  if (typeof value === 'number') return Number.isInteger(value) ? value : format.number(value, 1)
  return value === null || value === undefined || typeof value === 'object'
    ? '–'
    : String(value).replace(/,(?=\S)/g, ', ')
}
