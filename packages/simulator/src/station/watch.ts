import { type StationContext, stationTimeMs } from './context.ts'
import type { EventStream, Monitor } from './monitors.ts'

/** Something a monitor has noticed. */
export interface Noticed {
  readonly monitor: Monitor
  readonly trigger: 'Alerting' | 'Delta' | 'Periodic'
  readonly value: string
  readonly cleared: boolean
}

/** What watching needs of the protocol. */
export interface WatchParts {
  /** The present value of a monitored variable. */
  readonly read: (monitor: Monitor) => string | undefined
  readonly notice: (noticed: Noticed) => void
  /** Sends what a stream has gathered. */
  readonly flush: (stream: EventStream) => void
}

const STEP_MS = 1000

/** Looks at the monitored variables once a second, for as long as there is a monitor. */
export function watch(station: StationContext, parts: WatchParts): void {
  const { monitors, scheduler } = station
  monitors.stop()
  if (monitors.byId.size === 0 || !station.running) return
  const step = () => {
    for (const monitor of monitors.byId.values()) lookAt(station, monitor, parts)
    for (const stream of monitors.streams.values()) if (isDue(stream, scheduler.now())) parts.flush(stream)
    monitors.stop = scheduler.after(STEP_MS, step)
  }
  monitors.stop = scheduler.after(STEP_MS, step)
}

function isDue({ isOpen, points, interval, values, sentAtMs }: EventStream, nowMs: number): boolean {
  if (!isOpen || points.length === 0) return false
  if (values !== undefined && values > 0 && points.length >= values) return true
  return interval === undefined ? values === undefined : nowMs - sentAtMs >= interval * 1000
}

function lookAt(station: StationContext, monitor: Monitor, { read, notice }: WatchParts): void {
  if (monitor.transaction && !hasTransaction(station, monitor)) return
  const value = read(monitor)
  if (value === undefined) return
  switch (monitor.type) {
    case 'UpperThreshold':
    case 'LowerThreshold': {
      const isPassed = monitor.type === 'UpperThreshold' ? Number(value) > monitor.value : Number(value) < monitor.value
      if (isPassed === monitor.isAlerting) return
      monitor.isAlerting = isPassed
      notice({ monitor, trigger: 'Alerting', value, cleared: !isPassed })
      return
    }
    case 'Delta':
      if (!differs(monitor, value)) return
      monitor.reference = value
      notice({ monitor, trigger: 'Delta', value, cleared: false })
      return
    case 'Periodic':
    case 'PeriodicClockAligned':
      if (station.scheduler.now() < monitor.dueAtMs) return
      monitor.dueAtMs = nextDueMs(station, monitor)
      notice({ monitor, trigger: 'Periodic', value, cleared: false })
  }
}

/** Numbers by at least the value; of anything else every change (N04, MonitorEnumType Delta). */
function differs({ reference, value: delta }: Monitor, value: string): boolean {
  const change = Math.abs(Number(value) - Number(reference))
  return Number.isNaN(change) ? value !== reference : change >= delta && change > 0
}

function hasTransaction({ evses }: StationContext, { component: { evse } }: Monitor): boolean {
  return evses.some(({ id, session }) => session !== undefined && (evse === undefined || evse.id === id))
}

/** When a periodic monitor speaks next; a clock-aligned one at whole periods of the station's clock. */
export function nextDueMs(station: StationContext, { type, value }: Pick<Monitor, 'type' | 'value'>): number {
  const periodMs = Math.max(1, value) * 1000
  const nowMs = station.scheduler.now()
  if (type !== 'PeriodicClockAligned') return nowMs + periodMs
  const phaseMs = ((stationTimeMs(station) % periodMs) + periodMs) % periodMs
  return nowMs + periodMs - phaseMs
}
