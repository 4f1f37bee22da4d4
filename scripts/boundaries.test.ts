import { expect, test } from 'vitest'
import { findBorderBreaks } from './boundaries.ts'
import { describeSizes, findHouseBreaks } from './house-rules.ts'

function breaks(path: string, ...imports: string[]): string[] {
  const text = imports.map((wanted) => `import { a } from '${wanted}'`).join('\n')
  return findBorderBreaks([{ path, text }]).map((sentence) => sentence.split(': ')[1] ?? '')
}

test.each([
  ['packages/ocpp/src/a.ts', ['ajv', './b.ts', '../src/c/d.ts']],
  ['packages/simulator/src/a.ts', ['@stationmaster/ocpp', 'ws']],
  ['packages/console/src/a.tsx', ['@stationmaster/server/contract', 'react']],
  ['packages/server/src/contract/a.ts', ['zod', './b.ts']],
  ['packages/server/src/platform/http/a.ts', ['../../config/index.ts', '../clock/index.ts', 'fastify']],
  ['packages/server/src/sessions/a.ts', ['../stations/index.ts', '../platform/ids/index.ts', '@stationmaster/ocpp']],
  ['packages/server/src/sessions/a.test.ts', ['../stations/inner.ts']],
  ['packages/server/src/app.ts', ['./sessions/handlers.ts', './demo/fleet.ts', './platform/http/index.ts']],
  ['packages/server/src/demo/a.ts', ['@stationmaster/simulator', '../stations/index.ts', '../app.ts']],
  ['bench/run.ts', ['@stationmaster/simulator', '../packages/server/src/sessions/inner.ts']],
])('%s may import %j', (path, imports) => {
  expect(breaks(path, ...imports)).toEqual([])
})

test.each([
  ['packages/ocpp/src/a.ts', '@stationmaster/server', 'packages/ocpp may not import packages/server/src'],
  ['packages/ocpp/src/a.ts', '../../server/src/app.ts', 'packages/ocpp may not import packages/server/src'],
  [
    'packages/simulator/src/a.ts',
    '@stationmaster/server/contract',
    'packages/simulator may not import packages/server/src/contract',
  ],
  ['packages/console/src/a.ts', '@stationmaster/ocpp', 'packages/console may not import packages/ocpp'],
  [
    'packages/console/src/a.ts',
    '../../server/src/sessions/index.ts',
    'packages/console may not import packages/server/src/sessions',
  ],
  ['packages/server/src/contract/a.ts', 'fastify', 'packages/server/src/contract may import only zod'],
  ['packages/server/src/contract/a.ts', 'node:fs', 'packages/server/src/contract may import only zod'],
  [
    'packages/server/src/contract/a.ts',
    '../platform/errors.ts',
    'packages/server/src/contract may not import packages/server/src/platform',
  ],
  [
    'packages/server/src/platform/a.ts',
    '../contract/index.ts',
    'packages/server/src/platform may not import packages/server/src/contract',
  ],
  [
    'packages/server/src/platform/a.ts',
    '../sessions/index.ts',
    'packages/server/src/platform may not import packages/server/src/sessions',
  ],
  [
    'packages/server/src/sessions/a.ts',
    '../stations/inner.ts',
    'other folders use packages/server/src/stations through index.ts, ids.ts',
  ],
  [
    'packages/server/src/sessions/a.ts',
    '@stationmaster/simulator',
    'packages/server/src/sessions may not import packages/simulator',
  ],
  ['packages/server/src/sessions/a.ts', '../app.ts', 'packages/server/src/sessions may not import packages/server/src'],
])('%s may not import %s', (path, wanted, reason) => {
  expect(breaks(path, wanted)).toEqual([expect.stringContaining(reason)])
})

test.each([
  `import type { A } from '../sessions/index.ts'`,
  `export { a } from '../sessions/index.ts'`,
  `import '../sessions/index.ts'`,
  `const a = await import('../sessions/index.ts')`,
  `import {\n  a,\n  type B,\n} from '../sessions/index.ts'`,
  `import a, { b } from "../sessions/index.ts"`,
])('every form of import is seen: %s', (text) => {
  expect(findBorderBreaks([{ path: 'packages/server/src/platform/a.ts', text }])).toHaveLength(1)
})

test('an import in a comment is none', () => {
  const text = `/** import { a } from '../sessions/index.ts' */\nexport const a = 1`
  expect(findBorderBreaks([{ path: 'packages/server/src/platform/a.ts', text }])).toEqual([])
})

test('files of more than 500 lines and names without meaning are refused', () => {
  const file = (path: string, lines: number) => ({ path, text: 'a\n'.repeat(lines) })
  expect(findHouseBreaks([file('a/fine.ts', 500), file('a/unmanaged-commons.ts', 1)])).toEqual([])
  expect(findHouseBreaks([file('a/long.ts', 501)])).toEqual(['a/long.ts has 501 lines; 500 is the most'])
  const empty = ['a/utils/b.ts', 'a/date-helpers.ts', 'common.ts', 'a/session-manager.ts']
  expect(findHouseBreaks(empty.map((path) => file(path, 1)))).toHaveLength(4)
})

test('sizes are described by median, ninth tenth and longest', () => {
  const files = Array.from({ length: 11 }, (_, index) => ({ path: 'a', text: 'a\n'.repeat(index) }))
  expect(describeSizes(files)).toBe('11 files; lines: median 5, 90 % ≤ 9, longest 10')
})
