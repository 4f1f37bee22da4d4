import type { MapPoint } from '@stationmaster/server/contract'

type Place = Pick<MapPoint, 'latitude' | 'longitude'>

/** Where the map looks at first: all places with some air around them, one place from afar, or the world. */
export function cameraFor(points: readonly Place[]) {
  const [first] = points
  if (first === undefined) return { center: { lng: 10, lat: 48 }, zoom: 2.5 }
  if (points.length === 1) return { center: { lng: first.longitude, lat: first.latitude }, zoom: 6 }
  const longitudes = points.map((point) => point.longitude)
  const latitudes = points.map((point) => point.latitude)
  const bounds: [number, number, number, number] = [
    Math.min(...longitudes),
    Math.min(...latitudes),
    Math.max(...longitudes),
    Math.max(...latitudes),
  ]
  return { bounds, fitBoundsOptions: { padding: 56, maxZoom: 9 } }
}
