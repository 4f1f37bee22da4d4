import { setTimeout as delay } from 'node:timers/promises'
import { actionsOf, type OcppVersion, schemaOf, validatePayload } from '@stationmaster/ocpp'
import { type CloseCause, openStationSocket, type StationSocket } from '../../bench/rig/station-socket.ts'
import { mutateToBoundary } from './boundary-values.ts'
import { type Expectation, expectationOf, isTooLarge } from './expectation.ts'
import { fillFrame } from './filled-frame.ts'
import { count, type Tally, violation } from './fuzz-tally.ts'
import { answerTo } from './hostile-answers.ts'
import { mutatePayload } from './mutate-payload.ts'
import { mutateText } from './mutate-text.ts'
import type { SeededRandom } from './seeded-random.ts'
import { StationMemory } from './station-memory.ts'
import { validPayload } from './valid-payload.ts'

export interface FuzzStationOptions {
  readonly port: number
  readonly identity: string
  readonly password: string
  readonly version: OcppVersion
  readonly random: SeededRandom
  readonly tally: Tally
}

interface OpenCall {
  readonly action: string
  readonly text: string
}

const ANSWER_PATIENCE_MS = 30_000
const REDIAL_MS = 200
const DIAL_ATTEMPTS = 100
/** Bursts after a malformed frame in which the server may still close the socket for it. */
const GRACE_BURSTS = 4
const BOOT = {
  '1.6': { chargePointVendor: 'Fuzz', chargePointModel: 'F1' },
  '2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Fuzz', model: 'F2' } },
  '2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Fuzz', model: 'F3' } },
} as const

/** A station gone mad: sends mutated frames in bursts and holds the server to an answer for each well-formed call. */
export class FuzzStation {
  readonly #options: FuzzStationOptions
  readonly #actions: readonly string[]
  /** Well-formed calls not answered yet: id → the frame. */
  readonly #open = new Map<string, OpenCall>()
  /** Ids that were answered, or must never be, with their frames. */
  readonly #closed = new Map<string, string>()
  #socket: StationSocket | undefined
  readonly #memory = new StationMemory()
  #serial = 0
  #mayBeClosed = false
  #graceBursts = 0
  #wake: () => void = () => {}

  constructor(options: FuzzStationOptions) {
    this.#options = options
    this.#actions = actionsOf(options.version, 'toCsms')
  }

  /** Sends `frames` frames. Resolves when the last well-formed one is answered. */
  async run(frames: number): Promise<void> {
    for (let sent = 0; sent < frames; ) {
      if (this.#socket === undefined) await this.#connect()
      const burst = Math.min(this.#options.random.integer(1, 6), frames - sent)
      this.#graceBursts = Math.max(0, this.#graceBursts - 1)
      this.#mayBeClosed = this.#graceBursts > 0
      for (let index = 0; index < burst; index += 1) this.#send(this.#nextText())
      sent += burst
      this.#options.tally.frames += burst
      await this.#allAnswered()
    }
    this.#socket?.reset()
  }

  async #connect(): Promise<void> {
    for (let attempt = 0; !(await this.#dial()); attempt += 1) {
      if (attempt === DIAL_ATTEMPTS) throw new Error(`${this.#options.identity} cannot connect any more`)
      await delay(REDIAL_MS)
    }
    this.#closed.clear()
    this.#send(JSON.stringify([2, this.#nextId(), 'BootNotification', BOOT[this.#options.version]]))
    await this.#allAnswered()
  }

  #dial(): Promise<boolean> {
    const { port, identity, password, version } = this.#options
    return new Promise((resolve) => {
      const socket = openStationSocket(
        { port, path: `/ocpp/${identity}`, protocol: `ocpp${version}`, credentials: { username: identity, password } },
        {
          open: () => {
            this.#socket = socket
            resolve(true)
          },
          text: (payload) => this.#receive(payload.toString()),
          closed: (cause) => {
            resolve(false)
            this.#lost(cause)
          },
        },
      )
    })
  }

  #nextId(): string {
    this.#serial += 1
    return `f${this.#serial}`
  }

  /** A schema-level mutation two times in three, else one below it; now and then a frame in order, or one said before. */
  #nextText(): string {
    const { random, version, tally } = this.#options
    const type = version === '2.1' && random.chance(0.1) ? 6 : 2
    const { action, payload } = (random.chance(0.1) ? this.#memory.again(random) : undefined) ?? this.#nextCall()
    count(tally.actions, `${version} ← ${action}`)
    if (random.chance(0.25)) return mutateText([type, this.#nextId(), action, payload], random)
    if (random.chance(0.01)) return fillFrame([type, this.#nextId(), action, payload], random)
    const root = schemaOf(version, action, 'request')
    if (root !== undefined && random.chance(0.4)) mutateToBoundary(root, payload, random)
    else if (random.chance(0.75)) mutatePayload(payload, random)
    this.#memory.said(action, payload)
    return JSON.stringify([type, this.#nextId(), action, payload])
  }

  /** A valid call that speaks of what was heard and said before. */
  #nextCall(): { readonly action: string; readonly payload: Record<string, unknown> } {
    const { random, version } = this.#options
    if (random.chance(0.02))
      return { action: random.pick(['NoSuchAction', 'constructor', '__proto__', 'Reset']), payload: {} }
    const action = random.pick(this.#actions)
    const payload = validPayload(version, action, random)
    this.#memory.refer(payload, random)
    this.#memory.note(payload)
    return { action, payload }
  }

  #send(text: string): void {
    const expectation = expectationOf(this.#options.version, text)
    this.#note(expectation, text)
    this.#socket?.sendText(text)
  }

  #note(expectation: Expectation, text: string): void {
    switch (expectation.kind) {
      case 'once':
        // An id used twice in flight is the station's own fault: not judged.
        if (this.#open.has(expectation.id) || this.#closed.has(expectation.id)) this.#mayBeClosed = true
        else {
          this.#open.set(expectation.id, { action: expectation.action, text })
          this.#options.tally.wellFormed += 1
        }
        break
      case 'never':
        this.#closed.set(expectation.id, text)
        break
      case 'free':
        // The next burst may be on its way before the close arrives.
        this.#mayBeClosed = true
        this.#graceBursts = GRACE_BURSTS
        break
    }
  }

  #receive(text: string): void {
    const answer = arrayOf(text)
    if (answer === undefined) {
      violation(this.#options.tally, 'the server sent what is no frame', text)
      return
    }
    const [type, id] = answer
    const open = this.#open.get(String(id))
    if (type === 2) this.#answer(String(id), String(answer[2]), answer[3])
    else if (open !== undefined) this.#judge(answer, open)
    else if (this.#closed.has(String(id)) && !this.#mayBeClosed) {
      violation(this.#options.tally, 'answered twice, or a SEND answered', `${this.#closed.get(String(id))} → ${text}`)
    }
  }

  /** Answers a call of the server in some hostile way, and holds the call itself to its schema. */
  #answer(id: string, action: string, payload: unknown): void {
    const { tally, version, random } = this.#options
    tally.callsHeard += 1
    count(tally.actions, `${version} → ${action}`)
    const checked = validatePayload({ version, action, mode: 'strict' }, 'request', payload)
    // An operator may send any payload raw; in these runs only as DataTransfer.
    if (!checked.ok && action !== 'DataTransfer') {
      const example = `${checked.description}: ${action} ${JSON.stringify(payload)}`
      violation(tally, 'a CALL of the server breaks its schema', example)
    }
    this.#memory.note(payload)
    const { texts, afterMs, isWellFormed } = answerTo({ version, id, action }, random)
    const socket = this.#socket
    setTimeout(() => {
      if (socket !== this.#socket) return
      if (!isWellFormed || texts.some(isTooLarge)) {
        this.#mayBeClosed = true
        this.#graceBursts = GRACE_BURSTS
      }
      for (const text of texts) socket?.sendText(text)
    }, afterMs)
  }

  /** Checks the answer to a well-formed call. */
  #judge([type, id, payload]: readonly unknown[], { action, text }: OpenCall): void {
    const { tally, version } = this.#options
    this.#open.delete(String(id))
    this.#closed.set(String(id), text)
    tally.answered += 1
    if (type === 3) {
      tally.callResults += 1
      const checked = validatePayload({ version, action, mode: 'strict' }, 'response', payload)
      const example = `${text} → ${JSON.stringify(payload)}`
      if (!checked.ok) violation(tally, 'a CALLRESULT breaks its schema', `${checked.description}: ${example}`)
    } else tally.callErrors += 1
    if (this.#open.size === 0) this.#wake()
  }

  #lost(cause: CloseCause): void {
    const { tally } = this.#options
    this.#socket = undefined
    count(tally.closures, cause.kind === 'closed' ? `close ${cause.code} ${cause.reason}` : cause.kind)
    if (!this.#mayBeClosed && this.#open.size > 0) {
      const [first] = this.#open.values()
      violation(tally, 'the socket was closed on well-formed calls', `${JSON.stringify(cause)}: ${first?.text}`)
    }
    // What was in flight with a malformed frame cannot be judged.
    tally.wellFormed -= this.#open.size
    this.#open.clear()
    this.#wake()
  }

  async #allAnswered(): Promise<void> {
    if (this.#open.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const patience = setTimeout(resolve, ANSWER_PATIENCE_MS)
    await promise
    clearTimeout(patience)
    for (const { text } of this.#open.values())
      violation(this.#options.tally, 'a well-formed call was not answered', text)
    this.#open.clear()
  }
}

function arrayOf(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
