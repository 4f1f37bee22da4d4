import { expect, test } from 'vitest'
import { countTests } from './count-tests.mjs'

const GOOD = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }

test.each([
  ['all good', GOOD, 0, '7 passed, 0 failed', true],
  ['one failed', { ...GOOD, numFailedTests: 1 }, 1, '7 passed, 1 failed', false],
  ['some skipped', { ...GOOD, numPendingTests: 2, numTodoTests: 1 }, 0, '7 passed, 0 failed, 3 skipped', true],
  [
    'a file that does not load',
    { ...GOOD, testResults: [{ status: 'failed', assertionResults: [] }] },
    1,
    '7 passed, 1 failed',
    false,
  ],
  ['an unhandled error outside every test', GOOD, 1, '7 passed, 1 failed', false],
  ['no report', undefined, 1, '0 passed, 1 failed', false],
  ['no tests', { ...GOOD, numPassedTests: 0 }, 0, '0 passed, 0 failed', false],
])('%s', (_, report, exitCode, line, isGood) => {
  expect(countTests(report, exitCode)).toEqual({ line, isGood })
})
