import { createHistogram } from './histogram.ts'
import type { LoadStation } from './load-station.ts'
import type { Template } from './template.ts'
import type { Workload } from './workloads.ts'

/** How hard to press: each station sends again as soon as it is answered, or at a total rate whatever happens. */
export type Pace = { readonly kind: 'saturation' } | { readonly kind: 'rate'; readonly messagesPerSecond: number }

export interface PressureOptions {
  readonly workload: Workload
  readonly pace: Pace
  readonly warmMs: number
  readonly measureMs: number
}

export interface PressureFigures {
  /** Messages, or whole cycles for a workload that counts those, acknowledged per second of the measured time. */
  readonly perSecond: number
  readonly messagesPerSecond: number
  /** Latency of single messages; at a given rate it counts from the moment the message was due. */
  readonly p50Ms: number
  readonly p99Ms: number
  /** Calls of the cycle acknowledged in the whole run, warming up and draining included. */
  readonly acknowledged: number
  readonly callErrors: number
  /** Stations whose socket ended. */
  readonly lost: number
  /** Messages that were due and not sent when time was up. */
  readonly backlog: number
}

const DRAIN_MS = 30_000

/** Presses the stations with a workload for a while and lets every outstanding call be answered. */
export async function press(stations: readonly LoadStation[], options: PressureOptions): Promise<PressureFigures> {
  const { workload } = options
  await sendToAll(stations, workload.setup)
  const figures = await new Pressure(stations, options).run()
  await sendToAll(stations, workload.teardown)
  return figures
}

/** Sends each template once from every station, all stations at the same time. */
async function sendToAll(stations: readonly LoadStation[], templates: readonly Template[]): Promise<void> {
  if (templates.length === 0) return
  const each = stations.map(
    (station) =>
      new Promise<void>((resolve) => {
        const rest = [...templates]
        const next = () => {
          const template = rest.shift()
          if (template === undefined) resolve()
          else station.send(template)
        }
        station.listen({
          open: () => {},
          answered(_, payload) {
            const number = /"transactionId":(\d+)/.exec(payload.toString())?.[1]
            if (number !== undefined) station.transaction = Number(number)
            next()
          },
          closed: () => resolve(),
        })
        if (station.options.version !== '1.6') station.beginTransaction()
        next()
      }),
  )
  await Promise.all(each)
}

class Pressure {
  readonly #stations: readonly LoadStation[]
  readonly #options: PressureOptions
  readonly #latencies = createHistogram()
  readonly #ready: LoadStation[] = []
  #measuring = false
  #ending = false
  #outstanding = 0
  #acknowledged = 0
  #cycles = 0
  #callErrors = 0
  #lost = 0
  #due = 0
  #drained: () => void = () => {}

  constructor(stations: readonly LoadStation[], options: PressureOptions) {
    this.#stations = stations
    this.#options = options
  }

  async run(): Promise<PressureFigures> {
    for (const station of this.#stations) {
      station.step = 0
      station.listen({
        open: () => {},
        answered: (outcome) => this.#answered(station, outcome),
        closed: () => {
          this.#lost += 1
          this.#settle()
        },
      })
    }
    const stop = this.#start()
    await delay(this.#options.warmMs)
    this.#measuring = true
    const startMs = performance.now()
    await delay(this.#options.measureMs)
    this.#measuring = false
    const seconds = (performance.now() - startMs) / 1000
    const backlog = this.#due
    stop()
    await this.#drain()
    return this.#figures(seconds, backlog)
  }

  /** Begins to send; the returned function makes it stop. */
  #start(): () => void {
    const { pace } = this.#options
    if (pace.kind === 'saturation') {
      for (const station of this.#stations) this.#send(station, performance.now())
      return () => {
        this.#ending = true
      }
    }
    this.#ready.push(...this.#stations)
    const intervalMs = 1000 / pace.messagesPerSecond
    let nextAtMs = performance.now()
    const timer = setInterval(() => {
      const nowMs = performance.now()
      for (; nextAtMs <= nowMs; nextAtMs += intervalMs) {
        const station = this.#ready.shift()
        if (station === undefined) break
        this.#send(station, nextAtMs)
      }
      this.#due = Math.max(0, Math.floor((nowMs - nextAtMs) / intervalMs))
    }, 1)
    return () => {
      this.#ending = true
      clearInterval(timer)
    }
  }

  #send(station: LoadStation, dueAtMs: number): void {
    const { cycle, freshTransaction } = this.#options.workload
    const template = cycle[station.step]
    if (template === undefined) throw new Error('a workload needs a cycle')
    if (freshTransaction && station.step === 0) station.beginTransaction()
    station.dueAtMs = dueAtMs
    this.#outstanding += 1
    station.send(template)
  }

  #answered(station: LoadStation, outcome: 'result' | 'error'): void {
    const nowMs = performance.now()
    if (outcome === 'error') this.#callErrors += 1
    else this.#acknowledged += 1
    station.step += 1
    if (station.step === this.#options.workload.cycle.length) {
      station.step = 0
      if (this.#measuring) this.#cycles += 1
    }
    if (this.#measuring) this.#latencies.record(nowMs - station.dueAtMs)
    this.#settle()
    if (this.#ending) return
    if (this.#options.pace.kind === 'saturation') this.#send(station, nowMs)
    else this.#ready.push(station)
  }

  #settle(): void {
    this.#outstanding -= 1
    if (this.#outstanding <= 0 && this.#ending) this.#drained()
  }

  #drain(): Promise<void> {
    if (this.#outstanding <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, DRAIN_MS)
      this.#drained = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #figures(seconds: number, backlog: number): PressureFigures {
    const counted = this.#options.workload.unit === 'cycle' ? this.#cycles : this.#latencies.count
    return {
      perSecond: counted / seconds,
      messagesPerSecond: this.#latencies.count / seconds,
      p50Ms: this.#latencies.quantileMs(0.5),
      p99Ms: this.#latencies.quantileMs(0.99),
      acknowledged: this.#acknowledged,
      callErrors: this.#callErrors,
      lost: this.#lost,
      backlog,
    }
  }
}

function delay(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
