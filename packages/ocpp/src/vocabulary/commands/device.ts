import type { CertificateHashData } from '../certificate.ts'
import type { EvseRef, IdToken } from '../identity.ts'

/** A component, or one of its variables; a component alone means all its variables. */
export interface ModelPlace {
  readonly component: string
  readonly componentInstance?: string
  readonly evse?: EvseRef
  readonly variable?: string
  readonly variableInstance?: string
}

/** What a monitor watches for (2.x MonitorEnumType); the last two are of 2.1. */
export type MonitorType =
  | 'UpperThreshold'
  | 'LowerThreshold'
  | 'Delta'
  | 'Periodic'
  | 'PeriodicClockAligned'
  | 'TargetDelta'
  | 'TargetDeltaRelative'

/** How often values of an event stream are sent (2.1): every so many seconds, or when so many have been gathered. */
export interface StreamPace {
  readonly intervalS?: number
  readonly values?: number
}

/** A monitor to be set. Severity runs from 0 (danger) to 9 (debug). */
export interface MonitorSetting extends ModelPlace {
  readonly variable: string
  readonly type: MonitorType
  /** The threshold, the change, or the seconds of a period. */
  readonly value: number
  readonly severity: number
  /** Of a monitor there is already, which this replaces. */
  readonly monitorId?: number
  /** Only while a transaction runs. */
  readonly transaction?: boolean
  /** 2.1: values come as a stream, no events. */
  readonly stream?: StreamPace
}

/** What the station made of one monitor that was to be set. */
export interface MonitorResult extends ModelPlace {
  readonly variable: string
  readonly type: MonitorType
  readonly severity: number
  readonly status: string
  readonly monitorId?: number
  readonly reason?: string
}

/** An open event stream (2.1). */
export interface EventStream extends StreamPace {
  readonly streamId: number
  readonly monitorId: number
}

/** Most that a station takes in one message, as it says itself (ItemsPerMessage, BytesPerMessage, GetConfigurationMaxKeys). */
export interface MessageLimits {
  readonly items?: number
  readonly bytes?: number
}

export type ComponentCriterion = 'Active' | 'Available' | 'Enabled' | 'Problem'
export type MonitoringCriterion = 'ThresholdMonitoring' | 'DeltaMonitoring' | 'PeriodicMonitoring'

/** The device model of 2.x, its monitors, and what a station knows of a customer. */
export type DeviceCommand =
  | {
      readonly kind: 'getReport'
      readonly requestId: number
      readonly criteria?: readonly ComponentCriterion[]
      readonly places?: readonly ModelPlace[]
    }
  | {
      readonly kind: 'getMonitoringReport'
      readonly requestId: number
      readonly criteria?: readonly MonitoringCriterion[]
      readonly places?: readonly ModelPlace[]
    }
  | { readonly kind: 'setMonitoringBase'; readonly base: 'All' | 'FactoryDefault' | 'HardWiredOnly' }
  /** Events of this severity and more serious ones are sent. */
  | { readonly kind: 'setMonitoringLevel'; readonly severity: number }
  | {
      readonly kind: 'setVariableMonitoring'
      readonly monitors: readonly MonitorSetting[]
      readonly perMessage?: MessageLimits
    }
  | {
      readonly kind: 'clearVariableMonitoring'
      readonly monitorIds: readonly number[]
      readonly perMessage?: MessageLimits
    }
  /** The customer by exactly one of the three. */
  | {
      readonly kind: 'customerInformation'
      readonly requestId: number
      readonly report: boolean
      readonly clear: boolean
      readonly idToken?: IdToken
      readonly customerIdentifier?: string
      readonly certificate?: CertificateHashData
    }
  /** Without an id: whether messages of any transaction wait. */
  | { readonly kind: 'getTransactionStatus'; readonly transactionId?: string }
  /** 2.1, as the next. */
  | { readonly kind: 'adjustPeriodicEventStream'; readonly streamId: number; readonly pace: StreamPace }
  | { readonly kind: 'getPeriodicEventStreams' }
