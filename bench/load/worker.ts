import { setTimeout as delay } from 'node:timers/promises'
import { dialAll, openFleet } from './fleet.ts'
import type { Answer, Order } from './generator.ts'
import { keepIdle } from './heartbeats.ts'
import type { LoadStation } from './load-station.ts'
import { press } from './pressure.ts'
import { WORKLOADS } from './workloads.ts'

let stations: LoadStation[] = []

async function perform(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'open': {
      const opened = await openFleet(order.fleet)
      stations = [...stations, ...opened.stations]
      return opened.figures
    }
    case 'reconnect':
      for (const station of stations) station.reset()
      return dialAll(stations, order.fleet)
    case 'press': {
      const workload = WORKLOADS[order.workload]
      const speakers = stations.filter((station) => station.options.version === workload.version)
      return press(speakers, { ...order, workload })
    }
    case 'idle': {
      const stop = keepIdle(stations, order.heartbeatMs)
      await delay(order.durationMs)
      stop()
      return { lost: 0 }
    }
    case 'close': {
      const closed = stations.length
      for (const station of stations) station.reset()
      stations = []
      return { closed }
    }
  }
}

process.on('message', (order: Order) => {
  perform(order).then(
    (result) => answer({ ok: true, result }),
    (error: unknown) => answer({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit())

function answer(message: Answer): void {
  process.send?.(message)
}
