import type { Operation } from '../operation.ts'
import { NetworkTimelinePage, NetworkTimelineQuery, TimelineExport, TimelineExportQuery } from '../timeline.ts'
import { station } from './params.ts'

/** The flight recorder beyond one station's page. */
export const timelineOperations = {
  searchTimeline: {
    method: 'GET',
    path: '/timeline',
    tag: 'stations',
    summary: 'Messages of all stations, newest first',
    permission: 'stations.read',
    query: NetworkTimelineQuery,
    response: NetworkTimelinePage,
  },
  exportTimeline: {
    method: 'GET',
    path: '/stations/:stationId/timeline/export',
    tag: 'stations',
    summary: 'A piece of the flight recorder that can be passed on and replayed',
    permission: 'stations.read',
    params: station,
    query: TimelineExportQuery,
    response: TimelineExport,
  },
} as const satisfies Record<string, Operation>
