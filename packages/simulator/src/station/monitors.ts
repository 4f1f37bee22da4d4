import type { Cancel } from '../time/scheduler.ts'

/** A monitor of one variable, as the CSMS has set it (2.x N04). */
export interface Monitor {
  readonly id: number
  readonly component: MonitoredComponent
  readonly variable: { readonly name: string; readonly instance?: string }
  readonly type: MonitorType
  readonly value: number
  readonly severity: number
  /** Only while a transaction runs there. */
  readonly transaction: boolean
  /** The value at the last event, or when the monitor was set. */
  reference: string
  /** The threshold is passed, and that was told. */
  isAlerting: boolean
  /** When a periodic one is due. */
  dueAtMs: number
}

export interface MonitoredComponent {
  readonly name: string
  readonly instance?: string
  readonly evse?: { readonly id: number; readonly connectorId?: number }
}

export type MonitorType = 'UpperThreshold' | 'LowerThreshold' | 'Delta' | 'Periodic' | 'PeriodicClockAligned'

/** An event stream that carries the values of a monitor (2.1 N11). */
export interface EventStream {
  readonly id: number
  readonly monitorId: number
  /** Seconds after which what is gathered goes out. */
  interval: number | undefined
  /** So many values go out at once. */
  values: number | undefined
  /** The CSMS has let it in. */
  isOpen: boolean
  points: { readonly atMs: number; readonly value: string }[]
  sentAtMs: number
}

/** The monitors of a station and what goes with them. */
export interface Monitors {
  readonly byId: Map<number, Monitor>
  readonly streams: Map<number, EventStream>
  /** Events less serious than this are not sent (N03). */
  level: number
  base: 'All' | 'FactoryDefault' | 'HardWiredOnly'
  nextId: number
  nextEventId: number
  /** Stops watching; nothing is watched while there is no monitor. */
  stop: Cancel
}

export const LEAST_SERIOUS = 9

export function createMonitors(): Monitors {
  return {
    byId: new Map(),
    streams: new Map(),
    level: LEAST_SERIOUS,
    base: 'All',
    nextId: 1,
    nextEventId: 1,
    stop: () => {},
  }
}
