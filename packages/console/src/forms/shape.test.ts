import { CommandBody } from '@stationmaster/server/contract'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { commandKinds } from '../commands/command-groups.ts'
import { commandShape } from '../commands/command-schemas.ts'
import { draftOfGroup, emptyGroup, groupValue } from './draft.ts'
import { humanName } from './field-name.ts'
import { groupOf } from './shape.ts'

const schema = z.strictObject({
  kind: z.literal('x'),
  count: z.int().min(1).max(9).default(3),
  name: z.string().max(20),
  at: z.iso.datetime({ offset: true }).optional(),
  isOn: z.boolean().optional(),
  parts: z.array(z.strictObject({ limit: z.number().exactOptional() })).min(1),
  extra: z.strictObject({ note: z.string() }).optional(),
  colours: z.array(z.enum(['red', 'blue'])).optional(),
  data: z.unknown().optional(),
})

describe('a form made from a schema', () => {
  const shape = groupOf(schema)

  test('asks for every field but the discriminator, with limits and what is assumed', () => {
    expect(shape.fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['count', false],
      ['name', true],
      ['at', false],
      ['isOn', false],
      ['parts', true],
      ['extra', false],
      ['colours', false],
      ['data', false],
    ])
    expect(shape.fields[0]).toMatchObject({ shape: { kind: 'number', isInteger: true, min: 1, max: 9 }, initial: 3 })
  })

  test('leaves out what is left empty, and starts with as many items as are needed', () => {
    const draft = emptyGroup(shape)
    expect(groupValue(shape, draft)).toEqual({ count: 3, parts: [{}] })
  })

  test('keeps what is no number as it was typed, for the schema to refuse', () => {
    const value = groupValue(shape, { ...emptyGroup(shape), count: 'many', parts: [{ limit: '1,5' }], data: '{"a":1}' })
    expect(value).toEqual({ count: 'many', parts: [{ limit: 1.5 }], data: { a: 1 } })
    expect(schema.safeParse({ kind: 'x', name: 'n', ...value }).success).toBe(false)
  })

  test('says again what was filled in', () => {
    const value = {
      count: 4,
      name: 'n',
      at: '2026-03-01T10:00:00.000Z',
      isOn: true,
      parts: [{ limit: 2 }],
      extra: { note: 'y' },
    }
    expect(groupValue(shape, draftOfGroup(shape, value))).toEqual({ ...value })
  })
})

test('every command of the contract has a form, and no other', () => {
  expect([...commandKinds].sort()).toEqual(CommandBody.options.map((option) => option.shape.kind.value).sort())
  for (const kind of commandKinds)
    expect(groupValue(commandShape(kind), emptyGroup(commandShape(kind)))).toBeTypeOf('object')
})

test('names of the standard are spelt out', () => {
  expect(humanName('retryIntervalS')).toBe('Retry interval (s)')
  expect(humanName('limit_L2')).toBe('Limit L2')
  expect(humanName('dischargeLimit')).toBe('Discharge limit')
})
