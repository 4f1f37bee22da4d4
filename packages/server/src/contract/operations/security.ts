import type { Operation } from '../operation.ts'
import { SecurityEventPage, SecurityEventQuery, SecurityLogVerification, SecurityProfileCounts } from '../security.ts'

/** How the fleet proves who it is, and what happened to that. */
export const securityOperations = {
  countSecurityProfiles: {
    method: 'GET',
    path: '/security-profiles',
    tag: 'security',
    summary: 'How many stations use which security profile',
    permission: 'stations.read',
    response: SecurityProfileCounts,
  },
  listSecurityEvents: {
    method: 'GET',
    path: '/security-events',
    tag: 'security',
    summary: 'Security events, newest first',
    permission: 'stations.read',
    query: SecurityEventQuery,
    response: SecurityEventPage,
  },
  verifySecurityLog: {
    method: 'GET',
    path: '/security-events/verification',
    tag: 'security',
    summary: 'Recompute the chain of hashes over the security event log',
    permission: 'stations.read',
    response: SecurityLogVerification,
  },
} as const satisfies Record<string, Operation>
