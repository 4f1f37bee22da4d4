import type { OcppVersion } from '@stationmaster/ocpp'
import { type CloseCause, openStationSocket, type StationSocket } from '../rig/station-socket.ts'
import { clientFrame } from '../rig/websocket-frame.ts'
import { fillTemplate, type Template } from './template.ts'

export interface LoadStationOptions {
  readonly port: number
  readonly identity: string
  readonly number: number
  readonly password: string
  readonly version: OcppVersion
  /** Offset of the numbers given to its transactions: no two stations or runs share one. */
  readonly firstTransaction: number
}

export interface LoadStationEvents {
  open(): void
  /** The outstanding call was answered; the payload is only valid during the call. */
  answered(outcome: 'result' | 'error', payload: Buffer): void
  closed(cause: CloseCause): void
}

const TWO = 50
const THREE = 51
const FOUR = 52
const ID_AT = 4
const ID_LENGTH = 12
/** Registers start high so that their width never changes. */
const FIRST_REGISTER_WH = 1_000_000_000

/** One station of the generator: one call outstanding, frames prepared once and patched in place. */
export class LoadStation {
  readonly options: LoadStationOptions
  readonly #frames = new Map<Template, Buffer>()
  #socket: StationSocket | undefined
  #events: LoadStationEvents | undefined
  #messageNumber = 0
  #registerWh = FIRST_REGISTER_WH
  #lastAtMs = 0
  #seqNo = 0
  #outstanding = ''
  transaction: number
  /** When the outstanding call was due, ms of the monotonic clock. */
  dueAtMs = 0
  /** Place in the workload's cycle. */
  step = 0

  constructor(options: LoadStationOptions) {
    this.options = options
    this.transaction = options.firstTransaction
  }

  dial(events: LoadStationEvents): void {
    const { port, identity, password, version } = this.options
    this.#outstanding = ''
    this.#events = events
    this.#socket = openStationSocket(
      { port, path: `/ocpp/${identity}`, protocol: `ocpp${version}`, credentials: { username: identity, password } },
      { open: () => events.open(), text: (payload) => this.#text(payload), closed: (cause) => events.closed(cause) },
    )
  }

  /** Replaces who hears about answers and the end of the socket. */
  listen(events: LoadStationEvents): void {
    this.#events = events
  }

  /** Sends one call; the one before it must have been answered, so its buffer is free again. */
  send(template: Template): void {
    let frame = this.#frames.get(template)
    if (frame === undefined) {
      frame = Buffer.from(template.frame)
      this.#frames.set(template, frame)
    }
    this.#messageNumber += 1
    this.#registerWh += 15
    // Strictly rising: two samples of one instant would be one row.
    this.#lastAtMs = Math.max(Date.now(), this.#lastAtMs + 1)
    fillTemplate(template, frame, {
      messageNumber: this.#messageNumber,
      atMs: this.#lastAtMs,
      registerWh: this.#registerWh,
      transaction: this.transaction,
      seqNo: this.#seqNo,
      stationNumber: this.options.number,
    })
    this.#seqNo += 1
    this.#outstanding = String(this.#messageNumber).padStart(ID_LENGTH, '0')
    this.#socket?.write(frame)
  }

  /** The next transaction gets its own number and counts its messages from 0. */
  beginTransaction(): void {
    this.transaction += 1
    this.#seqNo = 0
  }

  reset(): void {
    this.#socket?.reset()
    this.#frames.clear()
  }

  #text(payload: Buffer): void {
    const type = payload[1]
    const id = payload.toString('latin1', ID_AT, ID_AT + ID_LENGTH)
    if (id === this.#outstanding && (type === THREE || type === FOUR || type === TWO)) {
      // An echo server gives the call back as it is.
      this.#outstanding = ''
      this.#events?.answered(type === FOUR ? 'error' : 'result', payload)
    } else if (type === TWO) this.#refuse(payload)
  }

  /** Calls of the CSMS are answered, but this station can do nothing. */
  #refuse(payload: Buffer): void {
    const call: unknown = JSON.parse(payload.toString())
    if (!Array.isArray(call)) return
    this.#socket?.write(clientFrame(JSON.stringify([4, call[1], 'NotImplemented', '', {}])))
  }
}
