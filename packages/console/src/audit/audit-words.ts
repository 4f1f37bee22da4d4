import type { AuditEntry } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'

/** What an action is called. One that a newer server knows has only its own name. */
export function actionWord(text: Text, action: string): string {
  return text.maybe(`audit.do.${action}`) ?? action
}

/** A value of a field as one line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What else is known of an entry, by name. */
export function remarks(entry: AuditEntry): readonly (readonly [string, string])[] {
  return Object.entries(entry.detail ?? {}).map(([name, value]) => [name, valueText(value)])
}
