import { expect, test } from 'vitest'
import { runChaos } from './chaos.ts'
import { isClean } from './checker.ts'

const PATIENCE_MS = 120_000

test.each(['kill-server', 'kill-postgres'] as const)(
  '%s twice under load: nothing acknowledged is lost, no session is double',
  async (disaster) => {
    const report = await runChaos({ disaster, times: 2, stations: 20, seed: 3, calmMs: 1000 })
    expect(report.findings).toSatisfy(isClean)
    expect(report.backAfterMs).toHaveLength(2)
    expect(report.transactions).toBeGreaterThanOrEqual(20)
  },
  PATIENCE_MS,
)
