import {
  type Booted,
  type CallFrame,
  type CallOutcome,
  type Dialect,
  encodeCallError,
  encodeCallResult,
  OutgoingCalls,
  type OutgoingEnvironment,
  parseStationFrame,
  type RpcErrorCode,
  type StationCommand,
  UNREADABLE_ID,
  wantsCallError,
} from '@stationmaster/ocpp'
import { TokenBucket } from '../handshake/token-bucket.ts'
import { CLOSE } from '../socket/close-code.ts'
import { Pulse, type PulseEnvironment, type Watched } from '../socket/pulse.ts'
import type { SocketOwner, StationWebSocket } from '../socket/web-socket-server.ts'

export interface QuarantinedEnvironment extends PulseEnvironment {
  readonly calls: OutgoingEnvironment
  /** Seconds a station is told to wait before it asks again. */
  readonly intervalS: number
  /** Stores what a Boot says; the answer waits for it. */
  onBoot(station: QuarantinedStation, boot: Booted): Promise<void>
  onGone(station: QuarantinedStation): void
}

/** A Boot every few seconds is a boot loop, more than this is an attack. */
const FRAMES_PER_SECOND = 1
const FRAMES_BURST = 20

/** The socket of a station nobody knows yet: its Boot is answered Pending, everything else with an error. */
export class QuarantinedStation implements SocketOwner, Watched {
  readonly webSocket: StationWebSocket
  readonly dialect: Dialect
  readonly #environment: QuarantinedEnvironment
  readonly #pulse: Pulse
  readonly #rate: TokenBucket
  readonly #outgoing: OutgoingCalls
  readonly isPaused = false
  isClosed = false

  constructor(environment: QuarantinedEnvironment, webSocket: StationWebSocket, dialect: Dialect) {
    this.#environment = environment
    this.webSocket = webSocket
    this.dialect = dialect
    this.#pulse = new Pulse(environment, this)
    this.#rate = new TokenBucket(FRAMES_PER_SECOND, FRAMES_BURST, environment.clock.monotonicMs())
    this.#outgoing = new OutgoingCalls(environment.calls, this)
    webSocket.owner = this
  }

  /** Calls the station: for the one command a stranger gets, its new credentials. */
  async call(command: StationCommand): Promise<CallOutcome | undefined> {
    const encoded = this.dialect.encodeCommand(command)
    if (!encoded.ok) return undefined
    return this.#outgoing.call({ action: encoded.action, payload: encoded.payload })
  }

  close(code: number): void {
    this.#end()
    this.webSocket.close(code)
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    if (this.isClosed) return
    this.#pulse.spoke()
    if (!this.#rate.take(this.#environment.clock.monotonicMs())) {
      this.close(CLOSE.policyViolation)
      return
    }
    if (isBinary) {
      this.#sendError(UNREADABLE_ID, 'RpcFrameworkError', 'messages are text')
      return
    }
    const frame = parseStationFrame(this.dialect.version, data.toString('utf8'))
    switch (frame.kind) {
      case 'call':
        this.#answer(frame).catch(() => this.close(CLOSE.tryAgainLater))
        return
      case 'callResult':
      case 'callError':
      case 'callResultError':
        this.#outgoing.settle(frame)
        return
      case 'malformed':
        if (wantsCallError(frame)) this.#sendError(frame.messageId, frame.code, frame.reason)
        return
      case 'send':
        return
    }
  }

  onPong(): void {
    this.#pulse.heard()
  }

  onClose(): void {
    this.#end()
    this.#environment.onGone(this)
  }

  onDead(): void {
    this.webSocket.terminate()
  }

  sendText(text: string): void {
    if (this.webSocket.readyState === this.webSocket.OPEN) this.webSocket.send(text)
  }

  async #answer(call: CallFrame): Promise<void> {
    const decoded = this.dialect.decodeCall(call.action, call.payload)
    if (!decoded.ok || decoded.event.kind !== 'booted') {
      this.#sendError(call.messageId, 'SecurityError', 'the station has not been approved yet')
      return
    }
    await this.#environment.onBoot(this, decoded.event)
    const { clock, intervalS } = this.#environment
    const payload = this.dialect.encodeReply(call.action, decoded.event, {
      kind: 'boot',
      status: 'Pending',
      nowMs: clock.nowMs(),
      intervalS,
    })
    this.sendText(encodeCallResult(call.messageId, payload))
  }

  #end(): void {
    this.isClosed = true
    this.#outgoing.close()
  }

  #sendError(messageId: string, code: RpcErrorCode, description: string): void {
    this.sendText(encodeCallError(this.dialect.version, messageId, { code, description }))
  }
}
