import type { ModelPlace, MonitorType, StreamPace } from '../commands/device.ts'
import type { EvseRef } from '../identity.ts'
import type { StationTime } from '../time.ts'

/** What 2.x stations report of their device model, monitors, streams, and customers. */
export type DeviceEvent =
  | MonitorEventsReported
  | DeviceReportReceived
  | MonitorReportReceived
  | CustomerInformationReceived
  | EventStreamOpened
  | EventStreamClosed
  | EventStreamData

export interface MonitorEvent extends ModelPlace {
  readonly eventId: number
  readonly at: StationTime
  /** Alerting, Delta or Periodic. */
  readonly trigger: string
  readonly actualValue: string
  readonly variable: string
  /** HardWiredNotification, HardWiredMonitor, PreconfiguredMonitor or CustomMonitor. */
  readonly notificationType: string
  readonly monitorId?: number
  /** The event that led to this one. */
  readonly causeEventId?: number
  readonly transactionId?: string
  readonly severity?: number
  readonly cleared: boolean
  readonly techCode?: string
  readonly techInfo?: string
}

export interface MonitorEventsReported {
  readonly kind: 'monitorEvents'
  readonly at: StationTime
  readonly seqNo: number
  readonly more: boolean
  readonly events: readonly MonitorEvent[]
}

/** One variable attribute of the 2.x device model. Instances and EVSE are part of the key. */
export interface DeviceVariable {
  readonly component: string
  readonly componentInstance?: string
  readonly evse?: EvseRef
  readonly variable: string
  readonly variableInstance?: string
  readonly attribute: 'Actual' | 'Target' | 'MinSet' | 'MaxSet'
  readonly value?: string
  readonly mutability?: 'ReadOnly' | 'WriteOnly' | 'ReadWrite'
  readonly persistent?: boolean
  readonly constant?: boolean
  /** Characteristics as the station sent them (dataType, unit, limits, valuesList). */
  readonly characteristics?: Readonly<Record<string, unknown>>
}

/** A part of a report: the parts of one request are numbered from 0, and `more` is false in the last. */
interface ReportPart {
  readonly requestId: number
  readonly seqNo: number
  readonly more: boolean
  readonly at: StationTime
}

export interface DeviceReportReceived extends ReportPart {
  readonly kind: 'deviceReport'
  readonly variables: readonly DeviceVariable[]
}

/** A monitor as the station has it. */
export interface ReportedMonitor extends ModelPlace {
  readonly variable: string
  readonly monitorId: number
  readonly type: MonitorType
  readonly value: number
  readonly severity: number
  readonly transaction: boolean
  /** 2.1. */
  readonly notificationType?: string
}

export interface MonitorReportReceived extends ReportPart {
  readonly kind: 'monitorReport'
  readonly monitors: readonly ReportedMonitor[]
}

/** What a station knows of a customer, a piece of text. */
export interface CustomerInformationReceived extends ReportPart {
  readonly kind: 'customerInformation'
  readonly data: string
}

/** 2.1: from now on the values that a monitor watches come as a stream. */
export interface EventStreamOpened extends StreamPace {
  readonly kind: 'eventStreamOpened'
  readonly streamId: number
  readonly monitorId: number
}

export interface EventStreamClosed {
  readonly kind: 'eventStreamClosed'
  readonly streamId: number
}

/** Values of a stream; `offsetS` counts from `baseTime`. Sent without asking for an answer. */
export interface EventStreamData {
  readonly kind: 'eventStreamData'
  readonly streamId: number
  /** Values that wait at the station. */
  readonly pending: number
  readonly baseTime: StationTime
  readonly points: readonly { readonly offsetS: number; readonly value: string }[]
}
