import { setTimeout as delay } from 'node:timers/promises'
import { createHistogram } from '../../bench/load/histogram.ts'
import { openStationSocket, type StationSocket } from '../../bench/rig/station-socket.ts'

/** What a well-behaved station saw while others misbehaved. */
export interface WitnessReport {
  readonly calls: number
  readonly answered: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** How its socket ended, if it did. */
  readonly closed: string | undefined
}

export interface Witness {
  /** Ends the witness's connection after its last answer. */
  finish(): Promise<WitnessReport>
}

const INTERVAL_MS = 100
const PATIENCE_MS = 30_000

/** Connects a station that behaves: it boots, then calls ten times a second, and expects an answer each time. */
export async function startWitness(options: WitnessOptions): Promise<Witness> {
  const line = new WitnessLine()
  await line.connect(options)
  await line.call('BootNotification', { chargePointVendor: 'Witness', chargePointModel: 'W1' })
  let running = true
  const talk = async () => {
    for (let turn = 0; running && line.closed === undefined; turn += 1) {
      await line.call(...turnOf(turn))
      await delay(INTERVAL_MS)
    }
  }
  const talking = talk()
  return {
    async finish() {
      running = false
      await talking
      return line.end()
    },
  }
}

interface WitnessOptions {
  readonly port: number
  readonly identity: string
  readonly password: string
}

class WitnessLine {
  readonly #latencies = createHistogram()
  #socket: StationSocket | undefined
  #calls = 0
  #maxMs = 0
  #answers = 0
  #settle: (() => void) | undefined
  closed: string | undefined

  connect({ port, identity, password }: WitnessOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket = openStationSocket(
        { port, path: `/ocpp/${identity}`, protocol: 'ocpp1.6', credentials: { username: identity, password } },
        {
          open: resolve,
          text: (payload) => this.#answered(payload),
          closed: (cause) => {
            this.closed = JSON.stringify(cause)
            this.#settle?.()
            reject(new Error(`the witness could not connect: ${this.closed}`))
          },
        },
      )
    })
  }

  /** Resolves with the answer, with the end of the socket, or when patience is at its end. */
  async call(action: string, payload: object): Promise<void> {
    this.#calls += 1
    const startMs = performance.now()
    const { promise, resolve } = Promise.withResolvers<void>()
    const patience = setTimeout(resolve, PATIENCE_MS)
    this.#settle = resolve
    this.#socket?.sendText(JSON.stringify([2, `w${this.#calls}`, action, payload]))
    const before = this.#answers
    await promise
    clearTimeout(patience)
    const tookMs = performance.now() - startMs
    this.#maxMs = Math.max(this.#maxMs, tookMs)
    if (this.#answers > before) this.#latencies.record(tookMs)
  }

  end(): WitnessReport {
    this.#socket?.reset()
    const [p50Ms, p99Ms] = [this.#latencies.quantileMs(0.5), this.#latencies.quantileMs(0.99)]
    const answered = this.#latencies.count
    return { calls: this.#calls, answered, p50Ms, p99Ms, maxMs: this.#maxMs, closed: this.closed }
  }

  /** Only a CALLRESULT counts as an answer: the witness does nothing wrong. */
  #answered(payload: Buffer): void {
    const [type, id] = JSON.parse(payload.toString())
    if (type !== 3 || id !== `w${this.#calls}`) return
    this.#answers += 1
    this.#settle?.()
  }
}

function turnOf(turn: number): [action: string, payload: object] {
  const timestamp = new Date().toISOString()
  switch (turn % 3) {
    case 0:
      return ['Heartbeat', {}]
    case 1:
      return ['StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp }]
    default:
      return ['MeterValues', { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: String(turn) }] }] }]
  }
}
