import type { MatrixSite } from './matrix-site.ts'
import { sharedText } from './shared-data.ts'

/** A month of sessions at a site. Times are whole periods of `period_min` minutes. */
export interface MonthSet {
  readonly site: string
  readonly period_min: number
  readonly battery_kw: number
  readonly sessions: readonly {
    readonly id: string
    /** Index of the station. */
    readonly st: number
    readonly a: number
    readonly b: number
    /** Departure and kWh as stated. */
    readonly est: number
    readonly req: number
    /** kWh really wanted. */
    readonly kwh: number
  }[]
}

type SiteFile = Omit<MatrixSite, 'constraints'> & {
  readonly constraints: readonly {
    readonly name: string
    readonly limit_per_kw: number
    readonly limit_fixed: number
    readonly coef: readonly number[]
  }[]
}

/** The sessions of a set; `undefined` where the data is not there, which callers say aloud. */
export function readMonth(name: string): MonthSet | undefined {
  const text = sharedText(`sitesim/${name}.json`)
  return text === undefined ? undefined : JSON.parse(text)
}

/** The site of a set with a transformer of `capacityKw`. */
export function readMatrixSite(
  name: string,
  capacityKw: number,
  pilots: 'continuous' | 'stepped',
): MatrixSite | undefined {
  const text = sharedText(`sitesim/site_${name}.json`)
  if (text === undefined) return undefined
  const { allowed_amp, constraints, ...site }: SiteFile = JSON.parse(text)
  return {
    ...site,
    ...(pilots === 'continuous' ? {} : { allowed_amp: allowed_amp ?? null }),
    constraints: constraints.map((one) => ({
      name: one.name,
      coef: one.coef,
      limit: one.limit_fixed + one.limit_per_kw * capacityKw,
    })),
  }
}
