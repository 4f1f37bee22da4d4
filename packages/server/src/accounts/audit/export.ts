import { decodeCursor, type Page } from '../../api/cursor.ts'
import { Download } from '../../api/download.ts'
import { type Cell, csvLine } from '../../contract/csv.ts'
import type { AuditEntry } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { AuditCursor, type AuditFilter, listAudit } from './queries.ts'

const ENTRIES_AT_ONCE = 500

interface ExportRequest {
  readonly tenantId: TenantId
  readonly filter: AuditFilter
  readonly format: 'csv' | 'json'
  /** In the name of the file. */
  readonly day: string
}

/** The audit log as a file, oldest first, read while it is sent. */
export function exportAudit(db: Db, request: ExportRequest): Download {
  const { format, day } = request
  const pages = readPages(db, request)
  return new Download({
    type: format === 'csv' ? 'text/csv' : 'application/json',
    fileName: `audit-${day}.${format}`,
    chunks: format === 'csv' ? asCsv(pages) : asJson(pages),
  })
}

async function* readPages(db: Db, { tenantId, filter }: ExportRequest): AsyncIterable<readonly AuditEntry[]> {
  const order = 'oldestFirst'
  for (let page: Page<AuditEntry> | undefined; ; ) {
    const cursor: string | undefined = page?.nextCursor
    const after = cursor === undefined ? undefined : decodeCursor(cursor, AuditCursor)
    page = await listAudit(db, tenantId, filter, { limit: ENTRIES_AT_ONCE, after, order })
    yield page.items
    if (page.nextCursor === undefined) return
  }
}

const COLUMNS: readonly (readonly [string, (entry: AuditEntry) => Cell])[] = [
  ['position', ({ position }) => position],
  ['at', ({ at }) => at],
  ['actorKind', ({ actor }) => actor.kind],
  ['actor', ({ actor }) => actor.name],
  ['actorId', ({ actor }) => actor.id],
  ['action', ({ action }) => action],
  ['subjectKind', ({ subject }) => subject.kind],
  ['subject', ({ subject }) => subject.id],
  ['reason', ({ reason }) => reason],
  ['changes', ({ changes }) => (changes.length === 0 ? null : JSON.stringify(changes))],
  ['detail', ({ detail }) => (detail === null ? null : JSON.stringify(detail))],
  ['operation', ({ operation }) => operation],
  ['address', ({ address }) => address],
  ['userAgent', ({ userAgent }) => userAgent],
  ['erased', ({ erased }) => erased],
]

async function* asCsv(pages: AsyncIterable<readonly AuditEntry[]>): AsyncIterable<string> {
  yield csvLine(COLUMNS.map(([name]) => name))
  for await (const entries of pages)
    yield entries.map((entry) => csvLine(COLUMNS.map(([, cell]) => cell(entry)))).join('')
}

async function* asJson(pages: AsyncIterable<readonly AuditEntry[]>): AsyncIterable<string> {
  let before = '[\n'
  for await (const entries of pages) {
    for (const entry of entries) {
      yield `${before}${JSON.stringify(entry)}`
      before = ',\n'
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
