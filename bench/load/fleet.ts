import type { OcppVersion } from '@stationmaster/ocpp'
import type { CloseCause } from '../rig/station-socket.ts'
import { createHistogram } from './histogram.ts'
import { LoadStation } from './load-station.ts'
import { parseTemplate } from './template.ts'

export interface FleetOptions {
  readonly port: number
  readonly version: OcppVersion
  /** Identities are the prefix and six digits, from `first` on. */
  readonly prefix: string
  readonly first: number
  readonly count: number
  readonly password: string
  /** Send a Boot on every new socket and wait until it is accepted. */
  readonly boot: boolean
  /** Handshakes under way at the same time. */
  readonly window: number
}

export interface OpenFigures {
  readonly stations: number
  /** From the first dial to the last station ready. */
  readonly seconds: number
  readonly perSecond: number
  /** From dial to ready of one station, the waits it was told to make included. */
  readonly p50Ms: number
  readonly p99Ms: number
  /** Handshakes answered with a status other than 101, by status, and lost or closed connections. */
  readonly refusals: Readonly<Record<string, number>>
}

const BOOT_16 = parseTemplate(
  '[2,"{{id}}","BootNotification",{"chargePointVendor":"Bench","chargePointModel":"Load 1","firmwareVersion":"1.0.0"}]',
)
const BOOT_2X = parseTemplate(
  '[2,"{{id}}","BootNotification",{"reason":"PowerUp","chargingStation":{"vendorName":"Bench","model":"Load 2","firmwareVersion":"1.0.0"}}]',
)
const GIVE_UP_MS = 90_000
const REDIAL_MS = 1000

/** Identity of a station of a fleet. */
export function identityOf(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(6, '0')}`
}

/** Dials a fleet and waits until every station is online (and its Boot accepted). Refused stations come again. */
export function openFleet(options: FleetOptions): Promise<{ stations: LoadStation[]; figures: OpenFigures }> {
  const epoch = (Math.floor(Date.now() / 1000) % 10_000) * 10_000_000
  const stations = Array.from({ length: options.count }, (_, index) => {
    const { port, password, version, prefix, first } = options
    const number = first + index
    const identity = identityOf(prefix, number)
    return new LoadStation({ port, identity, number, password, version, firstTransaction: epoch + index * 1000 })
  })
  return dialAll(stations, options).then((figures) => ({ stations, figures }))
}

/** Dials stations that exist already, as after a power cut. */
export function dialAll(stations: readonly LoadStation[], options: FleetOptions): Promise<OpenFigures> {
  return new Promise((resolve, reject) => {
    const startMs = performance.now()
    const latencies = createHistogram()
    const refusals: Record<string, number> = {}
    let dialled = 0
    const giveUp = setTimeout(() => {
      reject(
        new Error(`${stations.length - latencies.count} stations were not online in time: ${JSON.stringify(refusals)}`),
      )
    }, GIVE_UP_MS)
    const dialNext = () => {
      const station = stations[dialled]
      if (station === undefined) return
      dialled += 1
      const dialledAtMs = performance.now()
      bringOnline(station, options.boot, {
        ready() {
          latencies.record(performance.now() - dialledAtMs)
          if (latencies.count < stations.length) return dialNext()
          clearTimeout(giveUp)
          const seconds = (performance.now() - startMs) / 1000
          const perSecond = stations.length / seconds
          const [p50Ms, p99Ms] = [latencies.quantileMs(0.5), latencies.quantileMs(0.99)]
          resolve({ stations: stations.length, seconds, perSecond, p50Ms, p99Ms, refusals })
        },
        refused(name) {
          refusals[name] = (refusals[name] ?? 0) + 1
        },
      })
    }
    for (let index = 0; index < options.window; index += 1) dialNext()
  })
}

interface Arrival {
  ready(): void
  refused(name: string): void
}

function bringOnline(station: LoadStation, boot: boolean, arrival: Arrival): void {
  const sendBoot = () => station.send(station.options.version === '1.6' ? BOOT_16 : BOOT_2X)
  station.dial({
    open: () => (boot ? sendBoot() : arrival.ready()),
    answered(outcome, payload) {
      const waitS = outcome === 'error' ? 1 : bootWaitS(payload)
      if (waitS === undefined) return arrival.ready()
      arrival.refused('boot')
      setTimeout(sendBoot, waitS * 1000)
    },
    closed(cause) {
      arrival.refused(nameOf(cause))
      const waitMs = cause.kind === 'refused' && cause.retryAfterS !== undefined ? cause.retryAfterS * 1000 : REDIAL_MS
      // Spread, as every sane firmware does.
      setTimeout(() => bringOnline(station, boot, arrival), waitMs * (0.75 + Math.random() / 2))
    },
  })
}

/** Seconds to wait before the next Boot; undefined when this one was accepted. */
function bootWaitS(payload: Buffer): number | undefined {
  const answer: unknown = JSON.parse(payload.toString())
  if (!Array.isArray(answer) || answer[0] === 2) return undefined
  const { status, interval } = answer[2]
  return status === 'Accepted' ? undefined : Number(interval)
}

function nameOf(cause: CloseCause): string {
  switch (cause.kind) {
    case 'refused':
      return `HTTP ${cause.status}`
    case 'closed':
      return `close ${cause.code}`
    case 'lost':
      return 'lost'
  }
}
