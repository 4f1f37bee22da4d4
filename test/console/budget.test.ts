import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeBudget, FIRST_SCREEN, measureBuild } from '../../packages/console/scripts/measure-build.ts'

const built = fileURLToPath(new URL('../../packages/console/dist', import.meta.url))

test('the console is no heavier than promised', () => {
  const { text, isKept } = describeBudget(measureBuild((path) => readFileSync(`${built}/${path}`), FIRST_SCREEN))
  expect(isKept, text).toBe(true)
})
