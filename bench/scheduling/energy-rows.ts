import type { BatteryModel } from '@stationmaster/scheduling'
import { atLeast } from './figure.ts'
import { type MonthSet, readMatrixSite, readMonth } from './month.ts'
import { type MonthFigures, runMonth } from './month-run.ts'
import { offlineOptimumKwh } from './offline-optimum.ts'
import type { Row } from './row.ts'

const BLOCKS = { minOnMs: 600_000, minOffMs: 600_000 }
const CAPACITIES_KW = [20, 30, 40, 50, 70] as const
/** Share of the offline optimum that continuous and stepped pilots must reach; `undefined` where nothing is asked. */
const WANTED_CONTINUOUS: Readonly<Record<number, number>> = { 30: 99, 40: 99.5, 50: 99.5, 70: 99.5 }
const WANTED_STEPPED: Readonly<Record<number, number>> = { 30: 98.5, 40: 99.3 }
const WANTED_BLOCKS = 97
const WANTED_TAPER = 93

/** T2 and T3: energy with perfect inputs, against the best that anybody could have done. */
export async function* perfectInputRows(): AsyncGenerator<Row> {
  const set = readMonth('caltech_2019-03_oracle')
  if (set === undefined) return
  for (const capacityKw of CAPACITIES_KW) {
    const smooth = readMatrixSite(set.site, capacityKw, 'continuous')
    const stepped = readMatrixSite(set.site, capacityKw, 'stepped')
    if (smooth === undefined || stepped === undefined) return
    const bestKwh = await offlineOptimumKwh(set, smooth)
    const share = ({ deliveredKwh }: MonthFigures) => (100 * deliveredKwh) / bestKwh
    const at = `${capacityKw} kW`
    const continuous = WANTED_CONTINUOUS[capacityKw]
    if (continuous !== undefined) {
      yield atLeast(`T2: ${at}, continuous pilots`, share(runMonth({ set, site: smooth })), continuous, ' %')
    }
    const wanted = WANTED_STEPPED[capacityKw]
    if (wanted === undefined) continue
    yield atLeast(`T3: ${at}, real steps`, share(runMonth({ set, site: stepped })), wanted, ' %')
    const blocks = runMonth({ set, site: stepped, settings: BLOCKS })
    yield atLeast(`T3: ${at}, real steps, on and off ≥ 10 min`, share(blocks), WANTED_BLOCKS, ' %')
    const taper = runMonth({ set, site: stepped, battery: taperingBattery })
    yield atLeast(`T3: ${at}, real steps, tapering batteries`, share(taper), WANTED_TAPER, ' %')
  }
}

const USUAL_CAPACITIES_KWH = [24, 40, 60, 85, 100, 150]
const FULL_WHEN_SERVED = 0.97
const ROOM = 1.25

/** The smallest usual battery that holds the energy, nearly full when it has got all of it, tapering from 80 %. */
function taperingBattery({ kwh }: MonthSet['sessions'][number], maxKw: number): BatteryModel {
  const capacityKwh = USUAL_CAPACITIES_KWH.find((usual) => usual >= kwh * ROOM) ?? kwh * ROOM
  return { kind: 'taper', maxKw, capacityKwh, storedKwh: FULL_WHEN_SERVED * capacityKwh - kwh, taperFrom: 0.8 }
}

/** T4 and T10: what comes of it when all that is known is what drivers typed. */
export function* statedInputRows(): Generator<Row> {
  const set = readMonth('caltech_2019-09-02_30d_user')
  if (set === undefined) return
  for (const { capacityKw, wanted } of [
    { capacityKw: 30, wanted: 80.5 },
    { capacityKw: 50, wanted: 95 },
  ]) {
    const site = readMatrixSite(set.site, capacityKw, 'stepped')
    if (site === undefined) return
    const figures = runMonth({ set, site })
    yield atLeast(`T4: ${capacityKw} kW, stated inputs, real steps`, 100 * figures.energyShare, wanted, ' %')
    if (capacityKw !== 50) continue
    yield atLeast('T10: 50 kW: Jain index', figures.jain, 0.987, '', 4)
    yield atLeast('T10: 50 kW: fulfilment of the 5th percentile', figures.p5, 0.75, '', 3)
    yield atLeast('T10: 50 kW: lowest fulfilment', figures.lowest, 0.28, '', 3)
  }
}
