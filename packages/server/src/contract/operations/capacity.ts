import { LoadHistory, WhatIf, WhatIfInput } from '../capacity.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** What a site carried, and what it would carry. */
export const capacityOperations = {
  getSiteCapacity: {
    method: 'GET',
    path: '/sites/:id/capacity',
    tag: 'sites',
    summary: 'The load of a site over the last year, made of its sessions',
    permission: 'sessions.read',
    params: uuid,
    response: LoadHistory,
  },
  askWhatIf: {
    method: 'POST',
    path: '/sites/:id/capacity/what-if',
    tag: 'sites',
    summary: 'What more chargers, another limit or more visits would do to the load of the last year',
    permission: 'sessions.read',
    audit: 'notPrivileged',
    params: uuid,
    body: WhatIfInput,
    response: WhatIf,
  },
} as const satisfies Record<string, Operation>
