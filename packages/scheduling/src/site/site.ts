import type { Profile } from './time-profile.ts'
import type { Phase, Wiring } from './wiring.ts'

/** One value for all three lines, or one for each. */
export type PerPhase<T> = T | Readonly<Record<Phase, T>>

/** What a node of the tree can carry. A limit that is left out does not exist. All limits hold at the same time. */
export interface NodeLimits {
  /** Amperes on each line. */
  readonly perPhaseA?: PerPhase<Profile>
  /** Active power over all lines, kW. */
  readonly totalKw?: Profile
  /**
   * Most amperes that the lines may differ (VDE-AR-N 4100: about 20 A). Kept even when any vehicle stops at any moment,
   * so what single-phase vehicles may draw together on one line never exceeds it.
   */
  readonly asymmetryA?: Profile
}

/** Load that nobody controls, at a node and therefore at all nodes above it. */
export interface UnmanagedLoad {
  /** Expected amperes on each line, used for planning and where there is no meter. */
  readonly expectedA: PerPhase<Profile>
  /** Assumed when a meter is silent or tells nonsense. Left out: the node then counts as full. */
  readonly worstCaseA?: PerPhase<number>
  /** True when a meter reports this node: readings replace `expectedA`, and silence means `worstCaseA`. */
  readonly metered: boolean
  /** Amperes that the load may rise between two readings; added to every reading. Default 0. */
  readonly rampA?: number
}

/**
 * A transformer between a node and its parent: the parent's lines carry the node's currents divided by `turnsRatio`;
 * with a delta primary each line carries the difference of two windings.
 */
export interface Transformer {
  readonly primary: 'star' | 'delta'
  readonly turnsRatio: number
}

export interface SiteNode {
  readonly id: string
  /** `undefined` at the grid connection, of which there is one. */
  readonly parentId?: string
  readonly limits: NodeLimits
  /** Share of the limits that may be used; 0.95 is wise at nodes without a meter. Default 1. */
  readonly margin?: number
  readonly unmanaged?: UnmanagedLoad
  readonly transformer?: Transformer
}

/** What a station can be told. */
export type CurrentSteps =
  | { readonly kind: 'continuous' }
  /** Multiples of `stepA`. */
  | { readonly kind: 'step'; readonly stepA: number }
  /** Exactly these, besides 0. */
  | { readonly kind: 'list'; readonly amperes: readonly number[] }

/** An EVSE: one place where one vehicle charges. */
export interface ChargingPoint {
  readonly id: string
  readonly nodeId: string
  readonly wiring: Wiring
  readonly maxA: number
  /** Below it a vehicle pauses (IEC 61851: 6 A). 0 for points without a lower end. */
  readonly minA: number
  readonly steps: CurrentSteps
  /** Amperes the station keeps by itself when it hears nothing. Default 0. */
  readonly safeA?: number
  /** Whether the station can move a vehicle between one and three phases. Default never. */
  readonly phaseSwitching?: 'never' | 'to-one' | 'both'
}

/** Production at a node. Planning counts on the forecast; limits never do, only on what a meter reads. */
export interface SolarPlant {
  readonly id: string
  readonly nodeId: string
  readonly peakKw: number
  /** Expected production, kW. */
  readonly expectedKw: Profile
}

export interface StationaryBattery {
  readonly id: string
  readonly nodeId: string
  readonly capacityKwh: number
  readonly minimumKwh: number
  readonly maxChargeKw: number
  readonly maxDischargeKw: number
  /** One way, 0 to 1. */
  readonly efficiency: number
}

/** A generator or battery that takes over when the grid is lost. */
export interface BackupSupply {
  /** Hold at the root, besides its own, while the site runs on backup. */
  readonly limits: NodeLimits
  /** Nodes (with all below them) that are fed. Left out: all. */
  readonly feeds?: readonly string[]
}

/**
 * A limit that no tree expresses: the length of the sum of currents, each times a complex factor, stays below `limitA`.
 * An outside referee gives sites in this form.
 */
export interface PhasorLimit {
  readonly id: string
  readonly limitA: Profile
  readonly terms: readonly PhasorTerm[]
}

export interface PhasorTerm {
  readonly pointId: string
  /** Amperes in the limited conductor for each ampere of the pilot. */
  readonly factor: number
  /** Direction of that current, degrees. */
  readonly angleDeg: number
}

/** A site: a tree of nodes, the charging points on it, and what else draws or feeds. Plain data; `checkSite` judges it. */
export interface Site {
  readonly id: string
  /** Line to neutral for points with neutral, V. */
  readonly voltageV: number
  /** Between two lines, V. Default √3 × `voltageV`. */
  readonly lineVoltageV?: number
  readonly nodes: readonly SiteNode[]
  readonly points: readonly ChargingPoint[]
  readonly phasorLimits?: readonly PhasorLimit[]
  readonly solar?: readonly SolarPlant[]
  readonly batteries?: readonly StationaryBattery[]
  readonly backup?: BackupSupply
}
