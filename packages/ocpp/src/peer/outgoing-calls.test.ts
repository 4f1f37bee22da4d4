import { describe, expect, it } from 'vitest'
import type { CallResultFrame, ErrorFrame, Frame, MalformedFrame } from '../framing/frame.ts'
import { parseFrame } from '../framing/parse-frame.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import type { CallOutcome } from './outcome.ts'
import { OutgoingCalls } from './outgoing-calls.ts'

function setUp(options: { readonly maxQueued?: number } = {}) {
  const time = new VirtualTime()
  const sent: Frame[] = []
  const sink = {
    broken: false,
    sendText(text: string): void {
      if (sink.broken) throw new Error('socket is closing')
      const frame = parseFrame('2.1', text)
      if (frame.kind !== 'malformed') sent.push(frame)
    },
  }
  let lastId = 0
  const nextMessageId = (): string => `m${++lastId}`
  const environment = {
    clock: time,
    timers: time,
    nextMessageId,
    callTimeoutMs: 1000,
    maxQueued: options.maxQueued ?? 8,
  }
  const calls = new OutgoingCalls(environment, sink)
  const outcomes: (readonly [string, CallOutcome])[] = []
  const call = (action: string, timeoutMs?: number): void => {
    const request = {
      action,
      payload: {},
      reference: `ref-${action}`,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }
    void calls.call(request).then((outcome) => outcomes.push([action, outcome]))
  }
  return { calls, call, time, sent, sink, outcomes }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function result(messageId: string): CallResultFrame {
  return { kind: 'callResult', messageId, payload: { status: 'Accepted' }, notes: [] }
}

function errorFrame(kind: ErrorFrame['kind'], messageId: string): ErrorFrame {
  return { kind, messageId, code: 'NotSupported', description: 'no', details: {}, notes: [] }
}

function malformed(of: MalformedFrame['of'], messageId: string): MalformedFrame {
  return { kind: 'malformed', of, messageId, code: 'FormatViolation', reason: 'payload is not an object' }
}

describe('OutgoingCalls', () => {
  it('sends one call at a time, the others in order', async () => {
    const { calls, call, sent, outcomes } = setUp()
    for (const action of ['A', 'B', 'C']) call(action)
    expect(sent.map(({ messageId }) => messageId)).toEqual(['m1'])
    expect(calls.outstanding).toMatchObject({ messageId: 'm1', action: 'A', reference: 'ref-A' })
    expect(calls.queued).toBe(2)
    calls.settle(result('m1'))
    calls.settle(errorFrame('callError', 'm2'))
    calls.settle(result('m3'))
    await settled()
    expect(sent).toMatchObject([{ action: 'A' }, { action: 'B' }, { action: 'C' }])
    expect(outcomes).toMatchObject([
      ['A', { kind: 'result', payload: { status: 'Accepted' }, latencyMs: 0 }],
      ['B', { kind: 'error', code: 'NotSupported', description: 'no' }],
      ['C', { kind: 'result' }],
    ])
    expect(calls.outstanding).toBeUndefined()
    expect(calls.queued).toBe(0)
  })

  it('holds no timer when idle', async () => {
    const { calls, call, time } = setUp()
    expect(time.pending).toBe(0)
    call('A')
    expect(time.pending).toBe(1)
    calls.settle(result('m1'))
    expect(time.pending).toBe(0)
  })

  it('times out, goes on with the next, and knows the late answer', async () => {
    const { calls, call, time, outcomes } = setUp()
    call('A', 500)
    call('B')
    time.advance(499)
    expect(calls.outstanding?.action).toBe('A')
    time.advance(1)
    expect(calls.outstanding?.action).toBe('B')
    const late = calls.settle(result('m1'))
    expect(late).toMatchObject({ kind: 'late', call: { messageId: 'm1', action: 'A', reference: 'ref-A' } })
    expect(calls.outstanding?.action).toBe('B')
    expect(calls.settle(result('m1'))).toMatchObject({ kind: 'unmatched' })
    time.advance(1000)
    await settled()
    expect(outcomes).toEqual([
      ['A', { kind: 'timeout' }],
      ['B', { kind: 'timeout' }],
    ])
  })

  it('forgets all but the last late calls', () => {
    const { calls, call, time } = setUp({ maxQueued: 20 })
    for (let i = 1; i <= 10; i++) call(`A${i}`)
    time.advance(20_000)
    expect(calls.settle(result('m2'))).toMatchObject({ kind: 'unmatched' })
    expect(calls.settle(result('m3'))).toMatchObject({ kind: 'late', call: { action: 'A3' } })
  })

  it('hands back answers that are nobody’s', async () => {
    const { calls, call, outcomes } = setUp()
    expect(calls.settle(result('x'))).toMatchObject({ kind: 'unmatched' })
    call('A')
    expect(calls.settle(result('x'))).toMatchObject({ kind: 'unmatched' })
    expect(calls.settle(errorFrame('callResultError', 'm1'))).toMatchObject({ kind: 'resultRefused' })
    await settled()
    expect(outcomes).toEqual([])
    expect(calls.settle(result('m1'))).toBeUndefined()
    expect(calls.settle(result('m1'))).toMatchObject({ kind: 'unmatched' })
  })

  it('ends a call whose answer cannot be read', async () => {
    const { calls, call, outcomes, time } = setUp()
    call('A')
    time.advance(7)
    expect(calls.settleMalformed(malformed('call', 'm1'))).toMatchObject({ kind: 'malformed' })
    expect(calls.settleMalformed(malformed('callResult', 'x'))).toMatchObject({ kind: 'malformed' })
    expect(calls.settleMalformed(malformed('callResult', 'm1'))).toBeUndefined()
    await settled()
    expect(outcomes).toEqual([['A', { kind: 'invalid', reason: 'payload is not an object', latencyMs: 7 }]])
    expect(calls.settleMalformed(malformed('callResult', 'm1'))).toMatchObject({ kind: 'malformed' })
  })

  it('bounds its queue', async () => {
    const { call, outcomes } = setUp({ maxQueued: 1 })
    for (const action of ['A', 'B', 'C']) call(action)
    await settled()
    expect(outcomes).toEqual([['C', { kind: 'notSent', reason: 'queueFull' }]])
  })

  it('ends with unknown and notSent when the socket closes', async () => {
    const { calls, call, outcomes, time } = setUp()
    for (const action of ['A', 'B']) call(action)
    calls.close()
    calls.close()
    call('C')
    await settled()
    expect(outcomes).toEqual([
      ['A', { kind: 'unknown' }],
      ['B', { kind: 'notSent', reason: 'closed' }],
      ['C', { kind: 'notSent', reason: 'closed' }],
    ])
    expect(time.pending).toBe(0)
    expect(calls.settle(result('m1'))).toMatchObject({ kind: 'unmatched' })
  })

  it('closes when idle', () => {
    const { calls } = setUp()
    calls.close()
    expect(calls.queued).toBe(0)
  })

  it('reports what the transport could not take', async () => {
    const { calls, call, sink, outcomes } = setUp()
    sink.broken = true
    call('A')
    expect(calls.outstanding).toBeUndefined()
    await settled()
    expect(outcomes).toEqual([['A', { kind: 'notSent', reason: 'sendFailed' }]])
  })

  it('stands a transport that closes it while sending', async () => {
    const { calls, call, sink, outcomes } = setUp()
    sink.sendText = () => {
      calls.close()
      throw new Error('socket is closed')
    }
    call('A')
    await settled()
    expect(outcomes).toEqual([['A', { kind: 'unknown' }]])
  })
})
