import type { MapPoint } from '@stationmaster/server/contract'
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl'
import { tones } from '../../app/theme/palette.ts'
import type { Scheme } from './base-style.ts'
import { pinOf } from './pin.ts'

export const SOURCE = 'stations'
/** Above this share of faulted points a cluster wears a red ring. */
const ALARMING_SHARE = 0.02

/** Places as map features; a cluster adds up what its members hold. */
export function stationSource(points: readonly MapPoint[]): GeoJSONSourceSpecification {
  return {
    type: 'geojson',
    data: stationFeatures(points),
    cluster: true,
    clusterRadius: 46,
    clusterMaxZoom: 11,
    clusterProperties: {
      evses: ['+', ['get', 'evses']],
      available: ['+', ['get', 'available']],
      faulted: ['+', ['get', 'faulted']],
    },
  }
}

export function stationFeatures(points: readonly MapPoint[]) {
  return {
    type: 'FeatureCollection' as const,
    features: points.map((point, index) => ({
      type: 'Feature' as const,
      id: index,
      geometry: { type: 'Point' as const, coordinates: [point.longitude, point.latitude] },
      properties: {
        index,
        name: point.name,
        evses: point.evses,
        available: point.available,
        faulted: point.faulted,
        pin: pinOf(point),
      },
    })),
  }
}

export function stationLayers(scheme: Scheme): LayerSpecification[] {
  const dark = scheme === 'dark'
  const disc = dark ? '#e8ecf1' : '#1f2a37'
  const alarming: ExpressionSpecification = [
    '>',
    ['/', ['get', 'faulted'], ['max', 1, ['get', 'evses']]],
    ALARMING_SHARE,
  ]
  const counts: ExpressionSpecification = ['concat', ['get', 'available'], '/', ['get', 'evses']]
  return [
    {
      id: 'clusters',
      type: 'circle',
      source: SOURCE,
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': disc,
        'circle-radius': ['interpolate', ['linear'], ['get', 'evses'], 4, 18, 90, 22, 100, 27, 900, 30, 1000, 35],
        'circle-stroke-width': 3,
        'circle-stroke-color': ['case', alarming, tones[scheme].faulted, dark ? '#14181d' : '#ffffff'],
      },
    },
    {
      id: 'cluster-counts',
      type: 'symbol',
      source: SOURCE,
      filter: ['has', 'point_count'],
      layout: { 'text-field': counts, 'text-font': ['sans-serif'], 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': dark ? '#14181d' : '#ffffff' },
    },
    {
      id: 'pins',
      type: 'symbol',
      source: SOURCE,
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['get', 'pin'],
        'icon-allow-overlap': true,
        'text-field': counts,
        'text-font': ['sans-serif'],
        'text-size': 12,
        'text-offset': [0, 1.5],
        'text-optional': true,
      },
      paint: {
        'text-color': dark ? '#e8ecf1' : '#14181d',
        'text-halo-color': dark ? '#14181d' : '#ffffff',
        'text-halo-width': 1.6,
      },
    },
  ]
}
