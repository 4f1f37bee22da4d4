import { instantOf, localTime } from '../app/i18n/local-time.ts'

export const START_CHOICES = ['now', 'midnight', 'time'] as const
export type StartChoice = (typeof START_CHOICES)[number]

const DAY_MS = 86_400_000

/** The end of today, by the reader's clock. */
export function nextMidnight(): number {
  const today = localTime(Date.now()).slice(0, 10)
  return instantOf(new Date(Date.parse(today) + DAY_MS).toISOString().slice(0, 10))
}
