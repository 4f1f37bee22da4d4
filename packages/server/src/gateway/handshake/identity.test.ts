import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIdentity, parseStationTarget } from './identity.ts'

function lines(name: string): string[] {
  const text = readFileSync(new URL(`./fixtures/identities/${name}.txt`, import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

describe('a request target', () => {
  test.each(lines('good').map((line) => line.split('\t')))('%s means %s', (target, identity) => {
    expect(parseStationTarget(target!)).toMatchObject({ ok: true, identity })
  })

  test.each(lines('bad'))('%s names no station', (target) => {
    expect(parseStationTarget(target)).toMatchObject({ ok: false })
  })

  test('keeps the identity as written for display', () => {
    expect(parseStationTarget('/ocpp/CP%2D1')).toMatchObject({ identity: 'cp-1', written: 'CP-1' })
  })

  test('whatever it is, gives a well-formed lower-case identity or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.string({ unit: 'binary' })), (tail) => {
        const reading = parseStationTarget(`/ocpp/${tail}`)
        if (reading.ok) expect(reading.identity).toMatch(/^(?!.*\.\.)[a-z0-9*\-_=+@.|]{1,48}$/)
      }),
    )
  })

  test('of an encoded identity means that identity, whichever characters are encoded', () => {
    const character = fc.constantFrom(...'abcXYZ019*-_=+@|')
    fc.assert(
      fc.property(fc.array(fc.tuple(character, fc.boolean()), { minLength: 1, maxLength: 48 }), (characters) => {
        const plain = characters.map(([one]) => one).join('')
        const encoded = characters
          .map(([one, encode]) => (encode ? `%${one.charCodeAt(0).toString(16)}` : one))
          .join('')
        expect(parseStationTarget(`/ocpp/${encoded}`)).toEqual(parseIdentity(plain))
      }),
    )
  })
})
