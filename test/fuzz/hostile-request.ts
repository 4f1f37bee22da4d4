import type { Operation } from '../../packages/server/src/contract/operation.ts'
import { operations } from '../../packages/server/src/contract/operations.ts'
import { HOSTILE_TEXTS, HOSTILE_TIMES, hostileValue } from './hostile-values.ts'
import { mutatePayload } from './mutate-payload.ts'
import type { SeededRandom } from './seeded-random.ts'
import { validInput } from './valid-input.ts'

export interface HostileRequest {
  readonly operation: string
  readonly method: Operation['method']
  readonly path: string
  readonly body: string | undefined
}

/** Ids of what exists, by the name of the path's parameter. */
export type KnownIds = Readonly<Record<string, string>>

const CURSORS = [
  [],
  ['2026-01-01 00:00:00+00', '(4294967295,65535)'],
  ['9999-12-31 23:59:59.999999+00', '(0,0)'],
  ['2026-01-01 00:00:00+00', 2_147_483_648, '(0,1)'],
  ['2026-01-01 00:00:00+00', '00000000-0000-4000-8000-000000000000'],
  ['2026-01-01 00:00:00+00', 'variables', 2_147_483_648],
  ['2026-01-01 00:00:00+00', -2_147_483_649, 2_147_483_648],
  ['2026-01-01 00:00:00+00', 2_147_483_648, 'x', 'y'],
  [2_147_483_648],
  ['999999999999999999'],
  ['x', 'x', 2_147_483_648, 32_768],
  ['x', 'x', 32_768, 32_768, 'x', 'x', 'Actual'],
  [1e308, '\u0000'],
  [null],
  ['x'.repeat(300)],
  [2 ** 53, 2 ** 53],
  [-1],
  { __proto__: null },
]

/** A request to one operation: as its contract has it, then bent in its path, query or body. */
export function hostileRequest(operation: string, known: KnownIds, random: SeededRandom): HostileRequest {
  const described = new Map<string, Operation>(Object.entries(operations)).get(operation)
  if (described === undefined) throw new Error(`there is no operation ${operation}`)
  const { method, path, query, body } = described
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(idFor(name, known, random)))
  const search = query === undefined ? '' : `?${queryOf(validInput(query, random), random)}`
  return {
    operation,
    method,
    path: `/api/v1${filled}${search}`,
    body: body && bodyOf(validInput(body, random), random),
  }
}

function idFor(name: string, known: KnownIds, random: SeededRandom): string {
  const id = known[name]
  if (id !== undefined && random.chance(0.7)) return id
  const text = random.pick([...HOSTILE_TEXTS, '00000000-0000-4000-8000-000000000000', '2147483648', '-1'])
  return text.slice(0, 300).toWellFormed() || '-'
}

function queryOf(valid: unknown, random: SeededRandom): string {
  const search = new URLSearchParams()
  if (random.chance(0.2)) search.append('cursor', cursorOf(random))
  for (const [name, value] of Object.entries(typeof valid === 'object' && valid !== null ? valid : {})) {
    const bent = random.chance(0.2) ? random.pick([...HOSTILE_TEXTS, ...HOSTILE_TIMES]).slice(0, 200) : String(value)
    if (name !== 'cursor') search.append(name, bent)
  }
  return search.toString()
}

function cursorOf(random: SeededRandom): string {
  return Buffer.from(JSON.stringify(random.pick<unknown>(CURSORS))).toString('base64url')
}

function bodyOf(valid: unknown, random: SeededRandom): string {
  if (random.chance(0.05)) return JSON.stringify(hostileValue(random))
  if (random.chance(0.03)) return JSON.stringify(valid).slice(0, -1)
  if (random.chance(0.4) && typeof valid === 'object' && valid !== null) {
    const bent = { ...valid }
    mutatePayload(bent, random)
    return JSON.stringify(bent)
  }
  return JSON.stringify(valid)
}
