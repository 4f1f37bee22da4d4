import type { ChargingPoint, Site } from '@stationmaster/scheduling'

/** A site as an outside referee describes it: one row of factors for each limited conductor. */
export interface MatrixSite {
  readonly stations: readonly string[]
  readonly voltage: number
  readonly phase_deg: readonly number[]
  readonly max_amp: readonly number[]
  /** Left out where pilots are continuous. */
  readonly allowed_amp?: readonly (readonly number[])[] | null | undefined
  readonly constraints: readonly { readonly name?: string; readonly coef: readonly number[]; readonly limit: number }[]
}

/**
 * The site in our terms. The referee's rows are the only limits; a point's voltage is the voltage of its pilots' power,
 * whatever lines it hangs on.
 */
export function siteFromMatrix(matrix: MatrixSite): Site {
  const { stations, voltage, phase_deg, constraints } = matrix
  return {
    id: 'refereed',
    voltageV: voltage / Math.sqrt(3),
    lineVoltageV: voltage,
    nodes: [{ id: 'all', limits: {} }],
    points: stations.map((id, index) => pointOf(matrix, id, index)),
    phasorLimits: constraints.map(({ name, coef, limit }, row) => ({
      // Names are for people: nothing keeps a referee from using one twice.
      id: `${row} ${name ?? 'row'}`,
      limitA: limit,
      terms: coef.flatMap((factor, index) => {
        const pointId = stations[index]
        if (factor === 0 || pointId === undefined) return []
        return [{ pointId, factor, angleDeg: phase_deg[index] ?? 0 }]
      }),
    })),
  }
}

function pointOf({ max_amp, allowed_amp }: MatrixSite, id: string, index: number): ChargingPoint {
  const maxA = max_amp[index] ?? 0
  const amperes = allowed_amp?.[index]
  // Which pair is of no account here: the referee's own rows say what each station loads.
  const place = { id, nodeId: 'all', wiring: { kind: 'line-to-line', pair: 'L1-L2' }, maxA } as const
  if (amperes === undefined) return { ...place, minA: 0, steps: { kind: 'continuous' } }
  const minA = Math.min(maxA, ...amperes.filter((one) => one > 0))
  return { ...place, minA, steps: { kind: 'list', amperes } }
}
