import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import { nestsDeeperThan } from './json-depth.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('nestsDeeperThan', () => {
  it('counts arrays and objects', () => {
    expect(nestsDeeperThan('[[{}]]', 3)).toBe(false)
    expect(nestsDeeperThan('[[{}]]', 2)).toBe(true)
    expect(nestsDeeperThan('[[],[],{}]', 2)).toBe(false)
  })

  it('does not count brackets in strings, whatever is escaped there', () => {
    expect(nestsDeeperThan('["[[[[{{{{"]', 1)).toBe(false)
    expect(nestsDeeperThan(String.raw`["\"[[[\\\"[["]`, 1)).toBe(false)
    expect(nestsDeeperThan(String.raw`["\\",[]]`, 1)).toBe(true)
  })

  it('gives up on an unclosed string', () => {
    expect(nestsDeeperThan('["[[[', 1)).toBe(false)
    expect(nestsDeeperThan(String.raw`"\"`, 1)).toBe(false)
  })

  it('agrees with the depth of any JSON value', () => {
    holds(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, limit) => {
        expect(nestsDeeperThan(JSON.stringify(value), limit)).toBe(depthOf(value) > limit)
      }),
    )
  })
})
