import { describe, expect, it } from 'vitest'
import type { CallFrame, SendFrame } from '../framing/frame.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { type CallAnswer, systemClock, systemTimers } from './environment.ts'
import type { CallOutcome, Stray } from './outcome.ts'
import { Peer } from './peer.ts'

type OnCall = (call: CallFrame) => CallAnswer | Promise<CallAnswer>

function setUp(onCall: OnCall = () => ({ ok: true, payload: {} }), version: '1.6' | '2.0.1' | '2.1' = '2.1') {
  const time = new VirtualTime()
  const written: string[] = []
  const strays: Stray[] = []
  const sends: SendFrame[] = []
  const faults: unknown[] = []
  const sink = {
    broken: false,
    sendText(text: string): void {
      if (sink.broken) throw new Error('socket is closing')
      written.push(text)
    },
  }
  let lastId = 0
  const peer = new Peer(
    {
      clock: time,
      timers: time,
      nextMessageId: () => `m${++lastId}`,
      callTimeoutMs: 1000,
      maxQueued: 4,
      maxWaiting: 2,
      handlers: {
        onCall,
        onSend: (frame) => void sends.push(frame),
        onStray: (stray) => void strays.push(stray),
        onFault: (error) => void faults.push(error),
      },
    },
    version,
    sink,
  )
  return { peer, time, written, strays, sends, faults, sink }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Handlers that answer when told. */
function held(): { readonly onCall: OnCall; readonly answer: (payload?: unknown) => void; readonly actions: string[] } {
  const waiting: ((answer: CallAnswer) => void)[] = []
  const actions: string[] = []
  return {
    actions,
    onCall: (call) => {
      actions.push(call.action)
      return new Promise((resolve) => waiting.push(resolve))
    },
    answer: (payload = {}) => waiting.shift()?.({ ok: true, payload }),
  }
}

describe('Peer: incoming calls', () => {
  it('answers with the handler’s payload or error', async () => {
    const { peer, written } = setUp(({ action }) =>
      action === 'Heartbeat'
        ? { ok: true, payload: { currentTime: 'now' } }
        : { ok: false, code: 'NotImplemented', description: 'unknown action' },
    )
    peer.receive('[2,"a","Heartbeat",{}]')
    peer.receive('[2,"b","Foo",{}]')
    await settled()
    expect(written).toEqual(['[3,"a",{"currentTime":"now"}]', '[4,"b","NotImplemented","unknown action",{}]'])
  })

  it('works on one at a time, in order', async () => {
    const { onCall, answer, actions } = held()
    const { peer, written } = setUp(onCall)
    peer.receive('[2,"a","A",{}]')
    peer.receive('[2,"b","B",{}]')
    await settled()
    expect(actions).toEqual(['A'])
    answer()
    await settled()
    expect(actions).toEqual(['A', 'B'])
    answer()
    await settled()
    expect(written).toEqual(['[3,"a",{}]', '[3,"b",{}]'])
    peer.receive('[2,"a","A",{}]')
    await settled()
    expect(actions).toEqual(['A', 'B', 'A'])
  })

  it('refuses an id in flight once, and still answers the first', async () => {
    const { onCall, answer } = held()
    const { peer, written, strays } = setUp(onCall)
    for (let i = 0; i < 3; i++) peer.receive('[2,"a","A",{}]')
    answer()
    await settled()
    expect(written).toEqual(['[4,"a","RpcFrameworkError","this message id is still in use",{}]', '[3,"a",{}]'])
    expect(strays).toMatchObject([{ kind: 'duplicate' }, { kind: 'duplicate' }])
  })

  it('refuses calls beyond those that may wait', async () => {
    const { onCall } = held()
    const { peer, written } = setUp(onCall, '1.6')
    for (const id of ['a', 'b', 'c', 'd']) peer.receive(`[2,"${id}","A",{}]`)
    expect(written).toEqual(['[4,"d","GenericError","too many calls wait for an answer",{}]'])
  })

  it('answers InternalError when the handler fails, and says so', async () => {
    const { peer, written, faults } = setUp(({ action }) => {
      if (action === 'Throw') throw new Error('boom')
      return { ok: true, payload: { big: 1n } }
    })
    peer.receive('[2,"a","Throw",{}]')
    peer.receive('[2,"b","Unwritable",{}]')
    await settled()
    expect(written).toEqual([
      '[4,"a","InternalError","Throw could not be handled",{}]',
      '[4,"b","InternalError","Unwritable could not be handled",{}]',
    ])
    expect(faults).toHaveLength(2)
  })

  it('answers malformed calls and reports them', () => {
    const { peer, written, strays } = setUp()
    peer.receive('{')
    peer.receive('[3,"x",7]')
    expect(written).toEqual(['[4,"-1","RpcFrameworkError","the frame is not JSON",{}]'])
    expect(strays).toMatchObject([{ kind: 'malformed' }, { kind: 'malformed', frame: { messageId: 'x' } }])
  })

  it('does not answer after the socket has closed', async () => {
    const { onCall, answer } = held()
    const { peer, written } = setUp(onCall)
    peer.receive('[2,"a","A",{}]')
    peer.receive('[2,"b","B",{}]')
    peer.close()
    peer.close()
    answer()
    peer.receive('[2,"c","C",{}]')
    await settled()
    expect(written).toEqual([])
  })
})

describe('Peer: outgoing', () => {
  it('gives a call its result while it works on one itself', async () => {
    const { onCall } = held()
    const { peer, written } = setUp(onCall)
    peer.receive('[2,"a","A",{}]')
    const outcome = peer.call({ action: 'Reset', payload: { type: 'Soft' } })
    expect(written).toEqual(['[2,"m1","Reset",{"type":"Soft"}]'])
    peer.receive('[3,"m1",{"status":"Accepted"}]')
    expect(await outcome).toEqual({ kind: 'result', payload: { status: 'Accepted' }, notes: [], latencyMs: 0 })
  })

  it('takes an answer given while still sending', async () => {
    const { peer, sink } = setUp()
    sink.sendText = (text) => peer.receive(text.replace('[2,"m1","Reset"', '[3,"m1"'))
    const outcome: CallOutcome = await peer.call({ action: 'Reset', payload: { a: 1 } })
    expect(outcome).toMatchObject({ kind: 'result', payload: { a: 1 } })
  })

  it('reports stray and late answers', async () => {
    const { peer, strays, time } = setUp()
    peer.receive('[4,"x","GenericError","",{}]')
    const outcome = peer.call({ action: 'Reset', payload: {} })
    time.advance(1000)
    peer.receive('[3,"m1",{}]')
    expect(await outcome).toEqual({ kind: 'timeout' })
    expect(strays).toMatchObject([{ kind: 'unmatched' }, { kind: 'late', call: { action: 'Reset' } }])
  })

  it('sends and receives SEND and CALLRESULTERROR in 2.1', () => {
    const { peer, written, sends, strays } = setUp()
    expect(peer.send('NotifyPeriodicEventStream', { id: 1 })).toBe(true)
    expect(peer.refuseResult('x', { code: 'FormatViolation', description: 'no status' })).toBe(true)
    peer.receive('[6,"s","NotifyPeriodicEventStream",{}]')
    peer.receive('[5,"x","GenericError","",{}]')
    expect(written).toEqual([
      '[6,"m1","NotifyPeriodicEventStream",{"id":1}]',
      '[5,"x","FormatViolation","no status",{}]',
    ])
    expect(sends).toMatchObject([{ action: 'NotifyPeriodicEventStream' }])
    expect(strays).toMatchObject([{ kind: 'resultRefused' }])
  })

  it('has neither in older versions, nor after closing', () => {
    const old = setUp(undefined, '2.0.1')
    expect(old.peer.send('X', {})).toBe(false)
    expect(old.peer.refuseResult('x', { code: 'GenericError', description: '' })).toBe(false)
    const { peer, sink } = setUp()
    sink.broken = true
    expect(peer.send('X', {})).toBe(false)
    peer.close()
    expect(peer.send('X', {})).toBe(false)
    expect(peer.refuseResult('x', { code: 'GenericError', description: '' })).toBe(false)
  })
})

describe('systemTimers', () => {
  it('run once, unless cancelled', async () => {
    const startMs = systemClock.nowMs()
    const ran: string[] = []
    systemTimers.after(0, () => ran.push('a'))
    systemTimers.after(0, () => ran.push('b'))()
    await new Promise((resolve) => systemTimers.after(5, () => resolve(undefined)))
    expect(ran).toEqual(['a'])
    expect(systemClock.nowMs()).toBeGreaterThanOrEqual(startMs)
  })
})
