/** Languages of the console. `en-XA` is the pseudo-language that shows text which escaped translation. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]
export type Locale = Language | 'en-XA'

const STORAGE_KEY = 'stationmaster.language'

/** The chosen language, else the browser's, else English. */
export function preferredLocale(): Locale {
  const stored = readStored()
  if (stored === 'en-XA') return stored
  const wanted = [stored, ...navigator.languages].flatMap((tag) => (tag === null ? [] : [tag.slice(0, 2)]))
  return wanted.map(asLanguage).find((language) => language !== null) ?? 'en'
}

export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page closes.
  }
}

/** What `Intl` should format for: the reader's own region when it speaks the chosen language. */
export function formattingLocale(locale: Locale): string {
  const language = locale === 'en-XA' ? 'en' : locale
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language
}

function asLanguage(tag: string): Language | null {
  return languages.find((language) => language === tag) ?? null
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}
