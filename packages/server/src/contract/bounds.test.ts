import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

interface Schema {
  readonly type?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

/** Where a schema takes a number that no rule of ours bounds: zod alone lets whole numbers go to ±2^53. */
function unboundedIn(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const inner = Object.entries(schema).flatMap(([key, value]) => unboundedIn(value, `${path}.${key}`))
  return isUnbounded(schema) ? [path, ...inner] : inner
}

function isUnbounded({ type, minimum = -Infinity, maximum = Infinity }: Schema): boolean {
  if (type === 'integer') return minimum <= Number.MIN_SAFE_INTEGER || maximum >= Number.MAX_SAFE_INTEGER
  return type === 'number' && (minimum === -Infinity || maximum === Infinity)
}

test('every number that a caller may send is bounded', () => {
  const unbounded = Object.entries<Operation>(operations).flatMap(([name, { params, query, body }]) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema === undefined
        ? []
        : unboundedIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), `${name} ${part}`),
    ),
  )
  expect(unbounded).toEqual([])
})
