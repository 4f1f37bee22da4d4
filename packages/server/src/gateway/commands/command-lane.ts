import {
  type CallResultFrame,
  type Dialect,
  type ErrorFrame,
  type FrameSink,
  type MalformedFrame,
  OutgoingCalls,
  type StationCommand,
  type Stray,
} from '@stationmaster/ocpp'
import type { TransactionStatus } from '../../sessions/index.ts'
import type { CommandId } from '../../stations/ids.ts'
import type { StationState } from '../../stations/state.ts'
import type { ActorEnvironment } from '../actor/environment.ts'
import { answeredTransaction } from './answered-transaction.ts'
import type { ClaimedCommand } from './claim.ts'
import { type Delivery, type EndedCall, outcomeChanges, type SentFrame, unsendable } from './command-outcome.ts'
import { piecesOf } from './pieces.ts'

/** The socket a lane sends through, and the station behind it. */
export interface LaneStation {
  readonly state: StationState
  readonly isClosed: boolean
  onTransactionStatus(status: TransactionStatus): void
  /** It has accepted a certificate of its own. */
  onCertificateTaken(): void
  sendText(text: string): void
}

/** The least time a station gets to answer, however near the deadline is. */
const SHORTEST_TIMEOUT_MS = 1000

/** Calls of ours to one station, one at a time. Exists only for stations that have been called. */
export class CommandLane implements FrameSink {
  readonly #environment: ActorEnvironment
  readonly #station: LaneStation
  readonly #outgoing: OutgoingCalls
  readonly #waiting: CommandId[] = []
  #running = false
  #stopped = false
  #lastText = ''

  constructor(environment: ActorEnvironment, station: LaneStation) {
    this.#environment = environment
    this.#station = station
    this.#outgoing = new OutgoingCalls(environment.calls, this)
  }

  /** Sends a durable command when those before it have ended. */
  deliver(commandId: CommandId): void {
    if (this.#stopped || this.#waiting.includes(commandId)) return
    this.#waiting.push(commandId)
    if (this.#running) return
    this.#running = true
    void this.#run()
  }

  /** Asks the station for something on our own behalf; nobody waits for the outcome. */
  async ask(command: StationCommand): Promise<void> {
    const encoded = this.#dialect.encodeCommand(command)
    if (encoded.ok && !this.#stopped) await this.#outgoing.call({ action: encoded.action, payload: encoded.payload })
  }

  settle(frame: CallResultFrame | ErrorFrame): Stray | undefined {
    return this.#outgoing.settle(frame)
  }

  settleMalformed(frame: MalformedFrame): Stray | undefined {
    return this.#outgoing.settleMalformed(frame)
  }

  /** No new calls; the one on its way may still be answered. */
  stop(): void {
    this.#stopped = true
    this.#waiting.length = 0
  }

  /** The socket is gone: what is on its way has an unknown outcome. */
  close(): void {
    this.stop()
    this.#outgoing.close()
  }

  sendText(text: string): void {
    this.#lastText = text
    this.#station.sendText(text)
  }

  get #dialect(): Dialect {
    return this.#environment.dialects[this.#station.state.version]
  }

  async #run(): Promise<void> {
    const { stationKey, renewalOnly = false } = this.#station.state
    for (let commandId = this.#waiting.shift(); commandId !== undefined; commandId = this.#waiting.shift()) {
      try {
        const claimed = await this.#environment.claims.ask({ stationKey, commandId, renewalOnly })
        if (claimed !== null) await this.#send(claimed)
      } catch (error) {
        this.#environment.log.error({ err: error, commandId }, 'A command could not be delivered')
      }
    }
    this.#running = false
  }

  async #send(claimed: ClaimedCommand): Promise<void> {
    this.#show(claimed.commandId)
    const calls: EndedCall[] = []
    for (const command of piecesOf(claimed.command, this.#dialect)) {
      const encoded = this.#dialect.encodeCommand(command)
      if (!encoded.ok) {
        this.#record(unsendable(this.#delivery(claimed), encoded.reason), claimed.commandId)
        return
      }
      const call = await this.#call(claimed, command, encoded)
      calls.push(call)
      if (call.outcome.kind !== 'result') break
    }
    const changes = outcomeChanges(this.#delivery(claimed), calls)
    const isTaken = changes.some((change) => change.kind === 'command' && change.state === 'accepted')
    const onStored =
      isTaken && claimed.command.kind === 'sendCertificate' ? () => this.#station.onCertificateTaken() : undefined
    this.#record(changes, claimed.commandId, onStored)
    const outcome = calls.at(-1)?.outcome
    const status = outcome?.kind === 'result' ? answeredTransaction(claimed.command, outcome.payload) : undefined
    if (status !== undefined) this.#station.onTransactionStatus(status)
  }

  async #call(
    { commandId, deadlineAtMs }: ClaimedCommand,
    command: StationCommand,
    { action, payload }: { readonly action: string; readonly payload: unknown },
  ): Promise<EndedCall> {
    const { clock, config } = this.#environment
    const sentAtMs = clock.nowMs()
    const timeoutMs = Math.max(SHORTEST_TIMEOUT_MS, Math.min(config.callTimeoutMs, deadlineAtMs - sentAtMs))
    const ending = this.#outgoing.call({ action, payload, reference: commandId, timeoutMs })
    const messageId = this.#outgoing.outstanding?.messageId
    const sent: SentFrame | undefined =
      messageId === undefined ? undefined : { action, messageId, text: this.#lastText }
    const outcome = await ending
    return { command, sent, outcome, sentAtMs, endedAtMs: clock.nowMs() }
  }

  #delivery(claimed: ClaimedCommand): Delivery {
    const { tenantId, stationKey } = this.#station.state
    return { tenantId, stationKey, dialect: this.#dialect, claimed, nowMs: this.#environment.clock.nowMs() }
  }

  #record(changes: ReturnType<typeof outcomeChanges>, commandId: CommandId, onStored?: () => void): void {
    for (const change of changes) if (change.kind === 'command') this.#environment.metrics.command(change.state)
    const committed = () => {
      this.#show(commandId)
      onStored?.()
    }
    this.#environment.journal.append(changes, { committed })
  }

  #show(commandId: CommandId): void {
    const { tenantId, stationKey } = this.#station.state
    this.#environment.publish({ tenantId, kind: 'command', stationKey, commandId })
  }
}
