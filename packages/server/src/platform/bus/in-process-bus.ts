import type { Clock } from '../clock/index.ts'
import type { Logger } from '../logging/index.ts'
import { outsideScopes } from '../row-scope.ts'
import type { Bus, Message, Payload, Reply, Subscription } from './bus.ts'
import { hasWildcard, matches } from './subject.ts'

interface Subscriber {
  readonly pattern: string
  readonly receive: (message: Message) => void | Promise<void>
}

type Answer = (payload: Payload) => Promise<Payload>

/** The bus of a program that runs in one process. Payloads are copied as JSON, as on a wire. */
export class InProcessBus implements Bus {
  readonly #clock: Clock
  readonly #logger: Logger
  /** Subscribers without wildcard, by subject. */
  readonly #exact = new Map<string, Set<Subscriber>>()
  readonly #wildcard = new Set<Subscriber>()
  /** Who answers, by subject. */
  readonly #servers = new Map<string, Set<Answer>>()
  #isClosed = false

  constructor(services: { clock: Clock; logger: Logger }) {
    this.#clock = services.clock
    this.#logger = services.logger
  }

  publish(subject: string, payload: Payload): void {
    const receivers = this.#receiversOf(subject)
    if (receivers.length === 0) return
    const json = JSON.stringify(payload)
    later(() => {
      for (const receiver of receivers) void this.#deliver(receiver, subject, json)
    })
  }

  subscribe(pattern: string, receive: Subscriber['receive']): Subscription {
    const subscriber = { pattern, receive }
    if (hasWildcard(pattern)) {
      this.#wildcard.add(subscriber)
      return { stop: () => this.#wildcard.delete(subscriber) }
    }
    return addTo(this.#exact, pattern, subscriber)
  }

  serve(subject: string, answer: Answer): Subscription {
    return addTo(this.#servers, subject, answer)
  }

  request(subject: string, payload: Payload, options: { timeoutMs: number }): Promise<Reply> {
    const [server] = this.#isClosed ? [] : (this.#servers.get(subject) ?? [])
    if (server === undefined) return Promise.resolve({ kind: 'unserved' })
    const json = JSON.stringify(payload)
    return new Promise((resolve) => {
      const timer = this.#clock.after(options.timeoutMs, () => resolve({ kind: 'timedOut' }))
      later(async () => {
        resolve(await this.#answer(server, subject, json))
        timer.cancel()
      })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    this.#exact.clear()
    this.#wildcard.clear()
    this.#servers.clear()
  }

  #receiversOf(subject: string): Subscriber[] {
    const receivers = [...(this.#exact.get(subject) ?? [])]
    for (const subscriber of this.#wildcard) {
      if (matches(subscriber.pattern, subject)) receivers.push(subscriber)
    }
    return receivers
  }

  async #deliver(subscriber: Subscriber, subject: string, json: string): Promise<void> {
    const isListening = this.#wildcard.has(subscriber) || this.#exact.get(subscriber.pattern)?.has(subscriber) === true
    if (!isListening) return
    try {
      await subscriber.receive({ subject, payload: JSON.parse(json) })
    } catch (error) {
      this.#logger.error({ err: error, subject }, 'A subscriber failed')
    }
  }

  async #answer(server: Answer, subject: string, json: string): Promise<Reply> {
    try {
      const payload = await server(JSON.parse(json))
      return { kind: 'answered', payload: JSON.parse(JSON.stringify(payload)) }
    } catch (error) {
      this.#logger.error({ err: error, subject }, 'A request failed')
      return { kind: 'failed' }
    }
  }
}

/** As over a wire: after the sender's turn, and not on behalf of those for whom it works. */
function later(run: () => void): void {
  outsideScopes(() => setImmediate(run))
}

/** Adds to the set under a key; stopping removes it, and the set with its last member. */
function addTo<Member>(map: Map<string, Set<Member>>, key: string, member: Member): Subscription {
  const members = map.get(key) ?? new Set()
  map.set(key, members.add(member))
  return {
    stop() {
      members.delete(member)
      if (members.size === 0 && map.get(key) === members) map.delete(key)
    },
  }
}
