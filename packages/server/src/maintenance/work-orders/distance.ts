const EARTH_KM = 6371

export interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** The great circle between two places. */
export function distanceKm(one: Point, other: Point): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const across =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(across)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
