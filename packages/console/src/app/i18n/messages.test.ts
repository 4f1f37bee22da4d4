import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { de } from './messages.de.ts'
import { en } from './messages.en.ts'
import { moreDe } from './more.de.ts'
import { moreEn } from './more.en.ts'
import { pseudoMessage } from './pseudo.ts'

const allEn = { ...en, ...moreEn }
const allDe = { ...de, ...moreDe }
const catalogues = { en: allEn, de: allDe }

/** Names between braces at the level of arguments: `{count, plural, …}` counts as `count`. */
function argumentsOf(message: string): string[] {
  const names = [...message.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? '')
  return [...new Set(names)].sort()
}

describe.each(Object.entries(catalogues))('%s', (locale, messages) => {
  test('every message can be read', () => {
    const problems: string[] = []
    const intl = createIntl({ locale, messages, onError: (error) => problems.push(error.message) })
    for (const id of Object.keys(messages)) {
      // Every argument gets a number: it serves as text too, and plurals ask for one.
      const values = Object.fromEntries(argumentsOf(messages[id as keyof typeof allEn]).map((name) => [name, 2]))
      expect(intl.formatMessage({ id }, values), id).not.toBe('')
    }
    expect(problems).toEqual([])
  })
})

test('both languages speak of the same things', () => {
  for (const [key, message] of Object.entries(allEn)) {
    expect(argumentsOf(allDe[key as keyof typeof allEn]), key).toEqual(argumentsOf(message))
  }
})

test('the pseudo-language accents what is shown and keeps the syntax', () => {
  expect(pseudoMessage('Save {name}')).toBe('Šáṽé {name}')
  expect(pseudoMessage('{count, plural, one {a car} other {# cars}}')).toBe(
    '{count, plural, one {á çáŕ} other {# çáŕš}}',
  )
})
