import { afterEach, describe, expect, test } from 'vitest'
import type { Bus, Payload } from './bus.ts'
import { subjectOf } from './subject.ts'

/** Two ends of one bus: the same object in one process, two connections otherwise. */
export interface BusEnds {
  readonly near: Bus
  readonly far: Bus
  /** Resolves when every message published so far has been delivered, and every subscription is known. */
  settle(): Promise<void>
}

/** What every implementation of the bus must do; each runs this suite. */
export function describeBus(name: string, open: () => Promise<BusEnds>): void {
  const opened: BusEnds[] = []
  async function ends(): Promise<BusEnds> {
    const one = await open()
    opened.push(one)
    return one
  }
  afterEach(async () => {
    for (const { near, far } of opened.splice(0))
      await Promise.all([near[Symbol.asyncDispose](), far[Symbol.asyncDispose]()])
  })

  describe(`${name}: messages`, () => {
    test('reach every subscriber, in the order of publication', async () => {
      const { near, far, settle } = await ends()
      const seen: Payload[][] = [[], []]
      near.subscribe('count', ({ payload }) => void seen[0]?.push(payload))
      far.subscribe('count', ({ payload }) => void seen[1]?.push(payload))
      await settle()
      for (let number = 0; number < 50; number++) near.publish('count', number)
      await settle()
      const all = Array.from({ length: 50 }, (_, index) => index)
      expect(seen).toEqual([all, all])
    })

    test('never arrive before publish has returned', async () => {
      const { near, settle } = await ends()
      let arrived = false
      near.subscribe('a', () => {
        arrived = true
      })
      await settle()
      near.publish('a', null)
      expect(arrived).toBe(false)
      await settle()
      expect(arrived).toBe(true)
    })

    test('are copies: the receiver cannot reach into the sender', async () => {
      const { near, far, settle } = await ends()
      const sent = { list: [1, 2] }
      let received: Payload = null
      far.subscribe('copy', ({ payload }) => {
        received = payload
      })
      await settle()
      near.publish('copy', sent)
      sent.list.push(3)
      await settle()
      expect(received).toEqual({ list: [1, 2] })
    })

    test.each([
      ['a.*.c', ['a.b.c', 'a.x.c'], ['a.c', 'a.b.b.c', 'a.b.d']],
      ['a.>', ['a.b', 'a.b.c'], ['a', 'b.a']],
      ['>', ['a', 'a.b'], []],
      ['a', ['a'], ['a.b', 'b']],
    ])('a subscription to %s takes %j and leaves %j', async (pattern, taken, left) => {
      const { near, far, settle } = await ends()
      const seen: string[] = []
      far.subscribe(pattern, ({ subject }) => void seen.push(subject))
      await settle()
      for (const subject of [...taken, ...left]) near.publish(subject, null)
      await settle()
      expect(seen).toEqual(taken)
    })

    test('stop when the subscription is stopped', async () => {
      const { near, far, settle } = await ends()
      let count = 0
      const subscriptions = ['s', 's.*'].map((pattern) => far.subscribe(pattern, () => void count++))
      await settle()
      near.publish('s', null)
      near.publish('s.t', null)
      await settle()
      for (const subscription of subscriptions) subscription.stop()
      await settle()
      near.publish('s', null)
      near.publish('s.t', null)
      await settle()
      expect(count).toBe(2)
    })

    test('survive a subscriber that fails', async () => {
      const { near, far, settle } = await ends()
      const seen: Payload[] = []
      far.subscribe('f', () => {
        throw new Error('broken subscriber')
      })
      far.subscribe('f', () => Promise.reject(new Error('broken later')))
      far.subscribe('f', ({ payload }) => void seen.push(payload))
      await settle()
      near.publish('f', 1)
      near.publish('f', 2)
      await settle()
      expect(seen).toEqual([1, 2])
    })

    test('of one station identity never reach another one', async () => {
      const { near, far, settle } = await ends()
      const identities = ['A', 'a', 'A.B', 'A*', '*', '>', 'A B', 'A=2EB', '站']
      const seen: string[] = []
      for (const identity of identities) {
        far.subscribe(subjectOf('station', identity, 'x'), () => void seen.push(identity))
      }
      await settle()
      for (const identity of identities) near.publish(subjectOf('station', identity, 'x'), null)
      await settle()
      expect(seen).toEqual(identities)
    })
  })

  describe(`${name}: requests`, () => {
    test('are answered by whoever serves the subject', async () => {
      const { near, far, settle } = await ends()
      far.serve('double', (payload) => Promise.resolve(Number(payload) * 2))
      await settle()
      const replies = await Promise.all(
        [1, 2, 3].map((number) => near.request('double', number, { timeoutMs: 10_000 })),
      )
      expect(replies).toEqual([2, 4, 6].map((payload) => ({ kind: 'answered', payload })))
    })

    test('find nobody when nobody serves the subject, or no longer', async () => {
      const { near, far, settle } = await ends()
      expect(await near.request('nobody', null, { timeoutMs: 10_000 })).toEqual({ kind: 'unserved' })
      const serving = far.serve('briefly', () => Promise.resolve(null))
      await settle()
      serving.stop()
      await settle()
      expect(await near.request('briefly', null, { timeoutMs: 10_000 })).toEqual({ kind: 'unserved' })
    })

    test('time out when the answer does not come', async () => {
      const { near, far, settle } = await ends()
      far.serve('never', () => new Promise(() => undefined))
      await settle()
      expect(await near.request('never', null, { timeoutMs: 20 })).toEqual({ kind: 'timedOut' })
    })

    test('tell a failure of the other side from an answer', async () => {
      const { near, far, settle } = await ends()
      far.serve('fails', () => Promise.reject(new Error('broken server')))
      await settle()
      expect(await near.request('fails', null, { timeoutMs: 10_000 })).toEqual({ kind: 'failed' })
    })

    test('reach one of several servers', async () => {
      const { near, far, settle } = await ends()
      let served = 0
      for (const end of [near, far]) {
        end.serve('shared', () => {
          served += 1
          return Promise.resolve(null)
        })
      }
      await settle()
      await near.request('shared', null, { timeoutMs: 10_000 })
      await settle()
      expect(served).toBe(1)
    })
  })
}
