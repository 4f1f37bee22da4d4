import { Export, ExportInput, ExportPage, ExportQuery } from '../exports.ts'
import { AppliedImport, Import, ImportInput, ImportRowPage, ImportRowQuery } from '../imports.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** JSON writes a quotation mark as two characters, a control character as six. */
const IMPORT_BYTES = 32 * 1024 * 1024

/** Stations, sites, tokens and sessions as files. */
export const importExportOperations = {
  previewImport: {
    method: 'POST',
    path: '/imports',
    tag: 'import and export',
    summary: 'Look at a file: what it would create and change, and every problem; writes nothing',
    permission: 'records.import',
    audit: 'notPrivileged',
    body: ImportInput,
    bodyBytes: IMPORT_BYTES,
    response: Import,
    status: 201,
  },
  getImport: {
    method: 'GET',
    path: '/imports/:id',
    tag: 'import and export',
    summary: 'An import of yours',
    permission: 'records.import',
    params: uuid,
    response: Import,
  },
  listImportRows: {
    method: 'GET',
    path: '/imports/:id/rows',
    tag: 'import and export',
    summary: 'What each row of an import does',
    permission: 'records.import',
    params: uuid,
    query: ImportRowQuery,
    response: ImportRowPage,
  },
  applyImport: {
    method: 'POST',
    path: '/imports/:id/apply',
    tag: 'import and export',
    summary: 'Write what the preview has shown: all of it or nothing, once',
    permission: 'records.import',
    audit: ['import.applied'],
    params: uuid,
    response: AppliedImport,
  },
  startExport: {
    method: 'POST',
    path: '/exports',
    tag: 'import and export',
    summary: 'Have a file made in the background',
    permission: 'records.export',
    audit: ['export.asked'],
    body: ExportInput,
    response: Export,
    status: 202,
    idempotent: true,
  },
  listExports: {
    method: 'GET',
    path: '/exports',
    tag: 'import and export',
    summary: 'Your exports, newest first',
    permission: 'records.export',
    query: ExportQuery,
    response: ExportPage,
  },
} as const satisfies Record<string, Operation>
