import {
  BatterySwapPage,
  LocalList,
  LocalListEntryPage,
  LocalListPatch,
  ReservationPage,
  ReservationQuery,
} from '../access.ts'
import type { Operation } from '../operation.ts'
import { PageQuery } from '../primitives.ts'
import { station } from './params.ts'

/** Local authorization lists, reservations and battery swaps; they are made by commands. */
export const accessOperations = {
  getLocalList: {
    method: 'GET',
    path: '/stations/:stationId/local-list',
    tag: 'tokens',
    summary: 'The local authorization list of a station',
    permission: 'stations.read',
    params: station,
    response: LocalList,
  },
  updateLocalList: {
    method: 'PATCH',
    path: '/stations/:stationId/local-list',
    tag: 'tokens',
    summary: 'Keep the local list equal to the tokens, or leave it to commands',
    permission: 'commands.configure',
    audit: ['localList.modeChanged'],
    params: station,
    body: LocalListPatch,
    response: LocalList,
  },
  synchroniseLocalList: {
    method: 'POST',
    path: '/stations/:stationId/local-list/synchronise',
    tag: 'tokens',
    summary: 'Send the whole local list again',
    permission: 'commands.configure',
    audit: ['localList.sentAgain'],
    params: station,
    response: LocalList,
  },
  listLocalListEntries: {
    method: 'GET',
    path: '/stations/:stationId/local-list/entries',
    tag: 'tokens',
    summary: 'Tokens on the local list of a station, as its answers tell',
    permission: 'tokens.read',
    params: station,
    query: PageQuery,
    response: LocalListEntryPage,
  },
  listReservations: {
    method: 'GET',
    path: '/reservations',
    tag: 'bookings',
    summary: 'Reservations, newest first',
    permission: 'stations.read',
    query: ReservationQuery,
    response: ReservationPage,
  },
  listBatterySwaps: {
    method: 'GET',
    path: '/stations/:stationId/battery-swaps',
    tag: 'bookings',
    summary: 'Batteries put in and taken out, newest first',
    permission: 'stations.read',
    params: station,
    query: PageQuery,
    response: BatterySwapPage,
  },
} as const satisfies Record<string, Operation>
