import { expect, test } from 'vitest'
import type { Characteristics } from '../../contract/index.ts'
import { characteristicsOf } from './characteristics.ts'
import { brokenRule } from './value-rule.ts'

const NOTHING: Characteristics = {
  dataType: null,
  unit: null,
  minLimit: null,
  maxLimit: null,
  maxElements: null,
  valuesList: null,
  supportsMonitoring: null,
}

function rule(characteristics: Partial<Characteristics>, value: string): string | undefined {
  return brokenRule({ mutability: 'ReadWrite', characteristics: { ...NOTHING, ...characteristics } }, value)
}

test.each<[Partial<Characteristics>, string, string]>([
  [{ dataType: 'integer', minLimit: 1, maxLimit: 10, unit: 's' }, '5', '11'],
  [{ dataType: 'integer', minLimit: 1, maxLimit: 10 }, '1', '0'],
  [{ dataType: 'integer' }, '-3', '3.5'],
  [{ dataType: 'decimal', maxLimit: 1.5 }, '1.5', '1.6'],
  [{ dataType: 'decimal' }, '1e3', 'much'],
  [{ dataType: 'boolean' }, 'TRUE', '1'],
  [{ dataType: 'dateTime' }, '2026-01-31T12:00:00Z', 'noon'],
  [{ dataType: 'OptionList', valuesList: ['A', 'B'] }, 'A', 'C'],
  [{ dataType: 'MemberList', valuesList: ['A', 'B'] }, 'B,A', 'A,A'],
  [{ dataType: 'SequenceList', valuesList: ['A', 'B'] }, 'A,A', 'A,C'],
  [{ dataType: 'SequenceList', maxElements: 2 }, 'X,Y', 'X,Y,Z'],
  [{ dataType: 'string', maxLimit: 3 }, 'abc', 'abcd'],
])('%j lets %s through, and not %s', (characteristics, good, bad) => {
  expect(rule(characteristics, good)).toBeUndefined()
  expect(rule(characteristics, bad)).toMatch(/must/)
})

test('what is read-only is not set, and what is not known is not forbidden', () => {
  expect(brokenRule({ mutability: 'ReadOnly', characteristics: null }, 'x')).toMatch(/read-only/)
  expect(brokenRule({ mutability: null, characteristics: null }, 'x')).toBeUndefined()
})

test('characteristics are read as far as they are sound, and 1.6 keys have those of the standard', () => {
  const reported = { dataType: 'OptionList', valuesList: 'A, B,,C', maxLimit: 'high' }
  expect(characteristicsOf({ component: 'C', variable: 'V', characteristics: reported })).toMatchObject({
    dataType: 'OptionList',
    valuesList: ['A', 'B', 'C'],
    maxLimit: null,
  })
  expect(characteristicsOf({ component: '', variable: 'heartbeatinterval', characteristics: null })).toMatchObject({
    dataType: 'integer',
    unit: 's',
    minLimit: 0,
  })
  expect(characteristicsOf({ component: '', variable: 'VendorKey', characteristics: null })).toBeNull()
})
