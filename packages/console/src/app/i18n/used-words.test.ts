import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { english } from './testing/catalogues.ts'

const ROOT = `${import.meta.dirname}/../..`
/** Where words are gathered, not used. */
const CATALOGUES = ['app/i18n/??/**', 'app/i18n/*.??.ts', '**/*.test.*']

const source = globSync('**/*.{ts,tsx}', { cwd: ROOT, exclude: CATALOGUES })
  .map((path) => readFileSync(`${ROOT}/${path}`, 'utf8'))
  .join('\n')

const spelt = new Set([...source.matchAll(/'([\w./-]+)'/g)].map(([, key]) => key))

/** Keys with something filled in: `flag.${code}` may be any that begins so. */
const composed = [...source.matchAll(/`((?:[\w./-]|\$\{[^`}]*\})+)`/g)]
  .map(([, template = '']) => template.split(/\$\{[^}]*\}/))
  .filter((fixed) => fixed.length > 1 && /\w\.|\.\w/.test(fixed.join('')))
  .map((fixed) => new RegExp(`^${fixed.map((part) => part.replaceAll('.', '\\.')).join('[\\w ./-]+')}$`))

test('every word is used somewhere', () => {
  const unused = Object.keys(english).filter((key) => !spelt.has(key) && !composed.some((pattern) => pattern.test(key)))
  expect(unused).toEqual([])
})
