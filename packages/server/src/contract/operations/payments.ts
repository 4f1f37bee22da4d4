import type { Operation } from '../operation.ts'
import { DisplayMessageList, SettlementPage, SettlementQuery, StationTariffList } from '../payments.ts'
import { station } from './params.ts'

/** What stations show, compute with and have settled; it is changed by commands. */
export const paymentsOperations = {
  listDisplayMessages: {
    method: 'GET',
    path: '/stations/:stationId/display-messages',
    tag: 'stations',
    summary: 'Messages on the display of a station',
    permission: 'stations.read',
    params: station,
    response: DisplayMessageList,
  },
  listStationTariffs: {
    method: 'GET',
    path: '/stations/:stationId/tariffs',
    tag: 'payments',
    summary: 'Tariffs that a 2.1 station computes with',
    permission: 'stations.read',
    params: station,
    response: StationTariffList,
  },
  listSettlements: {
    method: 'GET',
    path: '/settlements',
    tag: 'payments',
    summary: 'What payment terminals at stations have settled, newest first',
    permission: 'stations.read',
    query: SettlementQuery,
    response: SettlementPage,
  },
} as const satisfies Record<string, Operation>
