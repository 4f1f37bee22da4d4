import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CommandProgress } from '../command-state.ts'
import { callOff } from './call-off.ts'
import type { UpgradeFacts } from './next-step.ts'
import { plannedSteps } from './plan.ts'

const PLAN = { url: 'wss://csms.example/ocpp', slot: 2, currentSlot: 1 }
const progress: fc.Arbitrary<CommandProgress> = fc.oneof(
  fc.record({ kind: fc.constant('underWay' as const), isSent: fc.boolean() }),
  fc.record({ kind: fc.constant('accepted' as const), needsReboot: fc.boolean(), atMs: fc.nat() }),
  fc.record({ kind: fc.constantFrom('rejected' as const, 'notSent' as const), detail: fc.string() }),
  fc.record({ kind: fc.constant('unanswered' as const), sentAtMs: fc.nat() }),
)
const facts: fc.Arbitrary<UpgradeFacts> = fc
  .record({
    version: fc.constantFrom('1.6' as const, '2.0.1' as const, '2.1' as const),
    target: fc.integer({ min: 1, max: 3 }),
    step: fc.nat({ max: 2 }),
    attempts: fc.nat({ max: 3 }),
    command: fc.option(progress, { nil: undefined }),
    expiresAtMs: fc.nat(),
    online: fc.boolean(),
    connectedAtMs: fc.nat(),
    connectedProfile: fc.nat({ max: 3 }),
    isRollingBack: fc.boolean(),
  })
  .map(({ version, isRollingBack, step, ...rest }) => {
    const steps = plannedSteps(version, rest.target, { ...PLAN, cpoName: 'Norrvolt AB' })
    const state = isRollingBack ? 'rollingBack' : (steps[step]?.state ?? 'prepared')
    return { ...rest, steps, step, state }
  })

test('what cannot have reached the station is dropped without a word to it, and nothing else', () => {
  fc.assert(
    fc.property(facts, fc.boolean(), fc.boolean(), (given, isUnsent, hasWayBack) => {
      const way = callOff(given, { isUnsent, hasWayBack })
      const { command, step } = given
      const isPast = given.steps.slice(0, step).some(({ state }) => state === 'installed')
      const isAtIt = given.steps[step]?.state === 'installed'
      const wasHeard = !isUnsent && command !== undefined && !['rejected', 'notSent'].includes(command.kind)
      const hasArrived = given.online && given.connectedProfile >= given.target
      const isDone = hasArrived || given.state === 'rollingBack'
      const mayHaveIt = isPast || (isAtIt && wasHeard)
      expect(way.kind === 'cancel').toBe(!isDone && !mayHaveIt)
      expect(way.kind === 'rollBack').toBe(!isDone && mayHaveIt && hasWayBack)
    }),
    { numRuns: 2000 },
  )
})

test('a station that has arrived is never sent back', () => {
  fc.assert(
    fc.property(facts, fc.boolean(), fc.boolean(), (given, isUnsent, hasWayBack) => {
      const arrived = { ...given, online: true, connectedProfile: given.target }
      expect(callOff(arrived, { isUnsent, hasWayBack }).kind).toBe('tooFar')
    }),
  )
})
