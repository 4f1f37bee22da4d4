import {
  encodeCallError,
  encodeCallResult,
  encodeCallResultError,
  encodeSend,
  type RpcError,
} from '../framing/encode-frame.ts'
import { type CallFrame, type Frame, type MalformedFrame, wantsCallError } from '../framing/frame.ts'
import { parseFrame } from '../framing/parse-frame.ts'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import type { CallAnswer, FrameSink, PeerEnvironment } from './environment.ts'
import { IncomingCalls } from './incoming-calls.ts'
import type { CallOutcome, CallRequest, Stray } from './outcome.ts'
import { OutgoingCalls } from './outgoing-calls.ts'

/**
 * One end of an OCPP-J socket, for either side. Each direction has one call at work at a time and the two do not wait
 * for each other. Feed it text with `receive`, tell it with `close` that the socket is gone.
 */
export class Peer {
  readonly version: OcppVersion
  readonly #environment: PeerEnvironment
  readonly #sink: FrameSink
  readonly #outgoing: OutgoingCalls
  readonly #incoming: IncomingCalls
  #closed = false

  constructor(environment: PeerEnvironment, version: OcppVersion, sink: FrameSink) {
    this.version = version
    this.#environment = environment
    this.#sink = sink
    this.#outgoing = new OutgoingCalls(environment, sink)
    this.#incoming = new IncomingCalls(environment.maxWaiting)
  }

  /** Calls the other side; see `CallOutcome` for the ways it can end. Never rejects. */
  call(request: CallRequest): Promise<CallOutcome> {
    return this.#outgoing.call(request)
  }

  /** 2.1: sends a message that has no answer. False when it could not be sent. */
  send(action: string, payload: unknown): boolean {
    if (this.version !== '2.1' || this.#closed) return false
    return this.#write(encodeSend(this.#environment.nextMessageId(), action, payload))
  }

  /** 2.1: tells the other side that its result cannot be used. False when it could not be sent. */
  refuseResult(messageId: string, error: RpcError): boolean {
    if (this.version !== '2.1' || this.#closed) return false
    return this.#write(encodeCallResultError(messageId, error))
  }

  /** Takes one text frame off the socket. Total on any text. */
  receive(text: string): void {
    if (this.#closed) return
    this.#dispatch(parseFrame(this.version, text))
  }

  /** The socket is gone. Calls still being worked on get no answer. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#incoming.clear()
    this.#outgoing.close()
  }

  #dispatch(frame: Frame | MalformedFrame): void {
    switch (frame.kind) {
      case 'call':
        this.#accept(frame)
        return
      case 'send':
        this.#environment.handlers.onSend(frame, this)
        return
      case 'callResult':
      case 'callError':
      case 'callResultError':
        this.#report(this.#outgoing.settle(frame))
        return
      case 'malformed':
        if (wantsCallError(frame)) {
          this.#refuse(frame.messageId, { code: frame.code, description: frame.reason })
        }
        this.#report(this.#outgoing.settleMalformed(frame))
    }
  }

  #accept(call: CallFrame): void {
    switch (this.#incoming.admit(call)) {
      case 'now':
        void this.#work(call)
        return
      case 'later':
        return
      case 'duplicate':
        this.#refuse(call.messageId, { code: 'RpcFrameworkError', description: 'this message id is still in use' })
        this.#report({ kind: 'duplicate', frame: call })
        return
      case 'duplicateAgain':
        this.#report({ kind: 'duplicate', frame: call })
        return
      case 'full':
        this.#refuse(call.messageId, { code: 'GenericError', description: 'too many calls wait for an answer' })
    }
  }

  /** Answers the calls in flight one after the other until none is left. */
  async #work(first: CallFrame): Promise<void> {
    let call: CallFrame | undefined = first
    while (call !== undefined) {
      const text = await this.#answer(call)
      if (this.#closed) return
      this.#write(text)
      call = this.#incoming.answered()
    }
  }

  /** The text that answers a call; whatever the handler does, there is one. */
  async #answer(call: CallFrame): Promise<string> {
    try {
      const answer: CallAnswer = await this.#environment.handlers.onCall(call, this)
      if (answer.ok) return encodeCallResult(call.messageId, answer.payload)
      return encodeCallError(this.version, call.messageId, answer)
    } catch (error) {
      this.#environment.handlers.onFault(error, call, this)
      const description = `${call.action} could not be handled`
      return encodeCallError(this.version, call.messageId, { code: 'InternalError', description })
    }
  }

  #refuse(messageId: string, error: RpcError): void {
    this.#write(encodeCallError(this.version, messageId, error))
  }

  #report(stray: Stray | undefined): void {
    if (stray !== undefined) this.#environment.handlers.onStray(stray, this)
  }

  /** A transport that cannot send is closing; its close event ends this peer. */
  #write(text: string): boolean {
    try {
      this.#sink.sendText(text)
      return true
    } catch {
      return false
    }
  }
}
