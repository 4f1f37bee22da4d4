import type { Locale } from './locale.ts'
import type { BaseKey, MessageKey } from './messages.en.ts'
import type { MoreKey } from './more.en.ts'
import { pseudoMessage } from './pseudo.ts'

export type { MessageKey }
export type Messages = Readonly<Record<BaseKey, string>>
export type MoreMessages = Readonly<Record<MoreKey, string>>

/** Fetches one language; the others stay on the server. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === 'de') return (await import('./messages.de.ts')).de
  const { en } = await import('./messages.en.ts')
  if (locale === 'en') return en
  return pseudoMessages(en)
}

/** The words of the screens beyond the first ones, fetched with the first of them. */
export async function loadMoreMessages(locale: Locale): Promise<MoreMessages> {
  if (locale === 'de') return (await import('./more.de.ts')).moreDe
  const { moreEn } = await import('./more.en.ts')
  return locale === 'en' ? moreEn : pseudoMessages(moreEn)
}

function pseudoMessages<Key extends string>(messages: Readonly<Record<Key, string>>): Readonly<Record<Key, string>> {
  const pseudo = Object.entries<string>(messages).map(([key, message]) => [key, pseudoMessage(message)])
  // Same keys: Object.fromEntries cannot say so.
  return Object.fromEntries(pseudo) as Record<Key, string>
}
