import type { Faults } from '@stationmaster/scheduling'
import { atMost } from './figure.ts'
import { readMatrixSite, readMonth } from './month.ts'
import { runMonth } from './month-run.ts'
import type { Row } from './row.ts'

const CAPACITIES_KW = [20, 30, 50, 70, 150]
const SETS = [
  { name: 'caltech_2019-09-02_30d_oracle', inputs: 'perfect' },
  { name: 'caltech_2019-09-02_30d_user', inputs: 'stated' },
]
const HOUR_MS = 3_600_000
const FAULTS: Faults = { lostShare: 0.01, maxDelayMs: 30_000, meanUpMs: 8 * HOUR_MS, meanDownMs: HOUR_MS / 3 }
const TIMES = { stepMs: 10_000, decideEveryMs: 30_000 }

/** T1: nothing is ever exceeded, with commands lost and late and stations dropping out. Judged every ten seconds. */
export function* safetyRows(): Generator<Row> {
  for (const { name, inputs } of SETS) {
    const set = readMonth(name)
    if (set === undefined) return
    for (const capacityKw of CAPACITIES_KW) {
      const site = readMatrixSite(set.site, capacityKw, 'stepped')
      if (site === undefined) return
      const found = runMonth({ set, site, faults: { faults: FAULTS, seed: capacityKw, ...TIMES } })
      const { pilotViolations, drawViolations, invalidPilots, steps, energyShare, messagesPerSessionHour } = found
      const told = `${(100 * energyShare).toFixed(1)} % of energy, ${messagesPerSessionHour.toFixed(1)} messages per session-hour`
      const figure = `T1: ${capacityKw} kW, ${inputs} inputs, faults: violations in ${steps} steps (${told})`
      yield atMost(figure, pilotViolations + drawViolations + invalidPilots, 0, '', 0)
    }
  }
}
