import { difference, divided, type Phasor, polar, ZERO } from './phasor.ts'
import type { Transformer } from './site.ts'
import { type LinePair, linesOfTerminals, PHASES, type Phase, type Wiring } from './wiring.ts'

/** Currents in the three lines of a node, for each ampere of one pilot. */
export type LineCurrents = readonly [Phasor, Phasor, Phasor]

/** What one ampere of a pilot does to the lines of the point's own node. */
export interface LoadShape {
  /**
   * One entry, or several when nobody knows which line is used: each limit then takes the worst of them.
   */
  readonly alternatives: readonly LineCurrents[]
  /** Active power of one ampere, kW. */
  readonly kwPerA: number
  /** True when all three lines always carry the same. */
  readonly balanced: boolean
}

/** Which of a point's lines a vehicle uses. */
export type PhaseUse =
  /** Terminals of the station, as measured or as set by a phase switch. */
  | { readonly kind: 'terminals'; readonly terminals: readonly Phase[] }
  /** All lines, each with the same current. */
  | { readonly kind: 'all' }
  /** Nobody knows: full current on every line, and no line can be relied on. */
  | { readonly kind: 'unknown' }

const ANGLE_OF_LINE: Readonly<Record<Phase, number>> = { L1: 0, L2: -120, L3: 120 }
const ANGLE_OF_PAIR: Readonly<Record<LinePair, number>> = { 'L1-L2': 30, 'L2-L3': -90, 'L3-L1': 150 }
const LINES_OF_PAIR: Readonly<Record<LinePair, readonly [Phase, Phase]>> = {
  'L1-L2': ['L1', 'L2'],
  'L2-L3': ['L2', 'L3'],
  'L3-L1': ['L3', 'L1'],
}

/** The load that a vehicle with this use puts on the lines of the point's node. */
export function shapeOfLoad(
  wiring: Wiring,
  use: PhaseUse,
  voltages: { readonly phaseV: number; readonly lineV: number },
): LoadShape {
  const kwPerLine = voltages.phaseV / 1000
  switch (wiring.kind) {
    case 'line-to-line':
      return { alternatives: [pairCurrents(wiring.pair)], kwPerA: voltages.lineV / 1000, balanced: false }
    case 'single-phase': {
      const lines = wiring.phase === 'unknown' ? PHASES : [wiring.phase]
      return { alternatives: lines.map((line) => starCurrents([line])), kwPerA: kwPerLine, balanced: false }
    }
    case 'three-phase': {
      if (use.kind !== 'terminals' || use.terminals.length === 3) {
        return { alternatives: [starCurrents(PHASES)], kwPerA: 3 * kwPerLine, balanced: use.kind !== 'unknown' }
      }
      const alternatives = linesThatMayCarry(wiring.rotation, use.terminals).map(starCurrents)
      return { alternatives, kwPerA: use.terminals.length * kwPerLine, balanced: false }
    }
  }
}

function linesThatMayCarry(
  rotation: Parameters<typeof linesOfTerminals>[0],
  terminals: readonly Phase[],
): readonly (readonly Phase[])[] {
  const lines = linesOfTerminals(rotation)
  if (lines !== undefined) return [terminals.map((terminal) => lines[PHASES.indexOf(terminal)] ?? 'L1')]
  if (terminals.length === 1) return PHASES.map((line) => [line])
  return PHASES.map((without) => PHASES.filter((line) => line !== without))
}

function starCurrents(lines: readonly Phase[]): LineCurrents {
  const on = (line: Phase) => (lines.includes(line) ? polar(1, ANGLE_OF_LINE[line]) : ZERO)
  return [on('L1'), on('L2'), on('L3')]
}

function pairCurrents(pair: LinePair): LineCurrents {
  const [from, to] = LINES_OF_PAIR[pair]
  const on = (line: Phase) => {
    if (line === from) return polar(1, ANGLE_OF_PAIR[pair])
    return line === to ? polar(-1, ANGLE_OF_PAIR[pair]) : ZERO
  }
  return [on('L1'), on('L2'), on('L3')]
}

/** The same currents on the parent's side of a transformer. */
export function throughTransformer([a, b, c]: LineCurrents, { primary, turnsRatio }: Transformer): LineCurrents {
  if (primary === 'star') return [divided(a, turnsRatio), divided(b, turnsRatio), divided(c, turnsRatio)]
  return [
    divided(difference(a, c), turnsRatio),
    divided(difference(b, a), turnsRatio),
    divided(difference(c, b), turnsRatio),
  ]
}
