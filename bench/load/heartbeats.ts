import type { LoadStation } from './load-station.ts'
import { WORKLOADS } from './workloads.ts'

const TICK_MS = 100

/** Keeps stations idle as stations are: a heartbeat each interval, evenly spread. The returned function stops it. */
export function keepIdle(stations: readonly LoadStation[], intervalMs: number): () => void {
  const [heartbeat] = WORKLOADS.Heartbeat.cycle
  if (heartbeat === undefined) throw new Error('the Heartbeat workload is empty')
  for (const station of stations) station.listen({ open: () => {}, answered: () => {}, closed: () => {} })
  const perTick = (stations.length * TICK_MS) / intervalMs
  let due = 0
  let next = 0
  const timer = setInterval(() => {
    for (due += perTick; due >= 1; due -= 1) {
      stations[next]?.send(heartbeat)
      next = (next + 1) % stations.length
    }
  }, TICK_MS)
  return () => clearInterval(timer)
}
