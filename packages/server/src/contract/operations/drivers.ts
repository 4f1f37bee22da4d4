import { Driver, DriverInput, DriverPage, DriverPatch, DriverQuery } from '../drivers.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** People who charge, and own tokens. */
export const driversOperations = {
  listDrivers: {
    method: 'GET',
    path: '/drivers',
    tag: 'drivers',
    summary: 'List drivers by name',
    permission: 'customers.read',
    query: DriverQuery,
    response: DriverPage,
  },
  createDriver: {
    method: 'POST',
    path: '/drivers',
    tag: 'drivers',
    summary: 'Add a driver',
    permission: 'tokens.write',
    audit: ['driver.created'],
    body: DriverInput,
    response: Driver,
    status: 201,
    idempotent: true,
  },
  getDriver: {
    method: 'GET',
    path: '/drivers/:id',
    tag: 'drivers',
    summary: 'Get a driver',
    permission: 'customers.read',
    params: uuid,
    response: Driver,
  },
  updateDriver: {
    method: 'PATCH',
    path: '/drivers/:id',
    tag: 'drivers',
    summary: 'Change a driver',
    permission: 'tokens.write',
    audit: ['driver.changed'],
    params: uuid,
    body: DriverPatch,
    response: Driver,
  },
  deleteDriver: {
    method: 'DELETE',
    path: '/drivers/:id',
    tag: 'drivers',
    summary: "Delete a driver; the tokens stay, as nobody's",
    permission: 'tokens.write',
    audit: ['driver.deleted'],
    params: uuid,
  },
} as const satisfies Record<string, Operation>
