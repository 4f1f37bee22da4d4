import { AuditActions, AuditExportQuery, AuditPage, AuditQuery, AuditVerification } from '../audit.ts'
import type { Operation } from '../operation.ts'

/** What was done, by whom and why. */
export const auditOperations = {
  listAudit: {
    method: 'GET',
    path: '/audit',
    tag: 'audit',
    summary: 'The audit log, newest first',
    permission: 'audit.read',
    query: AuditQuery,
    response: AuditPage,
  },
  listAuditActions: {
    method: 'GET',
    path: '/audit/actions',
    tag: 'audit',
    summary: 'The actions that the audit log knows',
    permission: 'audit.read',
    response: AuditActions,
  },
  exportAudit: {
    method: 'GET',
    path: '/audit/export',
    tag: 'audit',
    summary: 'The audit log as a file, oldest first',
    permission: 'audit.read',
    query: AuditExportQuery,
    download: ['text/csv', 'application/json'],
    audit: ['audit.exported'],
  },
  verifyAudit: {
    method: 'GET',
    path: '/audit/verification',
    tag: 'audit',
    summary: 'Recompute the chain of hashes over the audit log',
    permission: 'audit.read',
    response: AuditVerification,
  },
} as const satisfies Record<string, Operation>
