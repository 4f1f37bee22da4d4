import { Attention, LoadSeries, MapPoints, NetworkNow } from '../network.ts'
import type { Operation } from '../operation.ts'

/** All stations together. */
export const networkOperations = {
  getNetworkNow: {
    method: 'GET',
    path: '/network/now',
    tag: 'network',
    summary: 'Counts, load and energy now',
    permission: 'network.read',
    response: NetworkNow,
  },
  getAttention: {
    method: 'GET',
    path: '/network/attention',
    tag: 'network',
    summary: 'What needs attention, worst first',
    permission: 'network.read',
    response: Attention,
  },
  getMapPoints: {
    method: 'GET',
    path: '/network/map',
    tag: 'network',
    summary: 'Sites with coordinates',
    permission: 'network.read',
    response: MapPoints,
  },
  getNetworkLoad: {
    method: 'GET',
    path: '/network/load',
    tag: 'network',
    summary: 'Network power over the last hour',
    permission: 'network.read',
    response: LoadSeries,
  },
} as const satisfies Record<string, Operation>
