import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Site } from '@stationmaster/scheduling'

/** Measured data that is not ours to publish; beside the repository. */
const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/** A month of sessions at a site, as the reference simulator defines it: steps of `period_min` minutes from `start`. */
export interface MonthSet {
  readonly start: string
  readonly period_min: number
  readonly battery_kw: number
  /** Per kW of the month's peak. */
  readonly demand_charge: number
  /** Per kWh, by step; the last one holds on. */
  readonly price: readonly number[]
  readonly sessions: readonly {
    readonly id: string
    readonly st: number
    readonly a: number
    readonly b: number
    readonly est: number
    readonly req: number
    readonly kwh: number
  }[]
}

interface SiteFile {
  readonly stations: readonly string[]
  readonly voltage: number
  readonly phase_deg: readonly number[]
  readonly max_amp: readonly number[]
  readonly constraints: readonly {
    readonly name: string
    readonly limit_per_kw: number
    readonly limit_fixed: number
    readonly coef: readonly number[]
  }[]
}

/** A file of the shared data, unpacked; `undefined` where it is not there, which callers say aloud. */
export function sharedText(name: string): string | undefined {
  const path = `${DATA}${name}`
  return existsSync(path) ? gunzipSync(readFileSync(path)).toString('utf8') : undefined
}

export function readMonthSet(name: string): MonthSet | undefined {
  const text = sharedText(`sitesim/${name}.json.gz`)
  return text === undefined ? undefined : JSON.parse(text)
}

/** The reference garage with a transformer of `capacityKw`, in our terms: continuous pilots from 0, limits as phasors. */
export function readReferenceSite(capacityKw: number): Site | undefined {
  const text = sharedText('sitesim/site_caltech.json.gz')
  if (text === undefined) return undefined
  const file: SiteFile = JSON.parse(text)
  const pairs = new Map([
    [30, 'L1-L2'],
    [-90, 'L2-L3'],
    [150, 'L3-L1'],
  ] as const)
  return {
    id: 'reference garage',
    voltageV: file.voltage / Math.sqrt(3),
    lineVoltageV: file.voltage,
    nodes: [{ id: 'grid', limits: {} }],
    points: file.stations.map((id, index) => ({
      id,
      nodeId: 'grid',
      wiring: { kind: 'line-to-line', pair: pairs.get(file.phase_deg[index] as 30 | -90 | 150) ?? 'L1-L2' },
      maxA: file.max_amp[index] ?? 0,
      minA: 0,
      steps: { kind: 'continuous' },
    })),
    phasorLimits: file.constraints.map(({ name, limit_fixed, limit_per_kw, coef }) => ({
      id: name,
      limitA: limit_fixed + limit_per_kw * capacityKw,
      terms: coef.flatMap((factor, index) => {
        const pointId = file.stations[index]
        if (factor === 0 || pointId === undefined) return []
        return [{ pointId, factor, angleDeg: file.phase_deg[index] ?? 0 }]
      }),
    })),
  }
}
