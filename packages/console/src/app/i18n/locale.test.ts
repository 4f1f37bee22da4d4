import { expect, test } from 'vitest'
import { directionOf, formattingLocale, languageNames, languages } from './locale.ts'

test('every language has its name, and Arabic alone runs from right to left', () => {
  expect([...languages].sort()).toEqual(Object.keys(languageNames).sort())
  expect(languages.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar'])
  expect(languages.flatMap((language) => Intl.PluralRules.supportedLocalesOf(language))).toEqual(languages)
})

test("figures and times are written as in the reader's own region", () => {
  expect(formattingLocale('fr', ['en-GB', 'fr-CH', 'fr'])).toBe('fr-CH')
  expect(formattingLocale('pl', ['en-GB'])).toBe('pl')
  expect(formattingLocale('en-XA', ['de-DE', 'en-AU'])).toBe('en-AU')
})

test('figures in Arabic have the digits of meters and identifiers', () => {
  const locale = formattingLocale('ar', ['ar-EG'])
  expect(locale).toBe('ar-EG-u-nu-latn')
  expect(new Intl.NumberFormat(locale).format(1234)).toMatch(/1.?234/)
  expect(new Intl.NumberFormat('ar-EG').format(1234)).not.toMatch(/1/)
})
