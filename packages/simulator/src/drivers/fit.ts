import {
  ARRIVAL_BLOCK_H,
  blockOf as blockIn,
  type DriverParameters,
  ENERGY_BLOCKS_KWH,
  localHour,
  STAY_BLOCKS_H,
  type StatedParameters,
} from './model.ts'
import { fitQuantiles } from './quantiles.ts'
import type { RecordedSession } from './session-file.ts'

const HOUR_MS = 3_600_000
/** A block with fewer sessions than this takes the distribution of all sessions. */
const FEWEST_IN_BLOCK = 30

/** Fits the driver model to recorded sessions; `timeZone` is that of the place. */
export function fitDrivers(sessions: readonly RecordedSession[], timeZone: string): DriverParameters {
  const blocks = 24 / ARRIVAL_BLOCK_H
  const stay = (session: RecordedSession) => (session.departureMs - session.arrivalMs) / HOUR_MS
  const arrivalBlock = (session: RecordedSession) =>
    Math.floor(localHour(session.arrivalMs, timeZone).hour / ARRIVAL_BLOCK_H)
  const byStay = (session: RecordedSession) => blockIn(STAY_BLOCKS_H, stay(session))
  const stated = fitStated(sessions, stay)
  return {
    timeZone,
    sessionsPerEvseDay: round(sessionsPerEvseDay(sessions)),
    arrivalShare: arrivalShare(sessions, timeZone),
    stayHours: fitBlocks(sessions, { count: blocks, blockOf: arrivalBlock, measure: stay }),
    energyKwh: fitBlocks(sessions, {
      count: STAY_BLOCKS_H.length + 1,
      blockOf: byStay,
      measure: (session) => session.energyWh / 1000,
    }),
    ...(stated && { stated }),
  }
}

interface Blocks {
  readonly count: number
  readonly blockOf: (session: RecordedSession) => number
  readonly measure: (session: RecordedSession) => number
}

function fitBlocks(sessions: readonly RecordedSession[], { count, blockOf, measure }: Blocks): number[][] {
  const groups = Array.from({ length: count }, (): number[] => [])
  for (const session of sessions) groups[blockOf(session)]?.push(measure(session))
  const all = sessions.map(measure)
  return groups.map((group) => fitQuantiles(group.length < FEWEST_IN_BLOCK ? all : group))
}

function fitStated(
  sessions: readonly RecordedSession[],
  stay: (session: RecordedSession) => number,
): StatedParameters | undefined {
  const speaking = sessions.flatMap((session) => (session.stated ? [{ session, stated: session.stated }] : []))
  if (speaking.length < FEWEST_IN_BLOCK) return undefined
  const errors = new Map(
    speaking.map(({ session, stated }) => [session, (stated.departureMs - session.departureMs) / HOUR_MS]),
  )
  return {
    share: round(speaking.length / sessions.length),
    departureErrorHours: fitBlocks([...errors.keys()], {
      count: STAY_BLOCKS_H.length + 1,
      blockOf: (session) => blockIn(STAY_BLOCKS_H, stay(session)),
      measure: (session) => errors.get(session) ?? 0,
    }),
    energyErrorKwh: fitBlocks([...errors.keys()], {
      count: ENERGY_BLOCKS_KWH.length + 1,
      blockOf: (session) => blockIn(ENERGY_BLOCKS_KWH, session.energyWh / 1000),
      measure: ({ stated, energyWh }) => ((stated?.energyWh ?? energyWh) - energyWh) / 1000,
    }),
  }
}

function arrivalShare(sessions: readonly RecordedSession[], timeZone: string): number[][] {
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0))
  for (const session of sessions) {
    const { weekday, hour } = localHour(session.arrivalMs, timeZone)
    const day = counts[weekday]
    if (day) day[hour] = (day[hour] ?? 0) + 1
  }
  return counts.map((day) => day.map((count) => Number((count / sessions.length).toFixed(5))))
}

/** Sessions per EVSE and day, from its first to its last session. */
function sessionsPerEvseDay(sessions: readonly RecordedSession[]): number {
  const seen = new Map<string, { first: number; last: number }>()
  for (const { stationId, arrivalMs } of sessions) {
    const span = seen.get(stationId)
    seen.set(stationId, { first: span?.first ?? arrivalMs, last: arrivalMs })
  }
  let days = 0
  for (const { first, last } of seen.values()) days += (last - first) / 86_400_000 + 1
  return sessions.length / days
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
