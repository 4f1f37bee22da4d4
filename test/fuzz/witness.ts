import { setTimeout as delay } from 'node:timers/promises'
import { createHistogram } from '../../bench/load/histogram.ts'
import { openStationSocket } from '../../bench/rig/station-socket.ts'

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
  /** Latency seen since the last call of this function. */
  finish(): Promise<WitnessReport>
}

const INTERVAL_MS = 100
const PATIENCE_MS = 30_000

/** Connects a station that behaves: it boots, then calls ten times a second, and expects an answer each time. */
export async function startWitness(options: { port: number; identity: string; password: string }): Promise<Witness> {
  const { port, identity, password } = options
  const latencies = createHistogram()
  let maxMs = 0
  let calls = 0
  let closed: string | undefined
  let answered: (() => void) | undefined
  const opened = Promise.withResolvers<void>()
  const socket = openStationSocket(
    { port, path: `/ocpp/${identity}`, protocol: 'ocpp1.6', credentials: { username: identity, password } },
    {
      open: () => opened.resolve(),
      text: (payload) => {
        if (payload[1] === 51) answered?.()
      },
      closed: (cause) => {
        closed = JSON.stringify(cause)
        opened.reject(new Error(`the witness could not connect: ${closed}`))
        answered?.()
      },
    },
  )
  await opened.promise
  const call = async (action: string, payload: object) => {
    calls += 1
    const startMs = performance.now()
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, PATIENCE_MS)
      answered = () => {
        clearTimeout(patience)
        if (closed === undefined) latencies.record(performance.now() - startMs)
        maxMs = Math.max(maxMs, performance.now() - startMs)
        resolve()
      }
      socket.sendText(JSON.stringify([2, `w${calls}`, action, payload]))
    })
  }
  await call('BootNotification', { chargePointVendor: 'Witness', chargePointModel: 'W1' })
  let running = true
  const talk = async () => {
    for (let turn = 0; running && closed === undefined; turn += 1) {
      await call(...turnOf(turn))
      await delay(INTERVAL_MS)
    }
  }
  const talking = talk()
  return {
    async finish() {
      running = false
      await talking
      socket.reset()
      const [p50Ms, p99Ms] = [latencies.quantileMs(0.5), latencies.quantileMs(0.99)]
      return { calls, answered: latencies.count, p50Ms, p99Ms, maxMs, closed }
    },
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
