import { type Quantiles, quantilesOf } from './quantiles.ts'

/** Where a plant stands and what it reaches under a clear sky with the sun overhead. */
export interface SolarSite {
  readonly latitudeDeg: number
  readonly longitudeDeg: number
  readonly peakKw: number
}

export interface SolarReading {
  readonly atMs: number
  readonly kw: number
}

export interface SolarForecast {
  readonly atMs: number
  readonly kw: Quantiles
}

const MS_PER_HOUR = 3_600_000
const MS_PER_DAY = 86_400_000
const RADIANS = Math.PI / 180
/** 2000-01-01T12:00Z, from which the sun's path is counted. */
const J2000_MS = 946_728_000_000
/** A lower sun says too little about the sky: the plant's share of the clear sky is not read from it. */
const LOWEST_SINE = 0.1
/** The present sky is half forgotten in this time. */
const SKY_HALF_MS = 3 * MS_PER_HOUR
const DAYS_BACK = 30
/** A sky without any history. */
const UNKNOWN_SKY: Quantiles = { p20: 0.25, p50: 0.6, p80: 0.9 }

/** Sine of the sun's height, below 0 at night. Good to about half a degree for this century (low-precision almanac). */
export function sineOfSunHeight(atMs: number, latitudeDeg: number, longitudeDeg: number): number {
  const days = (atMs - J2000_MS) / MS_PER_DAY
  const anomaly = (357.529 + 0.98560028 * days) * RADIANS
  const longitude = (280.459 + 0.98564736 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS
  const tilt = (23.439 - 0.00000036 * days) * RADIANS
  const declination = Math.asin(Math.sin(tilt) * Math.sin(longitude))
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude))
  const siderealDeg = 280.46062 + 360.98564737 * days + longitudeDeg
  const hourAngle = siderealDeg * RADIANS - ascension
  const latitude = latitudeDeg * RADIANS
  return Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle)
}

/** What the plant gives under a clear sky, kW (Haurwitz: irradiance from the sun's height alone). */
export function clearSkyKw({ latitudeDeg, longitudeDeg, peakKw }: SolarSite, atMs: number): number {
  const sine = sineOfSunHeight(atMs, latitudeDeg, longitudeDeg)
  return sine <= 0 ? 0 : peakKw * 1.098 * sine * Math.exp(-0.059 / sine)
}

/**
 * Production for `steps` steps from `fromMs`: clear sky times the share of it that gets through. That share is the last
 * one measured, fading with a half-life of three hours into the quantiles of the last thirty days.
 */
export function forecastSolar(
  site: SolarSite,
  readings: readonly SolarReading[],
  { fromMs, stepMs, steps }: { readonly fromMs: number; readonly stepMs: number; readonly steps: number },
): readonly SolarForecast[] {
  const skies = readings
    .filter(({ atMs, kw }) => atMs < fromMs && atMs >= fromMs - DAYS_BACK * MS_PER_DAY && Number.isFinite(kw))
    .filter(({ atMs }) => sineOfSunHeight(atMs, site.latitudeDeg, site.longitudeDeg) >= LOWEST_SINE)
    .map(({ atMs, kw }) => ({ atMs, share: Math.max(0, kw) / clearSkyKw(site, atMs) }))
  const usual = quantilesOf(skies.map(({ share }) => ({ value: share, weight: 1 }))) ?? UNKNOWN_SKY
  const last = skies.reduce<{ atMs: number; share: number } | undefined>(
    (a, b) => (a === undefined || b.atMs > a.atMs ? b : a),
    undefined,
  )
  return Array.from({ length: steps }, (_, index) => {
    const atMs = fromMs + index * stepMs
    const clear = clearSkyKw(site, atMs + stepMs / 2)
    const present = last === undefined ? 0 : 0.5 ** ((atMs - last.atMs) / SKY_HALF_MS)
    const share = (value: number) => clear * (present * (last?.share ?? 0) + (1 - present) * value)
    return { atMs, kw: { p20: share(usual.p20), p50: share(usual.p50), p80: share(usual.p80) } }
  })
}
