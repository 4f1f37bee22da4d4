import type { RevenueFigures } from '../contract/index.ts'

export const NO_FIGURES: RevenueFigures = {
  ...{ sessions: 0, energyWh: 0, netMinor: 0, taxMinor: 0, grossMinor: 0, unpriced: 0, waiting: 0 },
}

/** Whole numbers, so that the sum is exact whatever the order. */
export function addUp(all: readonly RevenueFigures[]): RevenueFigures {
  return all.reduce(
    (sum, one) => ({
      sessions: sum.sessions + one.sessions,
      energyWh: sum.energyWh + one.energyWh,
      netMinor: sum.netMinor + one.netMinor,
      taxMinor: sum.taxMinor + one.taxMinor,
      grossMinor: sum.grossMinor + one.grossMinor,
      unpriced: sum.unpriced + one.unpriced,
      waiting: sum.waiting + one.waiting,
    }),
    NO_FIGURES,
  )
}
