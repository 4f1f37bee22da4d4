import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import type { FileDisk } from './disk.ts'
import { bytesStored } from './queries.ts'

/** A file that the program makes itself. */
export interface OwnFile {
  readonly tenantId: TenantId
  readonly fileId: string
  readonly purpose: 'export' | 'plan'
  readonly name: string
  readonly contentType: string
  readonly createdBy: string
  readonly deleteAfterMs: number
}

/** Takes a file into the store; `within` is done in the transaction that makes it known. Refuses when the space is full. */
export type StoreFile = (
  file: OwnFile,
  content: AsyncIterable<Buffer>,
  within: (tx: Tx) => Promise<void>,
) => Promise<void>

/** The content of a file, or undefined when it is not there. */
export type ReadContent = (fileId: string) => Promise<Readable | undefined>

interface KeptFileParts {
  readonly database: Database
  readonly clock: Clock
  readonly disk: FileDisk
  readonly quotaBytes: number
}

export function keptFiles({ database, clock, disk, quotaBytes }: KeptFileParts): {
  readonly storeFile: StoreFile
  readonly readContent: ReadContent
} {
  return {
    async storeFile(file, content, within) {
      const { sizeBytes, sha256, md5 } = await disk.receive(file.fileId, content)
      try {
        await database.transaction(async (tx) => {
          const taken = await bytesStored(tx, file.tenantId, true)
          if (taken + sizeBytes > quotaBytes) throw new Refusal('fileQuotaFull')
          const now = new Date(clock.nowMs())
          await sql`
            insert into files (tenant_id, file_id, purpose, name, content_type, stored_at, size_bytes, sha256, md5,
              created_by, created_at, delete_after)
            values (${file.tenantId}, ${file.fileId}, ${file.purpose}, ${file.name}, ${file.contentType}, ${now}, ${sizeBytes},
              ${sha256}, ${md5}, ${file.createdBy}, ${now}, ${new Date(file.deleteAfterMs)})`.execute(tx)
          await within(tx)
        })
      } catch (error) {
        await disk.remove(file.fileId)
        throw error
      }
    },
    readContent: async (fileId) => ((await disk.size(fileId)) === undefined ? undefined : disk.read(fileId)),
  }
}
