import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsOf } from '../messages/actions.ts'
import { type Schema, schemaOf } from '../messages/schemas.ts'
import { holds } from '../testing/holds.ts'
import { meantEnumerator } from './enumerator.ts'

const STATUS = ['Available', 'SuspendedEV', 'SuspendedEVSE', 'Unavailable', 'L1', 'L2']

describe('meantEnumerator', () => {
  it.each([
    ['SuspendedEv', 'SuspendedEV'],
    ['suspended_evse', 'SuspendedEVSE'],
    ['AVAILABLE ', 'Available'],
    ['Avilable', 'Available'],
    ['Availabel', 'Available'],
    ['Availaable', 'Available'],
    ['Availeble', 'Available'],
    ['l1', 'L1'],
  ])('reads %j as %s', (text, meant) => {
    expect(meantEnumerator(text, STATUS)).toBe(meant)
  })

  it.each(['L3', '', 'Foo', 'Availxxle', 'SuspendedE', 'x'.repeat(1000), '__proto__'])('does not guess %j', (text) => {
    expect(meantEnumerator(text, ['Available', 'SuspendedEV', 'SuspendedEX', 'L1'])).toBeUndefined()
  })

  it('never takes one enumerator of a schema for another', () => {
    const enumerations = new Set<readonly string[]>()
    const collect = (schema: Schema): void => {
      if (schema.enum !== undefined) enumerations.add(schema.enum)
      for (const part of Object.values(schema.properties ?? {})) collect(part)
      if (schema.items !== undefined) collect(schema.items)
    }
    for (const version of ['1.6', '2.0.1', '2.1'] as const) {
      for (const action of actionsOf(version)) {
        const schema = schemaOf(version, action, 'request')
        if (schema !== undefined) for (const part of [schema, ...Object.values(schema.definitions)]) collect(part)
      }
    }
    expect(enumerations.size).toBeGreaterThan(100)
    for (const enumerators of enumerations) {
      for (const enumerator of enumerators) {
        expect(meantEnumerator(enumerator, enumerators)).toBe(enumerator)
        expect(meantEnumerator(enumerator.toLowerCase(), enumerators)?.toLowerCase()).toBe(enumerator.toLowerCase())
      }
    }
  })

  it('is total', () => {
    holds(
      fc.property(fc.string(), fc.array(fc.string()), (text, enumerators) => {
        const meant = meantEnumerator(text, enumerators)
        expect(meant === undefined || enumerators.includes(meant)).toBe(true)
      }),
    )
  })
})
