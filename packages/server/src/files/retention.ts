import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { FileDisk } from './disk.ts'

/** No transfer takes longer; what is older than that and has no row belongs to nobody. */
const LONGEST_TRANSFER_MS = 24 * 3_600_000
/** A link that has ended is kept so long to say that it was used, not that there is none. */
const ENDED_LINKS_MS = 30 * 86_400_000
const PER_ROUND = 1000

/** Deletes what has been kept long enough: logs, announcements that came to nothing, links, halves and orphans. */
export async function expireFiles(parts: {
  readonly database: Database
  readonly disk: FileDisk
  readonly clock: Clock
}): Promise<void> {
  const { database, disk, clock } = parts
  const nowMs = clock.nowMs()
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ file_id: string }>`
      delete from files f where f.file_id in (
        select file_id from files d where delete_after < ${new Date(nowMs)}
          and not exists (select from file_links l where l.file_id = d.file_id and l.busy_until > ${new Date(nowMs)})
        limit ${PER_ROUND})
      returning file_id`.execute(tx)
    await sql`delete from file_links where expires_at < ${new Date(nowMs - ENDED_LINKS_MS)}`.execute(tx)
    tx.afterCommit(async () => {
      for (const { file_id } of rows) await disk.remove(file_id)
    })
  })
  await disk.dropHalves(nowMs - LONGEST_TRANSFER_MS)
  await dropOrphans(parts, nowMs - LONGEST_TRANSFER_MS)
}

/** Content whose row was never committed, or is gone. */
async function dropOrphans(
  { database, disk }: { database: Database; disk: FileDisk },
  beforeMs: number,
): Promise<void> {
  const lying = await disk.listOlderThan(beforeMs)
  for (let start = 0; start < lying.length; start += PER_ROUND) {
    const some = lying.slice(start, start + PER_ROUND)
    const { rows } = await sql<{ file_id: string }>`
      select file_id from files where file_id = any(${some}::uuid[])`.execute(database.kysely)
    const known = new Set(rows.map((row) => row.file_id))
    for (const fileId of some) if (!known.has(fileId)) await disk.remove(fileId)
  }
}
