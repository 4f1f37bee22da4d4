import type { DerControlType, ReportedDerControl } from '../../charging/der-control.ts'
import type { ChargingProfile, ChargingSchedule } from '../../charging/profile.ts'
import type { RequestOf } from '../../messages/types.ts'
import type { StationTime } from '../time.ts'

/** What a vehicle needs, in the words of 2.1. */
export type ChargingNeeds = RequestOf<'2.1', 'NotifyEVChargingNeeds'>['chargingNeeds']

/** What stations and vehicles say of charging profiles and grid support; only 2.x stations do. evseId 0 is the station. */
export type ChargingEvent =
  | ChargingProfilesReported
  | ChargingLimitNotified
  | ChargingLimitCleared
  | EvChargingNeedsReported
  | EvChargingScheduleReported
  | DynamicScheduleAsked
  | PriorityChargingReported
  | DerControlsReported
  | DerAlarmReported
  | DerStartStopReported

/** A part of the answer to getChargingProfiles: profiles of one EVSE and one source. */
export interface ChargingProfilesReported {
  readonly kind: 'chargingProfiles'
  readonly requestId: number
  readonly evseId: number
  /** Who set them: EMS, Other, SO, CSO; in 2.1 any text. */
  readonly source: string
  readonly more: boolean
  readonly profiles: readonly ChargingProfile[]
}

/** Somebody other than the CSMS limits charging. */
export interface ChargingLimitNotified {
  readonly kind: 'chargingLimit'
  readonly evseId: number
  readonly source: string
  readonly isGridCritical?: boolean
  /** 2.1: power of own, not a limit. */
  readonly isLocalGeneration?: boolean
  readonly schedules: readonly ChargingSchedule[]
}

export interface ChargingLimitCleared {
  readonly kind: 'chargingLimitCleared'
  /** Absent: of the source, wherever it limited. */
  readonly evseId?: number
  readonly source: string
}

export interface EvChargingNeedsReported {
  readonly kind: 'evChargingNeeds'
  readonly evseId: number
  readonly needs: ChargingNeeds
  /** How many periods the vehicle can take in. */
  readonly maxScheduleTuples?: number
  readonly at?: StationTime
}

/** The schedule that a vehicle has chosen for itself. */
export interface EvChargingScheduleReported {
  readonly kind: 'evChargingSchedule'
  readonly evseId: number
  readonly timeBase: StationTime
  readonly schedule: ChargingSchedule
  /** 2.1: which of the offered schedules it follows. */
  readonly selectedScheduleId?: number
  readonly powerToleranceAccepted?: boolean
}

/** 2.1: the station asks what a dynamic profile says now. */
export interface DynamicScheduleAsked {
  readonly kind: 'dynamicScheduleAsked'
  readonly chargingProfileId: number
}

/** 2.1: priority charging was switched at the station. */
export interface PriorityChargingReported {
  readonly kind: 'priorityCharging'
  readonly transactionId: string
  readonly activated: boolean
}

/** 2.1: a part of the answer to getDerControl. */
export interface DerControlsReported {
  readonly kind: 'derControls'
  readonly requestId: number
  readonly more: boolean
  readonly controls: readonly ReportedDerControl[]
}

/** 2.1: something in the grid made a control act, or has ended. */
export interface DerAlarmReported {
  readonly kind: 'derAlarm'
  readonly controlType: DerControlType
  readonly gridEventFault?: string
  readonly ended: boolean
  readonly at: StationTime
  readonly info?: string
}

/** 2.1: a scheduled control has begun or ended. */
export interface DerStartStopReported {
  readonly kind: 'derStartStop'
  readonly controlId: string
  readonly started: boolean
  readonly at: StationTime
  readonly supersededIds: readonly string[]
}
