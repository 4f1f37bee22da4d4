import type { Belief } from './belief.ts'
import type { VehicleNow } from './control-input.ts'
import type { CompletedStay } from './experience.ts'
import type { Sweep } from './sweep.ts'

/** A pilot that was sent and neither confirmed nor refused. */
export interface Outstanding {
  readonly sequence: number
  readonly amperes: number
  readonly sentAtMs: number
  readonly holdUntilMs: number
  readonly phases: 1 | 3 | undefined
}

/** What the allocator knows of a point between two decisions. */
export interface PointMemory {
  /** Whose commands these are; a new vehicle starts from the safe current. */
  vehicleId: string | undefined
  confirmedA: number
  /** When this current was first known to be in effect. */
  confirmedAtMs: number
  confirmedUntilMs: number
  confirmedPhases: 1 | 3 | undefined
  outstanding: readonly Outstanding[]
  /** When messages other than decreases were sent, of the last hour. */
  sentMs: readonly number[]
  refusals: number
}

/** What the allocator knows of a vehicle between two decisions. */
export interface VehicleMemory {
  readonly arrivedAtMs: number
  statedStayMs: number
  wantedKwh: number
  deliveredKwh: number
  lastSeenMs: number
  /** kW it could take at the pilot decided last, or at its lowest one. */
  couldTakeKw: number
  /** When it was first seen with its need met. */
  needMetAtMs: number | undefined
  /** Most it is believed to draw; `Infinity` when not known to draw less. */
  ceilingA: number
  /** Set while it does not draw although it may. */
  stoppedSinceMs: number | undefined
  nextProbeMs: number
  probeWaitMs: number
  /** True from when the ceiling was lifted until the vehicle showed what it does with it. */
  isLifted: boolean
  /** Consecutive times that lifting the ceiling brought nothing. */
  vainLifts: number
  /** Since when it draws nothing. */
  quietSinceMs: number | undefined
  /** What its station's status said last. */
  wish: VehicleNow['wish']
  lastDrawA: number
  lastDrawAtMs: number
  overDrawA: number
  overDraws: number
  /** The pilot decided last, and since when it is on or off. */
  targetA: number
  changedAtMs: number
  switchedAtMs: number
  startsMs: readonly number[]
  phases: 1 | 3 | undefined
  phaseSwitches: number
  phaseWishSinceMs: number | undefined
  phaseSwitchedAtMs: number
  /** Similar sessions of the past, for what to believe of this one. */
  similar: readonly SimilarStay[] | undefined
  /** What was believed of it, and when; a large site does not ask itself every time. */
  belief: Belief | undefined
  believedAtMs: number
  /** Price of serving it later, 0 to 1, from the outlook. */
  postponing: number
  expectedKwh: number | undefined
}

/** How another session compared with what was stated; `weight` is its likeness. */
export interface SimilarStay {
  /** How much longer it stayed than stated. */
  readonly lateMs: number
  /** Its real need as a share of the stated one. */
  readonly energyRatio: number
  readonly weight: number
}

/**
 * What the allocator remembers. Plain data, made by `freshMemory` and brought up to date in place by `allocate`, which
 * is a function of it and its input alone.
 */
export interface AllocatorMemory {
  nextSequence: number
  lastMs: number
  /** By point id. */
  readonly points: Map<string, PointMemory>
  /** By vehicle id. */
  readonly vehicles: Map<string, VehicleMemory>
  /** The newest ended sessions. */
  stays: CompletedStay[]
  /** The outlook that is being worked out. */
  sweep: Sweep | undefined
}

export function freshMemory(): AllocatorMemory {
  return {
    nextSequence: 1,
    lastMs: Number.NEGATIVE_INFINITY,
    points: new Map(),
    vehicles: new Map(),
    stays: [],
    sweep: undefined,
  }
}

export function freshPoint(safeA: number): PointMemory {
  return {
    vehicleId: undefined,
    confirmedA: safeA,
    confirmedAtMs: Number.NEGATIVE_INFINITY,
    confirmedUntilMs: Number.NEGATIVE_INFINITY,
    confirmedPhases: undefined,
    outstanding: [],
    sentMs: [],
    refusals: 0,
  }
}

export function freshVehicle(arrivedAtMs: number, nowMs: number): VehicleMemory {
  return {
    arrivedAtMs,
    statedStayMs: 0,
    wantedKwh: 0,
    deliveredKwh: 0,
    lastSeenMs: nowMs,
    couldTakeKw: 0,
    needMetAtMs: undefined,
    ceilingA: Number.POSITIVE_INFINITY,
    stoppedSinceMs: undefined,
    nextProbeMs: Number.NEGATIVE_INFINITY,
    probeWaitMs: 0,
    isLifted: false,
    vainLifts: 0,
    quietSinceMs: undefined,
    wish: undefined,
    lastDrawA: Number.NaN,
    lastDrawAtMs: Number.NEGATIVE_INFINITY,
    overDrawA: 0,
    overDraws: 0,
    targetA: 0,
    changedAtMs: Number.NEGATIVE_INFINITY,
    switchedAtMs: Number.NEGATIVE_INFINITY,
    startsMs: [],
    phases: undefined,
    phaseSwitches: 0,
    phaseWishSinceMs: undefined,
    phaseSwitchedAtMs: Number.NEGATIVE_INFINITY,
    similar: undefined,
    belief: undefined,
    believedAtMs: Number.NEGATIVE_INFINITY,
    postponing: 0,
    expectedKwh: undefined,
  }
}
