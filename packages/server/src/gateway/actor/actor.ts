import {
  type CallFrame,
  type CallResultFrame,
  type ErrorFrame,
  encodeCallError,
  type Frame,
  MAX_JSON_DEPTH,
  type MalformedFrame,
  nestsDeeperThan,
  parseStationFrame,
  type RpcErrorCode,
  type SendFrame,
  type Stray,
  UNREADABLE_ID,
  wantsCallError,
} from '@stationmaster/ocpp'
import type { TransactionStatus } from '../../sessions/index.ts'
import type { CommandId } from '../../stations/ids.ts'
import type { StationState } from '../../stations/state.ts'
import type { FencedStation } from '../admission/fence.ts'
import { CommandLane } from '../commands/command-lane.ts'
import type { Strength } from '../handshake/authenticate.ts'
import type { Committable } from '../journal/journal.ts'
import type { CloseCause } from '../metrics.ts'
import { CLOSE } from '../socket/close-code.ts'
import { Flow, PAUSE } from '../socket/flow.ts'
import { Pulse, type Watched } from '../socket/pulse.ts'
import type { SocketOwner, StationWebSocket } from '../socket/web-socket-server.ts'
import { isBilling } from './actions.ts'
import type { ActorEnvironment } from './environment.ts'
import type { Handling } from './handling.ts'
import { type Inbound, InboundQueue } from './inbound-queue.ts'
import { MessageHandler } from './message-handler.ts'
import { ReadingPace } from './reading-pace.ts'
import { handleTransactionStatus } from './transaction-status.ts'

/** A station that lets this much of our answers pile up is not reading them. */
const MOST_UNREAD_BYTES = 1_048_576
/**
 * A paused socket still hands over what it had read, which inflated may be a thousand times as much. Past this many
 * times the bytes that may wait the station is sent away; what was not answered it keeps.
 */
const MOST_PAST_PAUSE = 8
/** A station that talks without a Boot is asked for one, spread over this time so that a fleet is not asked at once. */
const ASK_FOR_BOOT_MS = 60_000

/** What an actor is made of. */
export interface Seating {
  readonly webSocket: StationWebSocket
  readonly fenced: FencedStation
  readonly address: string
  readonly strength: Strength
}

/**
 * One station while its socket lives: a mailbox that handles one message at a time, in order. It owns the station's
 * state; what it decides is stored before it is answered.
 */
export class StationActor implements SocketOwner, Committable, Watched {
  readonly webSocket: StationWebSocket
  readonly epoch: number
  readonly address: string
  /** How strongly it has proved who it is. */
  readonly strength: Strength
  state: StationState
  closeCause: CloseCause = 'station'
  readonly #environment: ActorEnvironment
  readonly #flow: Flow
  readonly #pulse: Pulse
  readonly #pace: ReadingPace
  #queue: InboundQueue | undefined
  #lane: CommandLane | undefined
  #queuedCommands: readonly CommandId[]
  /** The message being worked on; what is in it is let go as soon as it is decided. */
  #working: { readonly messageId: string; readonly action: string } | undefined
  /** What it has led to, until that is stored. */
  #handling: Handling | undefined
  /** What the station said of transactions, until its turn comes. */
  #statuses: TransactionStatus[] | undefined
  #settling = false
  #repeatedIds: Set<string> | undefined
  #spoken = false
  #booted = false
  #closed = false

  constructor(environment: ActorEnvironment, { webSocket, fenced, address, strength }: Seating) {
    this.#environment = environment
    this.webSocket = webSocket
    this.address = address
    this.strength = strength
    this.epoch = fenced.epoch
    this.state = fenced.state
    this.#queuedCommands = fenced.queuedCommands
    this.#flow = new Flow(webSocket)
    this.#pulse = new Pulse(environment, this)
    this.#pace = new ReadingPace(environment, this.#flow)
    webSocket.owner = this
    if (environment.core.isAccepted(this.state)) this.#deliverQueued()
  }

  get isClosed(): boolean {
    return this.#closed
  }

  get isPaused(): boolean {
    return this.#flow.isPaused
  }

  /** Whether a message is being worked on or waits. */
  get isBusy(): boolean {
    return this.#isWorking || this.#queue?.isEmpty === false
  }

  /** One thing at a time: a message, or what was said of a transaction. */
  get #isWorking(): boolean {
    return this.#working !== undefined || this.#settling
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#closed) return
    this.#pulse.spoke()
    this.#environment.metrics.frameIn()
    this.#environment.presence.seen(this.state.stationKey, this.#environment.clock.nowMs(), 0)
    if (isBinary) {
      this.#pace.count()
      this.#sendError(UNREADABLE_ID, 'RpcFrameworkError', 'messages are text')
      return
    }
    const text = data.toString('utf8')
    const { maxDepth } = this.#environment.config.frame
    if (maxDepth < MAX_JSON_DEPTH && nestsDeeperThan(text, maxDepth)) {
      this.#pace.count()
      this.#sendError(UNREADABLE_ID, 'RpcFrameworkError', `the frame nests deeper than ${maxDepth} levels`)
      return
    }
    this.#dispatch(parseStationFrame(this.state.version, text), text)
  }

  onPong(): void {
    this.#pulse.heard()
  }

  onClose(_code: number): void {
    this.#end()
    this.#environment.onGone(this)
  }

  onDead(cause: 'silent' | 'lost'): void {
    this.closeCause = cause === 'silent' ? 'silent' : 'station'
    this.webSocket.terminate()
  }

  /** What was decided is durable: answer, show, go on. */
  committed(): void {
    const handling = this.#handling
    const action = this.#working?.action
    this.#handling = undefined
    this.#working = undefined
    this.#settling = false
    if (handling === undefined) return
    if (handling.answer !== null) this.sendText(handling.answer)
    this.#show(handling)
    if (handling.closes) {
      this.close(CLOSE.policyViolation, 'untrusted')
      return
    }
    if (!this.#booted) this.#onAnswered(action)
    this.#next()
  }

  sendText(text: string): void {
    if (this.webSocket.readyState !== this.webSocket.OPEN) return
    this.#environment.metrics.frameOut()
    this.webSocket.sendText(text)
    if (this.webSocket.bufferedAmount <= MOST_UNREAD_BYTES) return
    this.closeCause = 'slowReader'
    this.webSocket.terminate()
  }

  /** Sends a durable command, in its turn. */
  deliver(commandId: CommandId): void {
    if (!this.#closed) this.#openLane().deliver(commandId)
  }

  /** What the station answered about a transaction; its session is settled in turn with the station's messages. */
  onTransactionStatus(status: TransactionStatus): void {
    this.#statuses ??= []
    this.#statuses.push(status)
    this.#next()
  }

  /** No new calls of ours; what is under way goes on. */
  stopCalling(): void {
    this.#lane?.stop()
  }

  /** Stops reading the socket until `resume` with the same reason. */
  pause(reason: number): void {
    if (!this.#closed) this.#flow.pause(reason)
  }

  resume(reason: number): void {
    if (!this.#closed) this.#flow.resume(reason)
  }

  /** Stops handling at once, then closes the socket. A message already decided is still stored. */
  close(code: number, cause: CloseCause): void {
    if (this.#closed) return
    this.closeCause = cause
    this.#end()
    this.webSocket.close(code)
  }

  /** Closes at once: a close handshake would go on reading. */
  #cut(cause: CloseCause): void {
    this.closeCause = cause
    this.#end()
    this.webSocket.terminate()
  }

  #end(): void {
    if (this.#closed) return
    this.#closed = true
    this.#queue = undefined
    this.#flow.release()
    this.#lane?.close()
  }

  #dispatch(frame: Frame | MalformedFrame, text: string): void {
    switch (frame.kind) {
      case 'call':
      case 'send':
        this.#accept({ frame, text })
        return
      case 'callResult':
      case 'callError':
      case 'callResultError':
        this.#pace.count()
        this.#settle(frame)
        return
      case 'malformed':
        this.#pace.count()
        if (wantsCallError(frame)) this.#sendError(frame.messageId, frame.code, frame.reason)
        this.#report(this.#lane?.settleMalformed(frame) ?? { kind: 'malformed', frame })
    }
  }

  #accept(inbound: Inbound): void {
    if (!this.#spoken) this.#onFirstMessage(inbound.frame)
    // Reports of energy are not counted: their pace is that of the commits.
    const isRepeat = inbound.frame.kind === 'call' && this.#isInFlight(inbound.frame.messageId)
    if (isRepeat || !isBilling(inbound.frame.action)) this.#pace.count()
    if (inbound.frame.kind === 'call' && isRepeat) {
      this.#refuseRepeat(inbound.frame)
      return
    }
    if (!this.#isWorking) {
      this.#work(inbound)
      return
    }
    this.#queue ??= new InboundQueue()
    this.#queue.push(inbound)
    const { queue } = this.#environment.config
    if (!this.#queue.exceeds(queue)) return
    if (this.#queue.holdsMoreThan(queue.bytes * MOST_PAST_PAUSE)) this.#cut('flood')
    else if (this.#flow.pause(PAUSE.queue)) this.#environment.metrics.paused('queue')
  }

  #isInFlight(messageId: string): boolean {
    return this.#working?.messageId === messageId || this.#queue?.holds(messageId) === true
  }

  /** An id that is still in flight is refused once, then ignored (part 4 §4.1.4). */
  #refuseRepeat({ messageId }: CallFrame): void {
    this.#repeatedIds ??= new Set()
    if (this.#repeatedIds.has(messageId)) return
    this.#repeatedIds.add(messageId)
    this.#sendError(messageId, 'RpcFrameworkError', 'this message id is still in use')
  }

  #next(): void {
    if (this.#closed || this.#isWorking) return
    const status = this.#statuses?.shift()
    if (status !== undefined) {
      this.#settling = true
      void handleTransactionStatus(this.#environment, this.state, status).then((handling) => this.#keep(handling))
      return
    }
    const inbound = this.#queue?.shift()
    if (inbound === undefined) {
      this.#queue = undefined
      this.#repeatedIds = undefined
      this.#flow.resume(PAUSE.queue)
      return
    }
    this.#work(inbound)
  }

  #work(inbound: Inbound): void {
    const { messageId, action } = inbound.frame
    this.#working = { messageId, action }
    const handler = new MessageHandler(this.#environment, this.state, inbound)
    const handling = handler.handle()
    if (handling instanceof Promise) void handling.then((later) => this.#keep(later))
    else this.#keep(handling)
  }

  /** Takes over what was decided and has it stored. A closed actor has lost its station: nothing of it counts any more. */
  #keep(handling: Handling): void {
    if (this.#closed) return
    this.#handling = handling
    if (handling.state !== undefined) this.state = handling.state
    const changes = this.#environment.securityBudget.within(handling.changes)
    if (changes.length > 0) this.#environment.journal.append(changes, this)
    else this.committed()
  }

  #settle(frame: CallResultFrame | ErrorFrame): void {
    this.#report(this.#lane === undefined ? { kind: 'unmatched', frame } : this.#lane.settle(frame))
  }

  #report(stray: Stray | undefined): void {
    if (stray === undefined) return
    const { stationKey } = this.state
    this.#environment.log.debug({ stationKey, stray: stray.kind }, 'A station sent what belongs to no open call')
  }

  #onFirstMessage({ action }: CallFrame | SendFrame): void {
    this.#spoken = true
    // B03.FR.07: a rejected station is sent nothing.
    if (action === 'BootNotification' || this.state.registration === 'Rejected') return
    const delayMs = ASK_FOR_BOOT_MS * this.#environment.random.fraction()
    this.#environment.wheel.after(delayMs, () => {
      if (this.#closed || this.#booted) return
      void this.#openLane().ask({ kind: 'triggerMessage', message: 'BootNotification' })
    })
  }

  #deliverQueued(): void {
    this.#booted = true
    const commandIds = this.#queuedCommands
    this.#queuedCommands = []
    for (const commandId of commandIds) this.deliver(commandId)
  }

  /** What waits for the station's Boot goes out after it. */
  #onAnswered(action: string | undefined): void {
    if (this.#environment.core.isAccepted(this.state)) this.#deliverQueued()
    else if (this.state.renewalOnly && this.state.bootStatus === 'Pending' && action === 'BootNotification') {
      // Of what is queued only a new certificate is let through.
      this.#deliverQueued()
      void this.#openLane().ask({ kind: 'triggerMessage', message: 'SignChargingStationCertificate' })
    }
  }

  /** The station has taken a certificate: one that came in to get it is sent to connect with it. */
  onCertificateTaken(): void {
    if (this.state.renewalOnly) this.close(CLOSE.serviceRestart, 'renewed')
  }

  #openLane(): CommandLane {
    this.#lane ??= new CommandLane(this.#environment, this)
    return this.#lane
  }

  #show({ live }: Handling): void {
    const { tenantId, stationKey } = this.state
    for (const hint of live) {
      this.#environment.publish(
        hint.kind === 'station'
          ? { tenantId, kind: 'station', stationKey }
          : { tenantId, kind: hint.kind, stationKey, sessionId: hint.sessionId },
      )
    }
  }

  #sendError(messageId: string, code: RpcErrorCode, description: string): void {
    this.sendText(encodeCallError(this.state.version, messageId, { code, description }))
  }
}
