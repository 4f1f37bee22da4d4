/**
 * The closing line of a test run from vitest's JSON report and exit code. A file that could not even be loaded counts
 * as one failure, and so does anything else that made vitest fail without a failing test.
 */
export function countTests(report, exitCode) {
  const passed = report?.numPassedTests ?? 0
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const files = report?.testResults ?? []
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const counted = (report?.numFailedTests ?? 0) + broken
  const failed = counted === 0 && exitCode !== 0 ? 1 : counted
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return { line, isGood: failed === 0 && passed > 0 }
}
