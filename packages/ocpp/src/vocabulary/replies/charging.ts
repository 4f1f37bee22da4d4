import type { ScheduleUpdate } from '../../charging/profile.ts'

/** Replies to what stations ask about charging profiles. */
export type ChargingReply = ChargingNeedsReply | DynamicScheduleReply

/** Whether a schedule follows for a vehicle that has told its needs (2.x K15). */
export interface ChargingNeedsReply {
  readonly kind: 'chargingNeeds'
  /** 2.0.1 has no NoChargingProfile. */
  readonly status: 'Accepted' | 'Rejected' | 'Processing' | 'NoChargingProfile'
}

/** What a dynamic profile says now (2.1 K29); without an update the profile is not known. */
export interface DynamicScheduleReply {
  readonly kind: 'dynamicSchedule'
  readonly scheduleUpdate?: ScheduleUpdate
}
