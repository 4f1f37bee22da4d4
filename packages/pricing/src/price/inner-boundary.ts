import type { Timeline } from '../session/timeline.ts'
import { DIMENSIONS } from '../tariff/tariff.ts'
import { type Decision, decideAt } from './decision.ts'

/** A period with more boundaries than that is not looked through. */
const MOST_BOUNDARIES = 200

/**
 * When, within a period of a CDR that was decided by its start, other components would apply (Unix seconds): its author
 * should have cut it there. `undefined`: nowhere. `energyMilliWh` is that of the session before the period.
 */
export function findBoundaryWithin(decision: Decision, timeline: Timeline, energyMilliWh: number): number | undefined {
  const { slice, compiled } = decision
  const endMilliWh = energyMilliWh + slice.energyMilliWh
  if (decision.untilMilliWh < endMilliWh) {
    const crossed = decideAt(compiled, timeline, slice, {
      atS: slice.fromS,
      energyMilliWh: decision.untilMilliWh,
    })
    if (differs(decision, crossed)) return slice.fromS
  }
  let later = decision
  for (let count = 0; count < MOST_BOUNDARIES && later.untilS < slice.toS; count++) {
    const atS = later.untilS
    later = decideAt(compiled, timeline, slice, { atS, energyMilliWh })
    if (differs(decision, later)) return atS
  }
  return undefined
}

function differs({ chosen: a, slice }: Decision, { chosen: b }: Decision): boolean {
  return DIMENSIONS.some((dimension) => {
    const isPriced = dimension !== 'ENERGY' || slice.energyMilliWh > 0
    return isPriced && dimension !== 'FLAT' && a[dimension] !== b[dimension]
  })
}
