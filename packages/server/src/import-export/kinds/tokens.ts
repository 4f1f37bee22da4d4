import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { z } from 'zod'
import { driverReferences, findDrivers } from '../../access/index.ts'
import type { Actor } from '../../accounts/index.ts'
import { instantOrNull } from '../../api/instant.ts'
import { TokenInput } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Column, Row } from '../column.ts'
import type { GivenRow, Known, Matching } from '../plan.ts'
import { chunksOf, type ImportableKind, type WritableRow, type WritableRows, type WriteParts } from './kind.ts'

const { shape } = TokenInput

export const TOKEN_COLUMNS: readonly Column[] = [
  { name: 'value', shape: 'text', schema: shape.value, canBeEmpty: false },
  { name: 'type', shape: 'text', schema: shape.type.unwrap(), canBeEmpty: false },
  { name: 'label', shape: 'text', schema: shape.label.unwrap(), canBeEmpty: true },
  { name: 'driver', shape: 'text', schema: z.string().trim().max(254), canBeEmpty: true },
  { name: 'status', shape: 'text', schema: shape.status.unwrap(), canBeEmpty: false },
  { name: 'expiresAt', shape: 'text', schema: shape.expiresAt.unwrap(), canBeEmpty: true },
  { name: 'groupValue', shape: 'text', schema: shape.groupValue.unwrap(), canBeEmpty: true },
  { name: 'maxConcurrent', shape: 'number', schema: shape.maxConcurrent.unwrap().unwrap(), canBeEmpty: true },
]

interface TokenRow {
  readonly value: string
  readonly type: string
  readonly label: string | null
  readonly driver_id: string | null
  readonly status: string
  readonly expires_at: Date | null
  readonly group_value: string | null
  readonly max_concurrent: number | null
}

/** Tokens, known by their value whatever its case, dashes and spaces. */
export const tokens: ImportableKind = {
  permission: 'tokens.write',
  columns: TOKEN_COLUMNS,
  match: (db, actor, rows, lock) => match(db, actor, rows, lock),
  async write(tx, actor, { created, changed }: WritableRows, parts) {
    for (const some of chunksOf(created)) await insert(tx, actor, some, parts)
    for (const some of chunksOf(changed)) await update(tx, actor, some)
    return { passwords: [], toDisconnect: [] }
  },
}

const REST: Row = { driver: null, status: 'active', expiresAt: null, groupValue: null, maxConcurrent: 1 }

async function match(db: Db, actor: Actor, rows: readonly GivenRow[], lock: boolean): Promise<Matching> {
  const wanted = rows.map(({ given }) => foldedOf(given)).filter((value) => value !== '')
  const found = await sql<TokenRow>`
    select value, type, label, driver_id, status, expires_at, group_value, max_concurrent from id_tokens
    where tenant_id = ${actor.tenantId} and value_folded = any(${wanted}::text[])
    ${lock ? sql`for update` : sql``}`.execute(db)
  const owners = found.rows.flatMap(({ driver_id }) => driver_id ?? [])
  const references = await driverReferences(db, actor.tenantId, owners)
  const driverNamed = await findDrivers(db, actor.tenantId, driverWords(rows.map(({ given }) => given)))
  const byValue = new Map(found.rows.map((row) => [foldIdToken(row.value), row]))
  const knownTo = (given: Row): Known | undefined => {
    const row = byValue.get(foldedOf(given))
    if (row === undefined) return undefined
    const word = textOf(given['driver'])
    // However the file names the driver: whoever it is already is no change.
    const isSame = word !== '' && driverNamed(word) === row.driver_id
    return { record: recordOf(row, isSame ? word : (references.get(row.driver_id ?? '') ?? null)) }
  }
  return {
    columns: TOKEN_COLUMNS,
    needed: ['value'],
    defaults: { type: 'ISO14443', label: null, ...REST },
    nameOf: (given) => textOf(given['value']),
    keyOf: foldedOf,
    known: knownTo,
    check: (after, before) => [
      ...(before !== null && before['value'] !== after['value']
        ? [{ column: 'value', rule: `must be written as it is kept: ${textOf(before['value'])}` }]
        : []),
      ...(textOf(after['driver']) === '' || driverNamed(textOf(after['driver'])) !== undefined
        ? []
        : [{ column: 'driver', rule: 'must be the address, the name or the id of one driver' }]),
    ],
  }
}

/** How rows name drivers. */
function driverWords(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.map((row) => textOf(row['driver'])).filter((word) => word !== ''))]
}

function foldedOf(given: Row): string {
  return foldIdToken(textOf(given['value']))
}

function textOf(value: Row[string] | undefined): string {
  return typeof value === 'string' ? value : ''
}

function recordOf(row: TokenRow, driver: string | null): Row {
  return {
    value: row.value,
    type: row.type,
    label: row.label,
    driver,
    status: row.status,
    expiresAt: instantOrNull(row.expires_at),
    groupValue: row.group_value,
    maxConcurrent: row.max_concurrent,
  }
}

async function asJson(tx: Tx, { tenantId }: Actor, rows: readonly WritableRow[], parts?: WriteParts): Promise<string> {
  const driverNamed = await findDrivers(tx, tenantId, driverWords(rows.map(({ after }) => after)))
  return JSON.stringify(
    rows.map(({ after }) => ({
      ...after,
      driverId: driverNamed(textOf(after['driver'])) ?? null,
      folded: foldedOf(after),
      ...(parts === undefined ? {} : { id: parts.ids.next() }),
    })),
  )
}

const recordset = sql`(
  id uuid, value text, folded text, type text, label text, "driverId" uuid, status text, "expiresAt" timestamptz, "groupValue" text,
  "maxConcurrent" smallint)`

async function insert(tx: Tx, actor: Actor, rows: readonly WritableRow[], parts: WriteParts): Promise<void> {
  const given = await asJson(tx, actor, rows, parts)
  const { rows: made } = await sql`
    insert into id_tokens (tenant_id, token_id, value, value_folded, type, label, driver_id, status, expires_at, group_value,
      max_concurrent, created_at)
    select ${actor.tenantId}, r.id, r.value, r.folded, r.type, r.label, r."driverId", r.status, r."expiresAt", r."groupValue",
      r."maxConcurrent", ${new Date(parts.nowMs)}
    from jsonb_to_recordset(${given}::jsonb) as r${recordset}
    on conflict (tenant_id, value_folded) do nothing returning token_id`.execute(tx)
  if (made.length < rows.length) throw new Refusal('importOutdated')
}

async function update(tx: Tx, actor: Actor, rows: readonly WritableRow[]): Promise<void> {
  const given = await asJson(tx, actor, rows)
  await sql`
    update id_tokens k set type = r.type, label = r.label, driver_id = r."driverId", status = r.status, expires_at = r."expiresAt",
      group_value = r."groupValue", max_concurrent = r."maxConcurrent"
    from jsonb_to_recordset(${given}::jsonb) as r${recordset}
    where k.tenant_id = ${actor.tenantId} and k.value_folded = r.folded`.execute(tx)
}
