import type { Text } from '../app/i18n/use-text.ts'

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(Interval|duration|deadline|timeout)S$/, 's'],
  [/[a-z]Wh$/, 'Wh'],
]

/** What a field is called: our own words where there are some, else its name in the standard, spelt out. */
export function fieldName(name: string, text: Text): string {
  return text.maybe(`field.${name}`) ?? humanName(name)
}

/** "chargingProfilePurpose" → "Charging profile purpose", "retryIntervalS" → "Retry interval (s)". */
export function humanName(name: string): string {
  const unit = UNITS.find(([pattern]) => pattern.test(name))?.[1]
  const bare = unit === undefined ? name : name.slice(0, -unit.length)
  const words = bare
    .replace(/_/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((word) => (/^[A-Z][A-Z\d]/.test(word) ? word : word.toLowerCase()))
    .join(' ')
  const first = words.slice(0, 1).toUpperCase() + words.slice(1)
  return unit === undefined ? first : `${first} (${unit})`
}
