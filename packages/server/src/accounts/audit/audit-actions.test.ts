import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { auditActions } from '../../contract/index.ts'

const ROOT = `${import.meta.dirname}/../..`

/** All that writes, and nothing that only declares. */
const written = globSync('**/*.ts', { cwd: ROOT, exclude: ['contract/**', '**/*.test.ts'] })
  .map((path) => readFileSync(`${ROOT}/${path}`, 'utf8'))
  .join('\n')

test('every action that may stand in the audit log is written somewhere', () => {
  const unwritten = auditActions().filter((action) => {
    const [subject] = action.split('.')
    return !written.includes(`'${action}'`) && !written.includes(`action: \`${subject}.\${`)
  })
  expect(unwritten).toEqual([])
})
