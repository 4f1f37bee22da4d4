import type { Cancel } from '../time/scheduler.ts'
import { isOnline, type StationContext } from './context.ts'
import { startFaults } from './fault-injection.ts'
import { startAlignedReadings } from './meter-reports.ts'
import { sendHeartbeat } from './registration.ts'

/** Heartbeat, aligned readings and hourly faults: they follow the settings. */
interface Timers {
  start(): void
  stop(): void
}

/** The clockwork of a station; nothing runs before `start`. */
export function createTimers(context: StationContext): Timers {
  let cancels: Cancel[] = []
  let cancelHeartbeat: Cancel = () => {}
  const heartbeat = () => {
    cancelHeartbeat()
    const intervalMs = context.settings.number('heartbeatInterval') * 1000
    if (intervalMs <= 0) return
    cancelHeartbeat = context.network.after(intervalMs, () => {
      if (isOnline(context)) sendHeartbeat(context)
      heartbeat()
    })
  }
  let cancelReadings: Cancel = () => {}
  const readings = () => {
    cancelReadings()
    cancelReadings = startAlignedReadings(context)
  }
  context.settingChanged = (id) => {
    if (id === undefined || id === 'heartbeatInterval') heartbeat()
    if (id === undefined || id === 'alignedInterval') readings()
  }
  return {
    start: () => {
      cancels = [startFaults(context)]
      readings()
      heartbeat()
    },
    stop: () => {
      cancelHeartbeat()
      cancelReadings()
      for (const cancel of cancels) cancel()
    },
  }
}
