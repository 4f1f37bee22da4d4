import type { ContractCertificate } from './certificate.ts'
import type { CertificateEvent } from './events/certificates.ts'
import type { ChargingEvent } from './events/charging.ts'
import type { FirmwarePublicationReported, FirmwareStatusReported, LogStatusReported } from './events/files.ts'
import type { EvseRef, IdToken } from './identity.ts'
import type { MeterSample } from './meter.ts'
import type { ChargingState, ConnectorStatus } from './status.ts'
import type { StationTime } from './time.ts'

/** What a station reported, whatever version it speaks. */
export type StationEvent =
  | Booted
  | Heartbeat
  | ConnectorStatusReported
  | AuthorizationRequested
  | TransactionReported
  | MeterValuesReported
  | DataTransferred
  | FirmwareStatusReported
  | LogStatusReported
  | FirmwarePublicationReported
  | SecurityEventReported
  | MonitorEventsReported
  | DeviceReportReceived
  | OtherReported
  | CertificateEvent
  | ChargingEvent

export interface Booted {
  readonly kind: 'booted'
  readonly vendor: string
  readonly model: string
  readonly serialNumber?: string
  readonly firmwareVersion?: string
  readonly iccid?: string
  readonly imsi?: string
  readonly meterType?: string
  readonly meterSerialNumber?: string
  /** 2.x BootReason text; absent in 1.6. */
  readonly reason?: string
}

export interface Heartbeat {
  readonly kind: 'heartbeat'
}

export interface ConnectorStatusReported {
  readonly kind: 'connectorStatus'
  readonly evse: EvseRef
  readonly status: ConnectorStatus
  /** Station time; 1.6 may leave it out. */
  readonly at?: StationTime
  /** 1.6 errorCode other than NoError. */
  readonly errorCode?: string
  readonly info?: string
  readonly vendorId?: string
  readonly vendorErrorCode?: string
}

export interface AuthorizationRequested {
  readonly kind: 'authorization'
  readonly idToken: IdToken
  /** Plug & charge: what the car has shown (2.x C07). */
  readonly contract?: ContractCertificate
}

/** Started, updated or ended. 1.6 StartTransaction is 'started' without transactionId; StopTransaction is 'ended'. */
export interface TransactionReported {
  readonly kind: 'transaction'
  readonly phase: 'started' | 'updated' | 'ended'
  /** Absent only when a 1.6 station starts, where the CSMS gives the id. 1.6 ids in decimal text. */
  readonly transactionId?: string
  /** 2.x only. */
  readonly seqNo?: number
  readonly at: StationTime
  /** 2.x TriggerReason text; 1.6 has none. */
  readonly trigger?: string
  readonly evse?: EvseRef
  readonly idToken?: IdToken
  /** 1.6 meterStart / meterStop, Wh. */
  readonly registerWh?: number
  readonly samples: readonly MeterSample[]
  readonly chargingState?: ChargingState
  /** 2.x StoppedReason / 1.6 Reason text; 'Local' when an ended event leaves it out. */
  readonly stoppedReason?: string
  readonly offline?: boolean
  readonly remoteStartId?: number
  readonly reservationId?: number
}

export interface MeterValuesReported {
  readonly kind: 'meterValues'
  readonly evse: EvseRef
  readonly transactionId?: string
  readonly samples: readonly MeterSample[]
}

export interface DataTransferred {
  readonly kind: 'dataTransfer'
  readonly vendorId: string
  readonly messageId?: string
  readonly data?: unknown
}

export interface SecurityEventReported {
  readonly kind: 'securityEvent'
  readonly type: string
  readonly at: StationTime
  readonly techInfo?: string
}

export interface MonitorEvent {
  readonly eventId: number
  readonly at: StationTime
  readonly trigger: string
  readonly actualValue: string
  readonly component: string
  readonly variable: string
  readonly evse?: EvseRef
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

export interface DeviceReportReceived {
  readonly kind: 'deviceReport'
  readonly requestId: number
  readonly seqNo: number
  readonly more: boolean
  readonly at: StationTime
  readonly variables: readonly DeviceVariable[]
}

/** A known action of the station's version that has no neutral form yet: kept, answered validly. */
export interface OtherReported {
  readonly kind: 'other'
  readonly action: string
  readonly payload: unknown
}
