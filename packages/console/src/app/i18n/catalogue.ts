import type { door as englishDoor } from './en/door.ts'
import { isolateArguments } from './isolate.ts'
import { directionOf, type Language, type Locale } from './locale.ts'
import type { BaseKey } from './messages.en.ts'
import type { MoreKey } from './more.en.ts'
import { pseudoMessage } from './pseudo.ts'

type DoorKey = keyof typeof englishDoor
/** Words of every screen; those of `more` and of the door are there below `MoreWords` and `DoorWords` only. */
export type MessageKey = BaseKey | MoreKey | DoorKey
export type Messages = Readonly<Record<BaseKey, string>>
export type MoreMessages = Readonly<Record<MoreKey, string>>
export type DoorMessages = Readonly<Record<DoorKey, string>>

type Complete<Key extends string> = Readonly<Record<Key, string>>
/** Languages that have every word, or it does not compile; and those that a test holds to it, with English meanwhile. */
interface Loaders<Key extends string> {
  readonly complete: Readonly<Record<'en' | 'de', () => Promise<Complete<Key>>>>
  readonly lagging: Readonly<Record<Exclude<Language, 'en' | 'de'>, () => Promise<Partial<Complete<Key>>>>>
}

const base: Loaders<BaseKey> = {
  complete: {
    en: async () => (await import('./messages.en.ts')).en,
    de: async () => (await import('./messages.de.ts')).de,
  },
  lagging: {
    fr: async () => (await import('./messages.fr.ts')).fr,
    es: async () => (await import('./messages.es.ts')).es,
    it: async () => (await import('./messages.it.ts')).it,
    nl: async () => (await import('./messages.nl.ts')).nl,
    pl: async () => (await import('./messages.pl.ts')).pl,
    ar: async () => (await import('./messages.ar.ts')).ar,
  },
}

const more: Loaders<MoreKey> = {
  complete: {
    en: async () => (await import('./more.en.ts')).moreEn,
    de: async () => (await import('./more.de.ts')).moreDe,
  },
  lagging: {
    fr: async () => (await import('./more.fr.ts')).moreFr,
    es: async () => (await import('./more.es.ts')).moreEs,
    it: async () => (await import('./more.it.ts')).moreIt,
    nl: async () => (await import('./more.nl.ts')).moreNl,
    pl: async () => (await import('./more.pl.ts')).morePl,
    ar: async () => (await import('./more.ar.ts')).moreAr,
  },
}

const door: Loaders<DoorKey> = {
  complete: {
    en: async () => (await import('./en/door.ts')).door,
    de: async () => (await import('./de/door.ts')).door,
  },
  lagging: {
    fr: async () => (await import('./fr/door.ts')).door,
    es: async () => (await import('./es/door.ts')).door,
    it: async () => (await import('./it/door.ts')).door,
    nl: async () => (await import('./nl/door.ts')).door,
    pl: async () => (await import('./pl/door.ts')).door,
    ar: async () => (await import('./ar/door.ts')).door,
  },
}

/** Fetches one language; the others stay on the server. */
export function loadMessages(locale: Locale): Promise<Messages> {
  return wordsOf(locale, base)
}

/** The words of the screens beyond the first ones, fetched with the first of them. */
export function loadMoreMessages(locale: Locale): Promise<MoreMessages> {
  return wordsOf(locale, more)
}

/** The words of the pages before the sign-in, which those who are in do without. */
export function loadDoorMessages(locale: Locale): Promise<DoorMessages> {
  return wordsOf(locale, door)
}

async function wordsOf<Key extends string>(
  locale: Locale,
  { complete, lagging }: Loaders<Key>,
): Promise<Complete<Key>> {
  if (locale === 'en' || locale === 'de') return complete[locale]()
  if (locale === 'en-XA') return each(await complete.en(), pseudoMessage)
  const [english, words] = await Promise.all([complete.en(), lagging[locale]()])
  const messages = { ...english, ...words }
  return directionOf(locale) === 'rtl' ? each(messages, isolateArguments) : messages
}

function each<Key extends string>(messages: Complete<Key>, change: (message: string) => string): Complete<Key> {
  const changed = Object.entries<string>(messages).map(([key, message]) => [key, change(message)])
  // Same keys: Object.fromEntries cannot say so.
  return Object.fromEntries(changed) as Record<Key, string>
}
