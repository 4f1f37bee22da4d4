import { describe, expect, it } from 'vitest'
import { parseQuirks } from './quirks.ts'

describe('parseQuirks', () => {
  it('reads the tolerances that it knows', () => {
    const quirks = { missingSubprotocol: '2.0.1', emptyBasicUser: true, reversedIdToken: true, constantStart: true }
    expect(parseQuirks(quirks)).toEqual(quirks)
  })

  it.each([
    [null],
    ['x'],
    [[]],
    [{}],
    [{ missingSubprotocol: '3.0', emptyBasicUser: 'yes', reversedIdToken: false, other: 1 }],
  ])('leaves off what it does not know: %j', (stored) => {
    expect(parseQuirks(stored)).toEqual({})
  })

  it('does not let one unknown value take the others with it', () => {
    expect(parseQuirks({ missingSubprotocol: 7, reversedIdToken: true })).toEqual({ reversedIdToken: true })
  })
})
