import type { Phase } from './wiring.ts'

/** When the vehicle leaves, and how we know. Nobody's word is trusted for safety; it only orders. */
export interface Departure {
  readonly basis: 'stated' | 'estimated'
  readonly atMs: number
}

/** What the vehicle is to receive in this session. */
export interface EnergyNeed {
  readonly basis: 'stated' | 'estimated'
  readonly kwh: number
}

/** A vehicle that is plugged in. */
export interface Vehicle {
  /** The session's. */
  readonly id: string
  readonly pointId: string
  readonly arrivedAtMs: number
  /** Left out: unknown; it counts as in no hurry but never starves. */
  readonly departure?: Departure
  /** Left out: unknown; as much as it draws. */
  readonly need?: EnergyNeed
  readonly deliveredKwh: number
  /** The vehicle's and its cable's own upper end, when known. */
  readonly maxA?: number
  /** The vehicle's lower end when higher than the station's. */
  readonly minA?: number
  /** How many lines its charger uses. Left out: all that the point has. */
  readonly phases?: 1 | 2 | 3
  /** Terminals of the station on which current was measured; goes before `phases`. */
  readonly measuredTerminals?: readonly Phase[]
  /** Share it gets in relation to others; default 1. */
  readonly weight?: number
  /** Known not to resume after a pause: it is never paused again once it charges. */
  readonly doesNotResume?: boolean
  /** Bidirectional: what it may give back. */
  readonly discharge?: DischargeAbility
}

export interface DischargeAbility {
  readonly maxA: number
  readonly batteryKwh: number
  readonly storedKwh: number
  /** Below it nothing is taken. */
  readonly reserveKwh: number
  readonly efficiency: number
}
