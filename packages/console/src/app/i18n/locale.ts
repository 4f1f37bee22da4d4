/** Languages of the console, each in its own words. */
export const languageNames = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  ar: 'العربية',
} as const
export type Language = keyof typeof languageNames
/** `en-XA` is the pseudo-language that shows text which escaped translation. */
export type Locale = Language | 'en-XA'
export type Direction = 'ltr' | 'rtl'

export const languages: readonly Language[] = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'ar']

const STORAGE_KEY = 'stationmaster.language'

/** The chosen language, else the browser's, else English. */
export function preferredLocale(): Locale {
  const stored = readStored()
  if (stored === 'en-XA') return stored
  const wanted = [stored, ...navigator.languages].flatMap((tag) => (tag === null ? [] : [languageOf(tag)]))
  return wanted.map(asLanguage).find((language) => language !== null) ?? 'en'
}

/** Whether somebody has chosen a language in this browser. */
export function hasChosenLocale(): boolean {
  return readStored() !== null
}

export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page closes.
  }
}

export function directionOf(locale: Locale): Direction {
  return locale === 'ar' ? 'rtl' : 'ltr'
}

/** Tells the browser, and whoever reads the page aloud, what language it is in and which way it runs. */
export function declareLocale(locale: Locale): void {
  document.documentElement.lang = locale
  document.documentElement.dir = directionOf(locale)
}

/** What `Intl` should format for: the reader's own region when it speaks the chosen language. */
export function formattingLocale(locale: Locale, tags: readonly string[] = navigator.languages): string {
  const language = locale === 'en-XA' ? 'en' : locale
  const tag = tags.find((each) => languageOf(each) === language) ?? language
  // Arabic too is read with the digits that stand on meters, displays and in identifiers.
  return language === 'ar' ? new Intl.Locale(tag, { numberingSystem: 'latn' }).toString() : tag
}

function languageOf(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? tag
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
