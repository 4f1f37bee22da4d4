import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFrame } from '../framing/parse-frame.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import type { CallAnswer, PeerHandlers } from './environment.ts'
import type { CallOutcome } from './outcome.ts'
import { Peer } from './peer.ts'

type Side = 'csms' | 'station'

/** What happens next: a side calls, a frame in flight arrives, or a side finishes the call it works on. */
interface Step {
  readonly kind: 'call' | 'deliver' | 'answer'
  readonly side: Side
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('call', 'deliver', 'answer'),
  side: fc.constantFrom('csms', 'station'),
})

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Two peers on a transport that delivers when told. */
class Pair {
  readonly time = new VirtualTime()
  /** Frames on their way, keyed by the side they go to. */
  readonly inFlight: Record<Side, string[]> = { csms: [], station: [] }
  /** All frames ever sent, keyed by the side they go to. */
  readonly sent: Record<Side, string[]> = { csms: [], station: [] }
  /** Calls being worked on, keyed by the side that works. */
  readonly working: Record<Side, (() => void)[]> = { csms: [], station: [] }
  readonly outcomes: { readonly asked: number; readonly outcome: CallOutcome }[] = []
  readonly strays: unknown[] = []
  asked = 0
  readonly #peers: Record<Side, Peer>

  constructor() {
    this.#peers = { csms: this.#peer('csms', 'station'), station: this.#peer('station', 'csms') }
  }

  async take({ kind, side }: Step): Promise<void> {
    if (kind === 'call') this.#call(side)
    else if (kind === 'deliver') this.#deliver(side)
    else this.working[side].shift()?.()
    await settled()
  }

  get busy(): boolean {
    return (['csms', 'station'] as const).some((side) => this.inFlight[side].length + this.working[side].length > 0)
  }

  #call(side: Side): void {
    const asked = ++this.asked
    const request = { action: 'DataTransfer', payload: { asked } }
    void this.#peers[side].call(request).then((outcome) => this.outcomes.push({ asked, outcome }))
  }

  #deliver(side: Side): void {
    const text = this.inFlight[side].shift()
    if (text !== undefined) this.#peers[side].receive(text)
  }

  #peer(side: Side, other: Side): Peer {
    let lastId = 0
    const handlers: PeerHandlers = {
      onCall: ({ payload }) =>
        new Promise<CallAnswer>((resolve) => this.working[side].push(() => resolve({ ok: true, payload }))),
      onSend: () => undefined,
      onStray: (stray) => this.strays.push(stray),
      onFault: (error) => this.strays.push(error),
    }
    const sendText = (text: string): void => {
      this.inFlight[other].push(text)
      this.sent[other].push(text)
    }
    const { time } = this
    const nextMessageId = (): string => String(++lastId)
    const environment = {
      clock: time,
      timers: time,
      nextMessageId,
      callTimeoutMs: 1e9,
      maxQueued: 100,
      maxWaiting: 100,
      handlers,
    }
    return new Peer(environment, '2.0.1', { sendText })
  }
}

describe('two peers', () => {
  it('answer every call exactly once, in any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const pair = new Pair()
        for (const one of steps) await pair.take(one)
        while (pair.busy) {
          for (const side of ['csms', 'station'] as const) {
            await pair.take({ kind: 'deliver', side })
            await pair.take({ kind: 'answer', side })
          }
        }
        expect(pair.strays).toEqual([])
        expect(pair.outcomes.map(({ asked }) => asked).sort((a, b) => a - b)).toEqual(
          Array.from({ length: pair.asked }, (_, i) => i + 1),
        )
        for (const { asked, outcome } of pair.outcomes)
          expect(outcome).toMatchObject({ kind: 'result', payload: { asked } })
        expect(pair.time.pending).toBe(0)
        for (const side of ['csms', 'station'] as const) expectOneAtATime(pair, side)
      }),
      { numRuns: 60 },
    )
  })
})

/** On the wire to a side, no two calls carry one id, and there are as many answers as calls went the other way. */
function expectOneAtATime(pair: Pair, side: Side): void {
  const other = side === 'csms' ? 'station' : 'csms'
  const to = pair.sent[side].map((text) => parseFrame('2.0.1', text))
  const from = pair.sent[other].map((text) => parseFrame('2.0.1', text))
  const calls = to.filter(({ kind }) => kind === 'call').map(({ messageId }) => messageId)
  const answers = from.filter(({ kind }) => kind === 'callResult').map(({ messageId }) => messageId)
  expect(new Set(calls).size).toBe(calls.length)
  expect(answers).toEqual(calls)
}
