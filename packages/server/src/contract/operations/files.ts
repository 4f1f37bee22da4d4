import { FilePage, FileQuery, FirmwareInput, FirmwareUpload, StoredFile } from '../files.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** Firmware images and station logs. The content of a file is at `/files/{id}/content`. */
export const filesOperations = {
  listFiles: {
    method: 'GET',
    path: '/files',
    tag: 'files',
    summary: 'List firmware images and logs, newest first',
    permission: 'files.read',
    query: FileQuery,
    response: FilePage,
  },
  createFirmware: {
    method: 'POST',
    path: '/files',
    tag: 'files',
    summary: 'Announce a firmware image and get the one-time link to upload it',
    permission: 'files.write',
    audit: ['file.announced'],
    body: FirmwareInput,
    response: FirmwareUpload,
    status: 201,
  },
  getFile: {
    method: 'GET',
    path: '/files/:id',
    tag: 'files',
    summary: 'Get what is known of a file',
    permission: 'files.read',
    params: uuid,
    response: StoredFile,
  },
  deleteFile: {
    method: 'DELETE',
    path: '/files/:id',
    tag: 'files',
    summary: 'Delete a file and its links',
    permission: 'files.write',
    audit: ['file.deleted'],
    params: uuid,
  },
} as const satisfies Record<string, Operation>
