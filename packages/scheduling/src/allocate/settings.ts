/** How the allocator behaves. Times in ms. Nothing here loosens a limit. */
export interface AllocatorSettings {
  /**
   * `reported`: a pilot counts as in effect until the station confirmed a later one, so decreases come first.
   * `immediate`: whatever is decided holds at once (a simulator that applies each decision as a whole).
   */
  readonly confirmation: 'reported' | 'immediate'
  /** How often decisions are made: nothing is offered that could not be used until the next one. */
  readonly intervalMs: number
  /** A meter silent for longer is not believed. */
  readonly staleAfterMs: number
  /** Once on, a vehicle stays on for this long, unless a limit forbids. */
  readonly minOnMs: number
  /** Once off, it stays off for this long. */
  readonly minOffMs: number
  /** Starts in any hour. */
  readonly maxStartsPerHour: number
  /** A vehicle that wants energy and waited this long goes before those that did not. */
  readonly longestWaitMs: number
  /** Amperes per second that a pilot may rise. */
  readonly rampAPerS: number
  /** Least time between two messages to a point, except to lower. */
  readonly minMessageGapMs: number
  /** Messages to a point in any hour, except to lower. */
  readonly maxMessagesPerHour: number
  /** Smaller changes are not sent unless a limit needs them: amperes, and share of the pilot. */
  readonly significantA: number
  readonly significantShare: number
  /** A station that hears nothing falls back to its safe current after this long. */
  readonly holdMs: number
  /** The hold is renewed when less than this is left. */
  readonly refreshBeforeMs: number
  /** A command that is not confirmed is sent again after this long. */
  readonly resendAfterMs: number
  /** First time until a vehicle that stopped drawing is offered current again where capacity is scarce; doubles. */
  readonly probeAfterMs: number
  readonly longestProbeMs: number
  /** How long a vehicle may take to follow a pilot before its draw is judged. */
  readonly settleMs: number
  /** A move to three phases waits until it would have paid for this long. */
  readonly phaseSwitchAfterMs: number
  readonly maxPhaseSwitches: number
  /** Learn from ended sessions how far stated departures and needs can be trusted. */
  readonly learn: boolean
  /** 0: energy only. 1: as even as wishes are uncertain. More: more even, at a small cost in energy. */
  readonly evenness: number
}

export const DEFAULT_SETTINGS: AllocatorSettings = {
  confirmation: 'reported',
  intervalMs: 10_000,
  staleAfterMs: 60_000,
  minOnMs: 600_000,
  minOffMs: 600_000,
  maxStartsPerHour: 6,
  longestWaitMs: 1_800_000,
  rampAPerS: Number.POSITIVE_INFINITY,
  minMessageGapMs: 60_000,
  maxMessagesPerHour: 12,
  significantA: 1,
  significantShare: 0.05,
  holdMs: 1_800_000,
  refreshBeforeMs: 300_000,
  resendAfterMs: 10_000,
  probeAfterMs: 7_200_000,
  longestProbeMs: 14_400_000,
  settleMs: 30_000,
  phaseSwitchAfterMs: 600_000,
  maxPhaseSwitches: 6,
  learn: true,
  evenness: 1.3,
}
