import type { RequestOf, ResponseOf } from '../messages/types.ts'

/**
 * A charging profile of any version, in the shape and words of 2.1 (ChargingProfileType), which has everything that the
 * others have: 1.6 ChargePointMaxProfile is ChargingStationMaxProfile, and transaction ids are text. Times are RFC 3339,
 * durations seconds, limits A per phase or W in all.
 */
export type ChargingProfile = RequestOf<'2.1', 'SetChargingProfile'>['chargingProfile']
export type ChargingSchedule = ChargingProfile['chargingSchedule'][number]
export type ChargingSchedulePeriod = ChargingSchedule['chargingSchedulePeriod'][number]
export type ChargingProfilePurpose = ChargingProfile['chargingProfilePurpose']
export type ChargingRateUnit = ChargingSchedule['chargingRateUnit']

/** New limits of a dynamic profile (2.1 ChargingScheduleUpdateType), in the unit of its schedule. */
export type ScheduleUpdate = RequestOf<'2.1', 'UpdateDynamicSchedule'>['scheduleUpdate']

/**
 * A period of a composite schedule. Where starts are delayed at random (2.1 randomizedDelay) and it is not known by how much,
 * `limit` is the highest that may hold and `lowestLimit` the lowest.
 */
export type CompositePeriod = ChargingSchedulePeriod & { readonly lowestLimit?: number }

/** What limits an EVSE or (evseId 0) a station over time. A period without `limit` is limited by no profile. */
export interface CompositeSchedule
  extends Pick<
    NonNullable<ResponseOf<'2.1', 'GetCompositeSchedule'>['schedule']>,
    'evseId' | 'duration' | 'scheduleStart' | 'chargingRateUnit'
  > {
  readonly chargingSchedulePeriod: readonly CompositePeriod[]
  /** Below this the vehicle cannot charge well; the highest of the profiles that lead. */
  readonly minChargingRate?: number
}

/** A profile and where it is installed: an EVSE, or 0 for the station (1.6: connector 0). */
export interface InstalledProfile {
  readonly evseId: number
  readonly profile: ChargingProfile
  /** Who limits, for limits from outside: those of different sources hold together. */
  readonly source?: string
}

/** Criteria that all must match; none at all matches every profile. */
export interface ProfileCriteria {
  readonly ids?: readonly number[]
  readonly evseId?: number
  readonly purpose?: ChargingProfilePurpose
  readonly stackLevel?: number
}

/** A transaction as far as profiles depend on it. */
export interface ProfiledTransaction {
  readonly transactionId: string
  /** Relative schedules run from here. */
  readonly startedAtMs: number
  /** Priority charging is on (2.1 K21–K24). */
  readonly hasPriority?: boolean
  /** Of the vehicle, as last told: what `limitAtSoC` goes by (2.1). */
  readonly socPercent?: number
}

/** An EVSE as far as profiles depend on it. */
export interface ProfiledEvse {
  readonly evseId: number
  /** Phases of its supply; 3 when not known. */
  readonly phases: 1 | 2 | 3
  /** What it can deliver per phase; unlimited when not known. */
  readonly ratedA?: number
  readonly transaction?: ProfiledTransaction
}

/** All that a station's limits follow from. */
export interface ProfileSituation {
  readonly profiles: readonly InstalledProfile[]
  readonly evses: readonly ProfiledEvse[]
  /** Phase to neutral, by which A and W are made of each other. */
  readonly voltageV: number
  /** Of the station, for schedules in its local time (2.1 useLocalTime). IANA name or offset; UTC when left out. */
  readonly timeZone?: string
  /**
   * How the station itself has drawn the delays of starts (2.1 randomizedDelay), from 0 to 1. Left out where that is not known:
   * then every delay is possible.
   */
  readonly drawnDelay?: (start: DelayedStart) => number
}

/** The start of one period of a schedule. */
export interface DelayedStart {
  readonly profileId: number
  /** Index of the period, and the start of the cycle that it is in. */
  readonly period: number
  readonly cycleStartMs: number
}
