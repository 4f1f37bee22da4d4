import { type DecodedCall, encodeCallResult, readErrorCode, type StationEvent } from '@stationmaster/ocpp'
import type { Facts, Needs } from '../../stations/decision.ts'
import type { SessionId } from '../../stations/ids.ts'
import type { StationState } from '../../stations/state.ts'
import type { ColdFacts, StationCore } from '../ports.ts'
import { isBilling } from './actions.ts'
import type { ActorEnvironment } from './environment.ts'
import { afterFault, decided, type Handling, keptRaw, refused, unrecorded, type Work } from './handling.ts'
import { heartbeatIntervalS } from './heartbeat-interval.ts'
import type { Inbound } from './inbound-queue.ts'

const NO_FACTS: ColdFacts = {}
/** Without a number there is no valid answer: the station is told to try again. */
const NO_NUMBER = { code: 'InternalError', description: 'no transaction id could be given' } as const

/** Takes one message of a station from its frame to what shall be stored and answered. */
export class MessageHandler {
  readonly #environment: ActorEnvironment
  readonly #work: Work

  constructor(environment: ActorEnvironment, state: StationState, inbound: Inbound) {
    this.#environment = environment
    this.#work = {
      inbound,
      state,
      dialect: environment.dialects[state.version],
      receivedAtMs: environment.clock.nowMs(),
    }
  }

  get #core(): StationCore {
    return this.#environment.core
  }

  /** At once in the usual case; later when memory does not hold what the decision needs. Never throws or rejects. */
  handle(): Handling | Promise<Handling> {
    return this.#isNumbered ? this.#decode() : this.#whenNumbered(() => this.#decode())
  }

  /** Whether a transaction number can be taken, should one be needed. */
  get #isNumbered(): boolean {
    return this.#work.inbound.frame.action !== 'StartTransaction' || this.#environment.numbers.isReady
  }

  async #whenNumbered(goOn: () => Handling | Promise<Handling>): Promise<Handling> {
    try {
      while (!this.#isNumbered) await this.#environment.numbers.ready()
    } catch (error) {
      this.#report('decide', error)
      return refused(this.#work, NO_NUMBER)
    }
    return goOn()
  }

  #decode(): Handling | Promise<Handling> {
    const { inbound, dialect, state } = this.#work
    try {
      const decoded = dialect.decodeCall(inbound.frame.action, inbound.frame.payload)
      if (!decoded.ok) return this.#unreadable(decoded)
      if (decoded.event.kind === 'heartbeat' && this.#core.isAccepted(state)) return this.#heartbeat(decoded)
      const needs = this.#core.needsOf(state, decoded.event)
      if (needs === undefined) return this.#decide(decoded, NO_FACTS)
      return this.#gather(decoded.event, needs).then(
        // Others may have taken the last number while this one read.
        (facts) =>
          this.#isNumbered ? this.#decide(decoded, facts) : this.#whenNumbered(() => this.#decide(decoded, facts)),
        (error: unknown) => this.#fault('decide', error),
      )
    } catch (error) {
      return this.#fault('decode', error)
    }
  }

  /** Another station's slow provider must not hold up the look-ups that stations share: each reply is asked for alone. */
  async #gather(event: StationEvent, needs: Needs): Promise<ColdFacts> {
    const { state } = this.#work
    const { facts, respond } = this.#environment
    const question = { tenantId: state.tenantId, stationKey: state.stationKey }
    if (needs.reply !== true) return facts.ask({ ...question, needs })
    const { reply: _, ...others } = needs
    const [answered, found] = await Promise.all([
      respond(state, event),
      Object.keys(others).length === 0 ? NO_FACTS : facts.ask({ ...question, needs: others }),
    ])
    return { ...found, answered }
  }

  #decide(decoded: Extract<DecodedCall, { ok: true }>, cold: ColdFacts): Handling {
    const { state } = this.#work
    try {
      const decision = this.#core.decide(state, decoded.event, this.#facts(cold))
      return decided(this.#work, decoded, decision)
    } catch (error) {
      return this.#fault('decide', error)
    }
  }

  #heartbeat({ event }: Extract<DecodedCall, { ok: true }>): Handling {
    const { inbound, dialect, state, receivedAtMs } = this.#work
    this.#environment.presence.seen(state.stationKey, receivedAtMs, 1)
    this.#environment.metrics.heartbeat()
    if (inbound.frame.kind === 'send') return unrecorded(null)
    const payload = dialect.encodeReply(inbound.frame.action, event, { kind: 'heartbeat', nowMs: receivedAtMs })
    return unrecorded(encodeCallResult(inbound.frame.messageId, payload))
  }

  #unreadable(decoded: Extract<DecodedCall, { ok: false }>): Handling {
    const { action } = this.#work.inbound.frame
    if (isBilling(action) && decoded.code !== 'NotImplemented') {
      return keptRaw(this.#work, decoded.description, this.#environment.nextTransactionNumber)
    }
    return refused(this.#work, { code: readErrorCode(decoded.code), description: decoded.description })
  }

  #fault(stage: 'decode' | 'decide', error: unknown): Handling {
    this.#report(stage, error)
    if (!this.#isNumbered) return refused(this.#work, NO_NUMBER)
    return afterFault(this.#work, error, this.#environment.nextTransactionNumber)
  }

  #report(stage: 'decode' | 'decide', error: unknown): void {
    const { action } = this.#work.inbound.frame
    this.#environment.metrics.handlerFailed(stage)
    this.#environment.log.error(
      { err: error, stationKey: this.#work.state.stationKey, action },
      'A message could not be handled',
    )
  }

  #facts(cold: ColdFacts): Facts {
    const { config, ids, nextTransactionNumber } = this.#environment
    return {
      ...cold,
      nowMs: this.#work.receivedAtMs,
      heartbeatIntervalS: heartbeatIntervalS(this.#work.state.stationKey, config.heartbeatIntervalS),
      newSessionId: () => sessionId(ids.next()),
      nextTransactionNumber,
    }
  }
}

/** A fresh id becomes a session's. */
function sessionId(id: string): SessionId {
  return id as SessionId
}
