import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const GENEROUS_MS = 60_000
/** What is looked at again and again until it is so: as soon as it is, the test goes on. */
const POLL_MS = 15_000
/** Each look is a call to a server that has other tests to answer. */
const POLL_EVERY_MS = 100
/** A browser draws on the same cores as the server it looks at. */
const BROWSER_MS = 180_000

/** Short files of long tests: begun last, they would be waited for by idle cores. */
const LONG =
  /(main|demo|embedded-postgres|two-servers)\.test|(core|schedule-options|start-profiles|rotation|cancel)\.wire|accessibility\//

/** The longest first: by their size, as usual, but for those whose size does not tell. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files)
    return bySize.toSorted((a, b) => Number(LONG.test(b.moduleId)) - Number(LONG.test(a.moduleId)))
  }
}

/** One project per area, so that only areas that use the database start one. */
function area(name: string, include: string[], globalSetup: string[] = []) {
  const setupFiles = ['./test/property-seed.ts']
  const expectations = { poll: { timeout: POLL_MS, interval: POLL_EVERY_MS } }
  const timeouts = { testTimeout: GENEROUS_MS, hookTimeout: GENEROUS_MS, expect: expectations }
  // Real sockets, processes and a browser on a machine we share: where a change is judged, one hiccup is tried again, and
  // the report names it. At home nothing is, so that a race is seen and mended.
  const retry = process.env['CI'] === undefined ? 0 : 1
  // Files of one worker share what they import: loading and compiling the program for each anew is a third of the time.
  return { test: { name, include, globalSetup, setupFiles, retry, isolate: false, ...timeouts } }
}

const DATABASE = ['./packages/server/src/platform/testing/global-setup.ts']

/** The whole program, most of it in a browser: after everything else. Two of four wait, for an undo to pass or a station to answer, while two draw. */
function system() {
  const { test } = area('system', ['test/**/*.test.ts'], DATABASE)
  return {
    test: { ...test, maxWorkers: 4, sequence: { groupOrder: 1 }, testTimeout: BROWSER_MS, hookTimeout: BROWSER_MS },
  }
}

export default defineConfig({
  test: {
    // Most of these tests wait for sockets, timers and processes: three for each of two cores keep the cores busy.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
    projects: [
      area('ocpp', ['packages/ocpp/**/*.test.ts']),
      area('pricing', ['packages/pricing/**/*.test.ts']),
      area('scheduling', ['packages/scheduling/**/*.test.ts']),
      area('simulator', ['packages/simulator/**/*.test.ts']),
      area('server', ['packages/server/**/*.test.ts'], DATABASE),
      area('console', ['packages/console/**/*.test.{ts,tsx}']),
      area('scripts', ['scripts/**/*.test.{ts,mjs}', 'bench/**/*.test.ts']),
      system(),
    ],
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
  },
})
