import type { StationEvent } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { decide } from '../decide.ts'
import type { Facts } from '../decision.ts'
import type { SessionId } from '../ids.ts'
import { stationState, T0 } from '../testing/station-model.ts'

const FACTS: Facts = {
  nowMs: T0,
  heartbeatIntervalS: 300,
  newSessionId: () => 'session' as SessionId,
  nextTransactionNumber: () => 1,
}
const REPORTS: readonly StationEvent[] = [
  { kind: 'firmwareStatus', status: 'Downloading', requestId: 7 },
  { kind: 'logStatus', status: 'Uploaded' },
  { kind: 'firmwarePublication', status: 'Published', locations: ['http://10.0.0.1/fw'] },
]

test.each(REPORTS)('$kind is shown in the timeline, and put where its request is found', (event) => {
  const { reply, changes } = decide(stationState({ bootStatus: 'Accepted' }), event, FACTS)
  const { kind, ...body } = event
  expect(reply).toEqual({ kind: 'empty' })
  expect(changes).toMatchObject([
    { kind: 'report', report: kind, body },
    { kind: 'inbox', entry: event },
  ])
})

test.each([
  ['1.0', '2.0', true],
  ['2.0', '2.0', false],
  [null, '2.0', false],
  ['1.0', undefined, false],
])('a Boot after %s with %s proves an update: %s', (before, firmwareVersion, isProof) => {
  const booted = { kind: 'booted', vendor: 'Volta', model: 'One' } as const
  const event = firmwareVersion === undefined ? booted : { ...booted, firmwareVersion }
  const { changes } = decide(stationState({ firmwareVersion: before }), event, FACTS)
  expect(changes.some((change) => change.kind === 'inbox')).toBe(isProof)
})
