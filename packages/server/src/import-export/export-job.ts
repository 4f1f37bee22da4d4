import type { StoreFile } from '../files/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import { type ClaimedExport, claimExport, endExport, noteProgress } from './export-store.ts'
import { exportPieces } from './export-stream.ts'

export const EXPORT_STEP_MS = 2000
const KEPT_DAYS = 7
const DAY_MS = 86_400_000
/** Rows between two notes of progress. */
const NOTE_EVERY = 5000

export interface ExportJobParts {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly storeFile: StoreFile
}

/** Makes the files of queued exports, the oldest first, until none is left. */
export async function makeExports(parts: ExportJobParts): Promise<void> {
  const { database, clock } = parts
  for (;;) {
    const claimed = await database.transaction((tx) => claimExport(tx, clock.nowMs()))
    if (claimed === undefined) return
    await makeExport(parts, claimed)
  }
}

async function makeExport(parts: ExportJobParts, { exportId, order, createdBy }: ClaimedExport): Promise<void> {
  const { database, clock, ids, logger } = parts
  const nowMs = clock.nowMs()
  let rows = 0
  let noted = 0
  const count = (more: number) => {
    rows += more
  }
  async function* watched(): AsyncGenerator<Buffer> {
    for await (const piece of exportPieces(database.kysely, order, count)) {
      yield piece
      if (rows - noted < NOTE_EVERY) continue
      noted = rows
      await database.transaction((tx) => noteProgress(tx, exportId, rows, clock.nowMs()))
    }
  }
  try {
    const fileId = ids.next()
    const file = {
      ...{ tenantId: order.actor.tenantId, fileId, createdBy, deleteAfterMs: nowMs + KEPT_DAYS * DAY_MS },
      purpose: 'export' as const,
      name: `${order.kind}-${new Date(nowMs).toISOString().slice(0, 10)}.${order.format}`,
      contentType: order.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
    }
    await parts.storeFile(file, watched(), (tx) => endExport(tx, exportId, { fileId, rows }, clock.nowMs()))
  } catch (error) {
    logger.warn({ err: error, exportId }, 'An export could not be made')
    const failure = error instanceof Refusal ? error.message : 'Something went wrong on our side.'
    await database.transaction((tx) => endExport(tx, exportId, { failure }, clock.nowMs()))
  }
}
