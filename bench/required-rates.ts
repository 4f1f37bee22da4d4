import type { WorkloadName } from './load/workloads.ts'

export const REQUIRED_AT_STATIONS = 1000

/** What has to be reached with that many stations, per second: messages, or whole transactions. */
export const REQUIRED_PER_SECOND: Partial<Readonly<Record<WorkloadName, number>>> = {
  MeterValues: 6000,
  Heartbeat: 15_000,
  StatusNotification: 10_000,
  Transactions: 500,
}
