import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastWithWhite } from './contrast.ts'
import { OrganisationPatch } from './organisation.ts'

test('contrast with white is that of WCAG', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21, 5)
  expect(contrastWithWhite('#ffffff')).toBeCloseTo(1, 5)
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
})

test('an accent colour is taken exactly when white words on it can be read', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (accent) => {
      expect(OrganisationPatch.safeParse({ accent }).success).toBe(contrastWithWhite(accent) >= 4.5)
    }),
  )
})
