import {
  ChargingLimits,
  ChargingProfilesQuery,
  CompositeScheduleQuery,
  DerAlarms,
  DerControls,
  EvCharging,
  ExpectedAndReported,
  StationChargingProfiles,
} from '../charging.ts'
import type { Operation } from '../operation.ts'
import { station } from './params.ts'

/** What limits and shapes charging at a station: expected and reported. */
export const chargingOperations = {
  listChargingProfiles: {
    method: 'GET',
    path: '/stations/:stationId/charging-profiles',
    tag: 'charging',
    summary: 'Charging profiles as set and as reported',
    permission: 'stations.read',
    params: station,
    query: ChargingProfilesQuery,
    response: StationChargingProfiles,
  },
  compareCompositeSchedule: {
    method: 'GET',
    path: '/stations/:stationId/composite-schedule',
    tag: 'charging',
    summary: 'What all profiles allow together: expected and reported',
    permission: 'stations.read',
    params: station,
    query: CompositeScheduleQuery,
    response: ExpectedAndReported,
  },
  listChargingLimits: {
    method: 'GET',
    path: '/stations/:stationId/charging-limits',
    tag: 'charging',
    summary: 'Limits that others have set at the station',
    permission: 'stations.read',
    params: station,
    response: ChargingLimits,
  },
  listEvCharging: {
    method: 'GET',
    path: '/stations/:stationId/ev-charging',
    tag: 'charging',
    summary: 'What vehicles say they need, and the schedules they chose',
    permission: 'stations.read',
    params: station,
    response: EvCharging,
  },
  listDerControls: {
    method: 'GET',
    path: '/stations/:stationId/der-controls',
    tag: 'charging',
    summary: 'Grid-support controls as set and as reported',
    permission: 'stations.read',
    params: station,
    response: DerControls,
  },
  listDerAlarms: {
    method: 'GET',
    path: '/stations/:stationId/der-alarms',
    tag: 'charging',
    summary: 'Grid events that made controls act, newest first',
    permission: 'stations.read',
    params: station,
    response: DerAlarms,
  },
} as const satisfies Record<string, Operation>
