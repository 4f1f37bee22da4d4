import type { DemandCharge } from './request.ts'

const MS_PER_DAY = 86_400_000
/** Share of the last period's necessary peak that the next one will surely need. */
const CERTAIN_SHARE = 0.75

/**
 * What one more kW of peak costs today: its price divided by the days left, because a higher peak serves all of them.
 * Early in the period a peak is cheap and soon found; towards the end each kW has to pay for itself.
 */
export function peakPrice({ pricePerKw, periodEndMs }: DemandCharge, nowMs: number): number {
  return pricePerKw / Math.max(1, Math.ceil((periodEndMs - nowMs) / MS_PER_DAY))
}

/** Up to here power costs no demand charge: the peak was reached, or will be anyhow. */
export function freePeakKw({ peakSoFarKw, hintKw }: DemandCharge): number {
  return Math.max(0, finite(peakSoFarKw), finite(hintKw ?? 0))
}

/**
 * A hint for a new period from the peaks that earlier periods needed, newest last: a share of the least of the last three.
 * What a period needed is the `peakKw` of a plan made with hindsight, all its vehicles known from the start.
 * `undefined` without history.
 */
export function peakHint(necessaryPeaksKw: readonly number[]): number | undefined {
  const recent = necessaryPeaksKw.filter((kw) => Number.isFinite(kw) && kw >= 0).slice(-3)
  return recent.length === 0 ? undefined : CERTAIN_SHARE * Math.min(...recent)
}

function finite(kw: number): number {
  return Number.isFinite(kw) ? kw : 0
}
