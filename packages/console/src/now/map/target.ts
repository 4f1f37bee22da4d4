import type { MapPoint } from '@stationmaster/server/contract'

/** Where a place on the map leads: a site to its stations, a lone station to its page. */
export function targetOf(point: Pick<MapPoint, 'siteId' | 'stationId'>) {
  if (point.siteId !== null) return { to: '/stations', search: { siteId: point.siteId } } as const
  return { to: '/stations/$stationId', params: { stationId: point.stationId ?? '' } } as const
}
