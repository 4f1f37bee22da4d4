import type { Locale } from './locale.ts'
import type { MessageKey } from './messages.en.ts'
import { pseudoMessage } from './pseudo.ts'

export type { MessageKey }
export type Messages = Readonly<Record<MessageKey, string>>

/** Fetches one language; the others stay on the server. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === 'de') return (await import('./messages.de.ts')).de
  const { en } = await import('./messages.en.ts')
  if (locale === 'en') return en
  const pseudo = Object.entries(en).map(([key, message]) => [key, pseudoMessage(message)])
  // Same keys as `en`: Object.fromEntries cannot say so.
  return Object.fromEntries(pseudo) as Messages
}
