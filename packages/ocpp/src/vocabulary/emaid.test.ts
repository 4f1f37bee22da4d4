import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import { parseEmaid, withoutCheckDigit } from './emaid.ts'
import { foldIdToken } from './identity.ts'

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const letterOrDigit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const text = (characters: fc.Arbitrary<string>, length: number) =>
  fc.string({ unit: characters, minLength: length, maxLength: length })
const core = fc.tuple(text(letter, 2), text(letterOrDigit, 12)).map((parts) => parts.join(''))

function whole(account: string): string {
  const parsed = parseEmaid(account)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.emaid.core + parsed.emaid.checkDigit
}

describe('parseEmaid', () => {
  it.each([
    ['NL-TNM-000122045', 'NLTNM000122045U'],
    ['nltnm000122045u', 'NLTNM000122045U'],
    ['DE-83D-UIEN83QGZ-D', 'DE83DUIEN83QGZD'],
  ])('reads %s', (written, read) => expect(whole(written)).toBe(read))

  it.each(['', 'DE8AA', '12-TNM-000122045', 'NL-TNM-000122045-X', 'NL*TNM*012204*5', 'NLTNM000122045UU'])(
    'refuses %s',
    (written) => expect(parseEmaid(written)).toMatchObject({ ok: false }),
  )

  it('finds any one character that is wrong, and any two neighbours that have changed places', () => {
    holds(
      fc.property(core, fc.nat(14), letterOrDigit, (account, place, other) => {
        const right = whole(account)
        if (right[place] === other || (place < 2 && other < 'A')) return
        expect(parseEmaid(right.slice(0, place) + other + right.slice(place + 1)).ok).toBe(false)
      }),
    )
    holds(
      fc.property(core, fc.nat(13), (account, place) => {
        const right = whole(account)
        const [one = '', two = ''] = [right[place], right[place + 1]]
        const turned = right.slice(0, place) + two + one + right.slice(place + 2)
        if (one !== two) expect(parseEmaid(turned).ok).toBe(false)
      }),
    )
  })
})

describe('an eMAID as an id token', () => {
  it('is the same with and without its check digit, in any notation', () => {
    holds(
      fc.property(core, (account) => {
        const right = whole(account)
        const dashed = `${right.slice(0, 2)}-${right.slice(2, 5)}-${right.slice(5, 14)}-${right.slice(14)}`
        expect(foldIdToken(dashed)).toBe(account.toLowerCase())
        expect(foldIdToken(account)).toBe(account.toLowerCase())
      }),
    )
  })

  it('is left alone when the last character is no check digit, and folding twice is folding once', () => {
    expect(withoutCheckDigit('nltnm000122045x')).toBe('nltnm000122045x')
    holds(
      fc.property(fc.string(), (value) => {
        expect(foldIdToken(foldIdToken(value))).toBe(foldIdToken(value))
      }),
    )
  })
})
