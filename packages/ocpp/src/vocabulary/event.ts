import type { ContractCertificate } from './certificate.ts'
import type { BatterySwapped, ReservationEnded } from './events/access.ts'
import type { CertificateEvent } from './events/certificates.ts'
import type { ChargingEvent } from './events/charging.ts'
import type { DeviceEvent } from './events/device.ts'
import type { FirmwarePublicationReported, FirmwareStatusReported, LogStatusReported } from './events/files.ts'
import type { PaymentEvent } from './events/payment.ts'
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
  | ReservationEnded
  | BatterySwapped
  | CertificateEvent
  | ChargingEvent
  | DeviceEvent
  | PaymentEvent

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
