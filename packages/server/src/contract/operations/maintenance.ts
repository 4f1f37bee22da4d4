import { MaintenancePage, MaintenanceQuery, MaintenanceRequest } from '../maintenance.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** Firmware updates and log uploads, each with its progress. They are begun by commands. */
export const maintenanceOperations = {
  listMaintenance: {
    method: 'GET',
    path: '/maintenance',
    tag: 'maintenance',
    summary: 'List firmware updates and log uploads, newest first',
    permission: 'stations.read',
    query: MaintenanceQuery,
    response: MaintenancePage,
  },
  getMaintenance: {
    method: 'GET',
    path: '/maintenance/:id',
    tag: 'maintenance',
    summary: 'Get a firmware update or log upload by the id of its command',
    permission: 'stations.read',
    params: uuid,
    response: MaintenanceRequest,
  },
} as const satisfies Record<string, Operation>
