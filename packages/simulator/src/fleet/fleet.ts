import type { Visit } from '../drivers/model.ts'
import { DRIVER_PROFILES, type DriverProfile } from '../drivers/profiles.ts'
import { startReplay } from '../drivers/replay.ts'
import type { RecordedSession } from '../drivers/session-file.ts'
import { createEmitter, type Emitter } from '../events.ts'
import type { Random } from '../random.ts'
import type { FaultName, FaultRates } from '../station/faults.ts'
import type { StationOptions } from '../station/options.ts'
import { createStation, type Station } from '../station/station.ts'
import { type Statistics, sumStatistics } from '../station/statistics.ts'
import type { Cancel, Scheduler } from '../time/scheduler.ts'
import { startArrivals } from './arrivals.ts'
import { playVisit } from './visit.ts'

/** A station of a fleet: what it is, and whom it serves. */
export type FleetStationOptions = Omit<StationOptions, 'scheduler' | 'network' | 'random' | 'history' | 'faults'> & {
  /** Default: fast for DC, public for AC. */
  readonly drivers?: DriverProfile
  /** Drivers keep this place's hours. Default: the fleet's. */
  readonly timeZone?: string
  /** Overrides the fleet's rates. */
  readonly faults?: FaultRates
}

/** Many stations and the drivers who come to them. */
export interface FleetOptions {
  readonly stations: readonly FleetStationOptions[]
  readonly tokens: readonly string[]
  readonly scheduler: Scheduler
  readonly network?: Scheduler
  readonly random: Random
  readonly faults?: FaultRates
  readonly history?: boolean
  /** Arrivals per hour over the whole fleet around the clock; default is the fitted weekly pattern. */
  readonly sessionsPerHour?: number
  /** Where drivers' hours are kept. Default Europe/Berlin. */
  readonly timeZone?: string
  /** Multiplies the fitted pattern. Default 1. */
  readonly busyness?: number
  /** Drivers come around the clock, each kind at its average rate, instead of by the hours of the pattern. */
  readonly aroundTheClock?: boolean
  /** Recorded sessions to replay instead of drawing drivers. */
  readonly replay?: readonly RecordedSession[]
  /** First dials are spread over this time, as far as one wants to be gentle. Default 0. */
  readonly rampMs?: number
}

/** What a fleet tells. */
export interface FleetEvents {
  /** A driver came; `served` is false when every EVSE was taken. */
  arrival: { readonly visit: Visit; readonly served: boolean; readonly identity?: string; readonly evseId?: number }
}

/** A running fleet. */
export interface Fleet {
  readonly stations: readonly Station[]
  readonly events: Pick<Emitter<FleetEvents>, 'on'>
  start(): void
  /** Stops arrivals and disconnects everything. */
  stop(): Promise<void>
  statistics(): Statistics
  online(): number
  /** Running sessions. */
  charging(): number
  queued(): number
  injectFault(name: FaultName): void
  /** All stations lose the connection at once and redial without waiting. */
  storm(): void
}

const DEFAULT_TIME_ZONE = 'Europe/Berlin'

interface Place {
  readonly station: Station
  readonly evseId: number
}

/** Creates a fleet; nothing happens before `start`. */
export function createFleet(options: FleetOptions): Fleet {
  if (options.tokens.length === 0) throw new Error('tokens: a fleet needs at least one')
  const { scheduler, random } = options
  const stations = options.stations.map((station) => createFleetStation(options, station))
  const events = createEmitter<FleetEvents>()
  const cancels: Cancel[] = []

  const arriveAt = (place: Place | undefined, visit: Visit, idToken = random.pick(options.tokens)) => {
    const served = place !== undefined && playVisit({ ...place, idToken, visit }, scheduler, random)
    const where = place && { identity: place.station.identity, evseId: place.evseId }
    events.emit('arrival', { visit, served, ...where })
  }
  return {
    stations,
    events,
    start: () => {
      for (const [index, station] of stations.entries()) {
        const waitMs = ((options.rampMs ?? 0) * index) / stations.length
        if (waitMs === 0) station.start()
        else cancels.push((options.network ?? scheduler).after(waitMs, station.start))
      }
      if (options.replay) cancels.push(replayInto(options.replay, placesOf(stations), { scheduler, arriveAt }))
      else cancels.push(...startStreams(options, stations, arriveAt))
    },
    stop: async () => {
      for (const cancel of cancels.splice(0)) cancel()
      await Promise.all(stations.map((station) => station.stop()))
    },
    statistics: () => sumStatistics(stations.map((station) => station.statistics)),
    online: () => count(stations, (station) => (station.online ? 1 : 0)),
    charging: () => count(stations, (station) => station.evses.filter((evse) => evse.session).length),
    queued: () => count(stations, (station) => station.queued),
    injectFault: (name) => random.pick(stations).injectFault(name),
    storm: () => {
      for (const station of stations) station.injectFault('reconnect-storm')
    },
  }
}

function createFleetStation(options: FleetOptions, station: FleetStationOptions): Station {
  const { scheduler, network, random, faults, history } = options
  const { drivers: _drivers, timeZone: _timeZone, ...own } = station
  return createStation({
    ...(faults && { faults }),
    ...own,
    scheduler,
    random: random.fork(station.identity),
    ...(network && { network }),
    ...(history !== undefined && { history }),
  })
}

function placesOf(stations: readonly Station[]): Place[] {
  return stations.flatMap((station) => station.evses.map((evse) => ({ station, evseId: evse.id })))
}

type ArriveAt = (place: Place | undefined, visit: Visit, idToken?: string) => void

/** EVSEs whose drivers have the same habits. */
interface Clientele {
  readonly profile: DriverProfile
  readonly timeZone: string
  readonly places: Place[]
}

function clienteles(options: FleetOptions, stations: readonly Station[]): Clientele[] {
  const groups = new Map<string, Clientele>()
  for (const [index, station] of stations.entries()) {
    const { drivers, timeZone: own } = options.stations[index] ?? {}
    const profile = drivers ?? defaultProfile(station)
    const timeZone = own ?? options.timeZone ?? DEFAULT_TIME_ZONE
    const key = `${profile} in ${timeZone}`
    const group = groups.get(key) ?? { profile, timeZone, places: [] }
    groups.set(key, group)
    group.places.push(...placesOf([station]))
  }
  return [...groups.values()]
}

/** One stream of drivers per clientele. */
function startStreams(options: FleetOptions, stations: readonly Station[], arriveAt: ArriveAt): Cancel[] {
  const { scheduler, random, busyness, sessionsPerHour, aroundTheClock } = options
  const total = placesOf(stations).length
  return clienteles(options, stations).map(({ profile, timeZone, places }) => {
    const parameters = { ...DRIVER_PROFILES[profile], timeZone }
    const averagePerHour = (parameters.sessionsPerEvseDay / 24) * places.length * (busyness ?? 1)
    const stream = {
      parameters,
      evses: places.length,
      ...(busyness !== undefined && { busyness }),
      ...(aroundTheClock === true && { fixedPerHour: averagePerHour }),
      ...(sessionsPerHour !== undefined && { fixedPerHour: (sessionsPerHour * places.length) / total }),
    }
    const source = random.fork(`drivers/${profile}/${timeZone}`)
    return startArrivals(stream, { scheduler, random: source }, (visit) => {
      arriveAt(freePlace(places, source), visit)
    })
  })
}

function defaultProfile(station: Station): DriverProfile {
  return station.evses.some((evse) => evse.hardware.kind === 'dc') ? 'fast' : 'public'
}

const LOOKS_AROUND = 12

/** A driver looks at a few places and takes the first free one. */
function freePlace(places: readonly Place[], random: Random): Place | undefined {
  for (let look = 0; look < LOOKS_AROUND; look += 1) {
    const place = random.pick(places)
    const evse = place.station.evses.find((one) => one.id === place.evseId)
    if (evse && !evse.charge && !evse.pending && !evse.fault && evse.operative) return place
  }
  return undefined
}

/** Recorded places are mapped to simulated EVSEs in the order they appear, again and again. */
function replayInto(
  sessions: readonly RecordedSession[],
  places: readonly Place[],
  { scheduler, arriveAt }: { readonly scheduler: Scheduler; readonly arriveAt: ArriveAt },
): Cancel {
  const placeOf = new Map<string, Place | undefined>()
  return startReplay(sessions, scheduler, ({ stationId, visit, idToken }) => {
    if (!placeOf.has(stationId)) placeOf.set(stationId, places[placeOf.size % places.length])
    arriveAt(placeOf.get(stationId), visit, idToken)
  })
}

function count(stations: readonly Station[], of: (station: Station) => number): number {
  return stations.reduce((sum, station) => sum + of(station), 0)
}
