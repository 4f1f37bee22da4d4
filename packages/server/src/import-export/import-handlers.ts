import { isDeepStrictEqual } from 'node:util'
import { type Actor, recordAudit, requirePermission } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Import } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { keysByIdentity } from '../stations/runs/stations-of-run.ts'
import {
  insertImport,
  type KeptRow,
  listRows,
  markApplied,
  RowCursor,
  readImport,
  readKeptRows,
} from './import-store.ts'
import { importableKinds } from './kinds/index.ts'
import type { WritableRow, Written } from './kinds/kind.ts'
import { type PlannedRow, planRows, readRows } from './plan.ts'
import { readTable } from './preview.ts'

type ImportHandlers = Pick<Handlers, 'previewImport' | 'getImport' | 'listImportRows' | 'applyImport'>

export interface ImportServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  /** Where a station must connect. */
  readonly connectUrl: (station: {
    readonly tenantId: TenantId
    readonly identity: string
    readonly securityProfile: number
  }) => string
  /** Closes the sockets of stations, so that they connect anew under what has changed. */
  readonly disconnect: (stationKey: number) => void
}

export function importHandlers(services: ImportServices): ImportHandlers {
  const { database, clock } = services
  return {
    previewImport: preview(services),

    getImport: ({ actor, params }) => readOwn(database.kysely, actor, params.id),

    listImportRows: async ({ actor, params, query: { cursor, ...query } }) => {
      await readOwn(database.kysely, actor, params.id)
      const after = placeAfter(cursor, RowCursor)?.[0] ?? 0
      return listRows(database.kysely, params.id, { limit: query.limit, action: query.action, after })
    },

    applyImport: async ({ actor, params }) => {
      const written = await database.transaction(async (tx) => {
        const found = await readOwn(tx, actor, params.id, true)
        // Whoever asks twice gets what has happened, once.
        return found.appliedAt === null ? apply(tx, services, actor, found) : undefined
      })
      const changed = (written?.toDisconnect ?? []).map((identity) => identity.toLowerCase())
      const keys = await keysByIdentity(database.kysely, actor.tenantId, changed)
      for (const stationKey of keys.values()) services.disconnect(stationKey)
      const { connectUrl } = services
      const credentials = (written?.passwords ?? []).map(({ identity, securityProfile, password }) => ({
        ...{ id: identity, username: identity, password },
        connectUrl: connectUrl({ tenantId: actor.tenantId, identity, securityProfile }),
      }))
      return { import: await readOwn(database.kysely, actor, params.id), credentials }
    },
  }

  function preview({ ids, random }: ImportServices): ImportHandlers['previewImport'] {
    return async ({ actor, body: { content, ...input } }) => {
      const kind = importableKinds[input.kind]
      requirePermission(actor, kind.permission)
      if (input.format === 'ocpi' && input.kind !== 'sites') {
        throw new Refusal('invalidInput', { errors: [{ field: 'format', rule: 'can be ocpi for sites only' }] })
      }
      const read = readTable({ format: input.format, content })
      if (!read.ok) throw new Refusal('invalidInput', { errors: [{ field: read.field, rule: read.rule }] })
      const { table } = read
      const known = new Set(
        [...kind.columns, ...(kind.passwordColumn === undefined ? [] : [kind.passwordColumn])].map(({ name }) => name),
      )
      const given = readRows(table, kind.columns, kind.passwordColumn)
      const importId = ids.next()
      await database.transaction(async (tx) => {
        const rows = planRows(given, await kind.match(tx, actor, given, false))
        const ignored = table.columns.filter((name) => !known.has(name))
        await insertImport(tx, actor, { importId, input, ignored, rows, nowMs: clock.nowMs() }, random)
      })
      return readOwn(database.kysely, actor, importId)
    }
  }
}

/** Imports are their owner's alone, and as long as the owner may write what they hold. */
async function readOwn(db: Db, actor: Actor, importId: string, lock = false): Promise<Import> {
  const found = await readImport(db, actor, importId, lock)
  if (found === undefined) throw new Refusal('importNotFound')
  requirePermission(actor, importableKinds[found.kind].permission)
  return found
}

/** Writes what the preview has shown, or refuses when it would no longer be that. */
async function apply(tx: Tx, services: ImportServices, actor: Actor, found: Import): Promise<Written> {
  if (found.counts.refused > 0) {
    throw new Refusal('importHasProblems', { detail: `${found.counts.refused} rows have problems.` })
  }
  const kind = importableKinds[found.kind]
  const kept = await readKeptRows(tx, found.id)
  const rows = kept.map(({ row, given }) => ({ row, given, problems: [] }))
  const planned = planRows(rows, await kind.match(tx, actor, rows, true))
  refuseOutdated(kept, planned)
  const secrets = new Map(kept.map(({ row, secret }) => [row, secret]))
  const ofAction = (action: PlannedRow['action']): WritableRow[] =>
    planned.flatMap(({ row, after, before, ...one }) =>
      one.action === action && after !== null ? [{ before, after, secret: secrets.get(row) }] : [],
    )
  const { clock, ids, random } = services
  const nowMs = clock.nowMs()
  const rowsToWrite = { created: ofAction('create'), changed: ofAction('change') }
  const written = await kind.write(tx, actor, rowsToWrite, { ids, random, nowMs })
  await markApplied(tx, found.id, nowMs)
  const { create, change } = found.counts
  const detail = { kind: found.kind, file: found.fileName, created: create, changed: change }
  await recordAudit(tx, actor, { atMs: nowMs, action: 'import.applied', object: found.id, detail })
  return written
}

function refuseOutdated(kept: readonly KeptRow[], planned: readonly PlannedRow[]): void {
  const changed = planned.filter(({ action, before }, place) => {
    const then = kept[place]
    return then === undefined || then.action !== action || !isDeepStrictEqual(then.before, before)
  })
  if (changed.length === 0) return
  throw new Refusal('importOutdated', {
    errors: changed.slice(0, 20).map(({ row, name }) => ({
      field: `rows[${row}]`,
      rule: `${name} has changed since the preview`,
    })),
  })
}
