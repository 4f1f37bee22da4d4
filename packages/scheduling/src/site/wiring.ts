/** A line of the grid connection. */
export type Phase = 'L1' | 'L2' | 'L3'
export const PHASES: readonly Phase[] = ['L1', 'L2', 'L3']

/** Two lines with a load between them (208 V in North America). */
export type LinePair = 'L1-L2' | 'L2-L3' | 'L3-L1'

/**
 * Which line each terminal of a station hangs on, in OCPP's letters (R, S, T = L1, L2, L3 of the grid): `STR` has its
 * first terminal on L2. `unknown` makes every single-phase load count on all three lines.
 */
export type PhaseRotation = 'RST' | 'RTS' | 'SRT' | 'STR' | 'TRS' | 'TSR' | 'unknown'

/** How a charging point is connected. Pilot amperes are amperes on each line (or in the pair) that the vehicle uses. */
export type Wiring =
  /** Three lines and neutral. A vehicle may use one, two or three of them. */
  | { readonly kind: 'three-phase'; readonly rotation: PhaseRotation }
  /** One line and neutral. */
  | { readonly kind: 'single-phase'; readonly phase: Phase | 'unknown' }
  /** Between two lines. */
  | { readonly kind: 'line-to-line'; readonly pair: LinePair }

/** The line each terminal hangs on; `undefined` when nobody knows. */
export function linesOfTerminals(rotation: PhaseRotation): readonly [Phase, Phase, Phase] | undefined {
  switch (rotation) {
    case 'RST':
      return ['L1', 'L2', 'L3']
    case 'RTS':
      return ['L1', 'L3', 'L2']
    case 'SRT':
      return ['L2', 'L1', 'L3']
    case 'STR':
      return ['L2', 'L3', 'L1']
    case 'TRS':
      return ['L3', 'L1', 'L2']
    case 'TSR':
      return ['L3', 'L2', 'L1']
    case 'unknown':
      return undefined
  }
}
