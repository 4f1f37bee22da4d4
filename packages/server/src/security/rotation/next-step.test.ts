import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CommandProgress } from '../command-state.ts'
import { MOST_ATTEMPTS, nextRotationStep, type RotationFacts } from './next-step.ts'

const ms = fc.integer({ min: 0, max: 1000 })
const progress: fc.Arbitrary<CommandProgress> = fc.oneof(
  fc.record({ kind: fc.constant('underWay' as const), isSent: fc.boolean() }),
  fc.record({ kind: fc.constant('accepted' as const), needsReboot: fc.boolean(), atMs: ms }),
  fc.record({ kind: fc.constantFrom('rejected' as const, 'notSent' as const), detail: fc.string() }),
  fc.record({ kind: fc.constant('unanswered' as const), sentAtMs: ms }),
)
const facts: fc.Arbitrary<RotationFacts> = fc.record({
  state: fc.constantFrom('waiting' as const, 'prepared' as const, 'told' as const),
  startAtMs: ms,
  expiresAtMs: ms,
  attempts: fc.integer({ min: 0, max: MOST_ATTEMPTS }),
  command: fc.option(progress, { nil: undefined }),
  isRebooting: fc.boolean(),
  online: fc.boolean(),
  connectedAtMs: ms,
})

test('a password that the station may have is never dropped', () => {
  fc.assert(
    fc.property(facts, ms, (given, nowMs) => {
      const { command } = given
      const mayHaveIt =
        given.isRebooting ||
        command?.kind === 'accepted' ||
        (command?.kind === 'underWay' && command.isSent) ||
        // It has not been heard with its old password since.
        (command?.kind === 'unanswered' && !(given.online && given.connectedAtMs > command.sentAtMs))
      if (command !== undefined && mayHaveIt) expect(nextRotationStep(given, nowMs).kind).not.toBe('fail')
    }),
  )
})

test('the old password dies only by a yes', () => {
  fc.assert(
    fc.property(facts, ms, (given, nowMs) => {
      if (nextRotationStep(given, nowMs).kind === 'promote') {
        expect(given.command).toMatchObject({ kind: 'accepted', needsReboot: false })
      }
    }),
  )
})

test('a station is told at most so many times', () => {
  fc.assert(
    fc.property(facts, ms, (given, nowMs) => {
      if (given.command !== undefined && given.attempts >= MOST_ATTEMPTS) {
        expect(nextRotationStep(given, nowMs).kind).not.toBe('tell')
      }
    }),
    { numRuns: 3000 },
  )
})

const WAITING: RotationFacts = {
  state: 'waiting',
  startAtMs: 100,
  expiresAtMs: 1000,
  attempts: 0,
  command: undefined,
  isRebooting: false,
  online: true,
  connectedAtMs: 0,
}
const UNANSWERED = { ...WAITING, attempts: 1, command: { kind: 'unanswered', sentAtMs: 200 } } as const

test.each([
  ['before its turn', WAITING, 99, { kind: 'wait', told: false }],
  ['in its turn', WAITING, 100, { kind: 'tell' }],
  ['to the last moment', WAITING, 999, { kind: 'tell' }],
  ['when its time is over', WAITING, 1000, { kind: 'fail' }],
  ['rebooting', { ...UNANSWERED, isRebooting: true }, 300, { kind: 'wait', told: true }],
  ['accepted', { ...WAITING, command: { kind: 'accepted', needsReboot: false, atMs: 200 } }, 300, { kind: 'promote' }],
  [
    'accepted, from its next boot',
    { ...WAITING, command: { kind: 'accepted', needsReboot: true, atMs: 200 } },
    300,
    { kind: 'reboot' },
  ],
  ['rejected', { ...WAITING, command: { kind: 'rejected', detail: 'no' } }, 300, { kind: 'fail', detail: 'no' }],
  ['silent, and away', { ...UNANSWERED, online: false }, 300, { kind: 'wait', told: true }],
  ['silent, and connected before it was told', { ...UNANSWERED, connectedAtMs: 200 }, 300, { kind: 'reconnect' }],
  ['silent, and back with its old password', { ...UNANSWERED, connectedAtMs: 201 }, 999, { kind: 'tell' }],
  ['silent to the end of its time', { ...UNANSWERED, connectedAtMs: 201 }, 1000, { kind: 'fail' }],
  ['silent too often', { ...UNANSWERED, connectedAtMs: 201, attempts: MOST_ATTEMPTS }, 300, { kind: 'fail' }],
] as const)('a station %s', (_, given, nowMs, step) => {
  expect(nextRotationStep(given, nowMs)).toMatchObject(step)
})
