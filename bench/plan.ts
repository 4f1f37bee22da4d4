import type { WorkloadName } from './load/workloads.ts'

/** How much a run measures. The quick one has fewer stations and shorter times, and says nothing about 10,000. */
export interface Plan {
  readonly fleetSizes: readonly number[]
  readonly idleMs: number
  readonly settleMs: number
  readonly warmMs: number
  readonly measureMs: number
  readonly echoMeasureMs: number
  /** Stations on the line while messages are measured. */
  readonly speakers: readonly number[]
  readonly workloads: readonly WorkloadName[]
}

export const ALL_WORKLOADS: readonly WorkloadName[] = [
  'Heartbeat',
  'StatusNotification',
  'MeterValues',
  'TransactionEvent',
  'Transactions',
]

export const FULL: Plan = {
  fleetSizes: [1000, 10_000],
  idleMs: 30_000,
  settleMs: 3000,
  warmMs: 1000,
  measureMs: 5000,
  echoMeasureMs: 1500,
  speakers: [1000, 100],
  workloads: ALL_WORKLOADS,
}

export const QUICK: Plan = {
  fleetSizes: [1000],
  idleMs: 5000,
  settleMs: 2000,
  warmMs: 500,
  measureMs: 2500,
  echoMeasureMs: 1000,
  speakers: [1000],
  workloads: ALL_WORKLOADS,
}

/** Passwords and names of the stations of the bench. */
export const BENCH_PASSWORD = 'bench-password-of-every-station'
export const PREFIX = { '1.6': 'BENCH16-', '2.0.1': 'BENCH20-' } as const
export const REGISTERED = { '1.6': 10_000, '2.0.1': 1000 } as const
/** Handshakes under way at the same time. */
export const DIAL_WINDOW = 500
