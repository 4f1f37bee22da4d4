import type { StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { Command, CommandState } from '../../contract/index.ts'
import { redact } from '../../gateway/redaction.ts'
import { sealSecrets } from '../../gateway/sealed-json.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { TenantId } from '../ids.ts'

export const CommandCursor = z.tuple([InstantText, z.uuid()])

type CommandItem = z.infer<typeof Command>

interface CommandRow {
  readonly command_id: string
  readonly station_id: number
  readonly identity: string
  readonly kind: string
  readonly body: StationCommand
  readonly requested_by: string
  readonly reason: string | null
  readonly state: CommandItem['state']
  readonly status: string | null
  readonly detail: string | null
  readonly answer: unknown
  readonly ocpp_action: string | null
  readonly request: string | null
  readonly response: string | null
  readonly created_at: Date
  readonly sent_at: Date | null
  readonly answered_at: Date | null
  readonly deadline_at: Date
}

const selectCommands = sql`
  select c.command_id, c.station_id, s.identity, c.kind, c.body, c.requested_by, c.reason, c.state, c.status, c.detail,
    c.answer, c.ocpp_action, c.request, c.response, c.created_at, c.sent_at, c.answered_at, c.deadline_at`

const commandSources = sql`commands c join stations s on s.station_id = c.station_id`

/** Commands of a station, newest first. */
export async function listCommands(
  db: Db,
  stationKey: number,
  filter: {
    readonly state?: z.infer<typeof CommandState> | undefined
    readonly kind?: string | undefined
    readonly limit: number
    readonly after: z.infer<typeof CommandCursor> | undefined
  },
): Promise<Page<CommandItem>> {
  const conditions = [sql`c.station_id = ${stationKey}`]
  if (filter.state !== undefined) conditions.push(sql`c.state = ${filter.state}`)
  if (filter.kind !== undefined) conditions.push(sql`c.kind = ${filter.kind}`)
  if (filter.after !== undefined) {
    const [at, id] = filter.after
    conditions.push(sql`(c.created_at, c.command_id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const { rows } = await sql<CommandRow & { cursor_at: string }>`
    ${selectCommands}, ${instantText(sql`c.created_at`)} as cursor_at
    from ${commandSources} where ${sql.join(conditions, sql` and `)}
    order by c.created_at desc, c.command_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: commandOf, key: (row) => [row.cursor_at, row.command_id] })
}

/** Commands with these ids. One query however many. */
export async function readCommands(db: Db, tenantId: TenantId, commandIds: readonly string[]): Promise<CommandItem[]> {
  if (commandIds.length === 0) return []
  const { rows } = await sql<CommandRow>`
    ${selectCommands} from ${commandSources}
    where c.tenant_id = ${tenantId} and c.command_id = any(${commandIds}::uuid[])`.execute(db)
  return rows.map(commandOf)
}

export interface NewCommand {
  readonly tenantId: TenantId
  readonly stationKey: number
  readonly commandId: string
  readonly command: StationCommand
  readonly requestedBy: string
  readonly reason: string | undefined
  readonly nowMs: number
  readonly deadlineAtMs: number
}

export async function insertCommand(tx: Tx, sealing: Sealing, command: NewCommand): Promise<void> {
  const { shown, sealed } = sealSecrets(sealing, command.command)
  await sql`
    insert into commands (tenant_id, station_id, command_id, kind, body, sealed, requested_by, reason, state, created_at,
      deadline_at)
    values (${command.tenantId}, ${command.stationKey}, ${command.commandId}, ${command.command.kind},
      ${shown}::jsonb, ${sealed}, ${command.requestedBy}, ${command.reason ?? null}, 'queued',
      ${new Date(command.nowMs)}, ${new Date(command.deadlineAtMs)})`.execute(tx)
}

/** Ends a command that is still queued. False when it is not queued (any more). */
export async function endQueuedCommand(
  tx: Tx,
  key: { readonly tenantId: TenantId; readonly commandId: string },
  end: { readonly state: 'cancelled' | 'failed'; readonly detail: string; readonly nowMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    update commands set state = ${end.state}, sealed = null, detail = ${end.detail}, answered_at = ${new Date(end.nowMs)}
    where tenant_id = ${key.tenantId} and command_id = ${key.commandId} and state = 'queued'
    returning command_id`.execute(tx)
  return rows.length > 0
}

/** The row key of a command's station, for wake-ups. */
export async function findStationOfCommand(
  db: Db,
  tenantId: TenantId,
  commandId: string,
): Promise<{ readonly stationKey: number; readonly identity: string } | undefined> {
  const { rows } = await sql<{ station_id: number; identity: string }>`
    select c.station_id, s.identity from ${commandSources}
    where c.tenant_id = ${tenantId} and c.command_id = ${commandId}`.execute(db)
  return rows[0] && { stationKey: rows[0].station_id, identity: rows[0].identity }
}

function commandOf(row: CommandRow): CommandItem {
  return {
    id: row.command_id,
    stationId: row.identity,
    kind: row.kind,
    body: bodyOf(row.body),
    requestedBy: row.requested_by,
    reason: row.reason,
    state: row.state,
    status: row.status,
    detail: row.detail,
    answer: row.answer,
    ocppAction: row.ocpp_action,
    request: row.request,
    response: row.response,
    createdAt: instant(row.created_at),
    sentAt: instantOrNull(row.sent_at),
    answeredAt: instantOrNull(row.answered_at),
    deadlineAt: instant(row.deadline_at),
  }
}

/** What was asked for, without the secrets it may set. */
function bodyOf(command: StationCommand): CommandItem['body'] {
  const shown = redact(command)
  return typeof shown === 'object' && shown !== null ? { ...shown } : {}
}
