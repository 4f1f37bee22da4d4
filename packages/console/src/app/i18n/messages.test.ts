import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { languages } from './locale.ts'
import { pseudoMessage } from './pseudo.ts'
import { catalogues, english } from './testing/catalogues.ts'
import { type Shape, shapeOf } from './testing/message-shape.ts'

/** Forms that only numbers ask for which no screen of ours spells out: millions ("un million de bornes"). */
const RARE = new Set(['fr many', 'es many', 'it many'])

describe.each(languages)('%s', (language) => {
  const messages = catalogues[language]
  const entries = Object.entries(messages)

  test('every message can be read', () => {
    const problems: string[] = []
    const intl = createIntl({ locale: language, messages, onError: (error) => problems.push(error.message) })
    for (const [id, message] of entries) {
      // Every argument gets a number: it serves as text too, and plurals ask for one.
      const values = Object.fromEntries([...shapeOf(message).names].map((name) => [name, 2]))
      expect(intl.formatMessage({ id }, values), id).not.toBe('')
    }
    expect(problems).toEqual([])
  })

  test('has no word that English has not, and fills in the same', () => {
    const problems = entries.flatMap(([key, message]) => {
      const original = english[key]
      if (original === undefined) return [`${key}: English has no such word`]
      return differences(shapeOf(original), shapeOf(message)).map((problem) => `${key}: ${problem}`)
    })
    expect(problems).toEqual([])
  })

  test('counts as its grammar does', () => {
    expect(entries.flatMap(([key, message]) => wrongPlurals(language, key, message))).toEqual([])
  })

  test('lacks no word', () => {
    expect(Object.keys(english).filter((key) => messages[key] === undefined)).toEqual([])
  })
})

test('French stands off its signs with a narrow space that does not break', () => {
  const loose = Object.entries(catalogues.fr).filter(([, message]) =>
    /[ \u00a0][:;!?»]|«[ \u00a0]|[^\s\u202f][;!?»]/.test(message),
  )
  expect(loose).toEqual([])
})

test('no language quotes with the apostrophe that ICU reads as a sign of its own', () => {
  const quoting = languages.flatMap((language) =>
    Object.entries(catalogues[language]).filter(([, message]) => /'[{}#']/.test(message)),
  )
  expect(quoting).toEqual([])
})

test('the pseudo-language accents what is shown and keeps the syntax', () => {
  expect(pseudoMessage('Save {name}')).toBe('Šáṽé {name}')
  expect(pseudoMessage('{count, plural, one {a car} other {# cars}}')).toBe(
    '{count, plural, one {á çáŕ} other {# çáŕš}}',
  )
})

test('a shape that differs is noticed', () => {
  expect(differences(shapeOf('{a} of {b}'), shapeOf('{a}'))).toEqual(['does not fill in b'])
  expect(differences(shapeOf('{a}'), shapeOf('{a} {c}'))).toEqual(['fills in c, which is never given'])
  expect(differences(shapeOf('{a, select, x {1} other {2}}'), shapeOf('{a, select, other {2}}'))).toEqual([
    'a chooses between other instead of other, x',
  ])
  expect(wrongPlurals('pl', 'k', '{n, plural, one {1} other {2}}')).toEqual([
    'k: n has no form for few',
    'k: n has no form for many',
  ])
  expect(wrongPlurals('de', 'k', '{n, plural, one {1} few {2} other {3}}')).toEqual([
    'k: n has a form for few, which de does not know',
  ])
  expect(wrongPlurals('ar', 'k', '{n, plural, =0 {} =1 {} =2 {} few {} many {} other {}}')).toEqual([])
})

function differences(original: Shape, translated: Shape): string[] {
  const missing = [...original.names].filter((name) => !translated.names.has(name))
  const foreign = [...translated.names].filter((name) => !original.names.has(name))
  const selects = [...original.selects].flatMap(([name, options]) => {
    const own = translated.selects.get(name)
    return own === undefined || own === options ? [] : [`${name} chooses between ${own} instead of ${options}`]
  })
  return [
    ...missing.map((name) => `does not fill in ${name}`),
    ...foreign.map((name) => `fills in ${name}, which is never given`),
    ...selects,
  ]
}

/** Numbers that a plural may name instead of their category. */
const EXACT: Readonly<Record<string, string>> = { '=0': 'zero', '=1': 'one', '=2': 'two' }

/** Forms that a plural lacks, and forms that the language does not know. */
function wrongPlurals(language: string, key: string, message: string): string[] {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  return shapeOf(message).plurals.flatMap(({ name, options }) => {
    const served = new Set(options.map((option) => EXACT[option] ?? option))
    const lacking = categories.filter(
      (each) => !(served.has(each) || RARE.has(`${language} ${each}`) || isLikeOther(language, each, key)),
    )
    const unknown = options.filter((option) => !option.startsWith('=') && !categories.some((each) => each === option))
    return [
      ...lacking.map((category) => `${key}: ${name} has no form for ${category}`),
      ...unknown.map((option) => `${key}: ${name} has a form for ${option}, which ${language} does not know`),
    ]
  })
}

/** Where English needs no singular ("1 faulted"), languages with the same two forms need none either. */
function isLikeOther(language: string, category: string, key: string): boolean {
  if (category !== 'one' || language === 'pl' || language === 'ar') return false
  const original = english[key]
  return original !== undefined && shapeOf(original).plurals.some(({ options }) => !options.includes('one'))
}
