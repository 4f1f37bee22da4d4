import { sql } from 'kysely'
import type { MaintenanceKind, MaintenanceState } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { hasEnded } from './progress.ts'

export interface NewRequest {
  readonly tenantId: TenantId
  readonly stationKey: number
  readonly commandId: string
  readonly kind: MaintenanceKind
  readonly requestId: number
  readonly fileId: string | null
  readonly linkId: string | null
  readonly targetVersion: string | null
  readonly checksum?: string
  readonly requestedBy: string
  readonly nowMs: number
}

/** A request as its next status finds it. */
export interface OpenRequest {
  readonly commandId: string
  readonly state: MaintenanceState
  readonly targetVersion: string | null
  readonly versionBefore: string | null
}

/** Statuses of one request that are kept; a station that repeats itself does not fill the database. */
const MOST_STEPS = 100

export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  const now = new Date(request.nowMs)
  await sql`
    insert into maintenance_requests (tenant_id, station_id, command_id, kind, request_id, state, file_id, link_id,
      target_version, version_before, checksum, requested_by, created_at, updated_at)
    select ${request.tenantId}, s.station_id, ${request.commandId}, ${request.kind}, ${request.requestId}, 'requested',
      ${request.fileId}, ${request.linkId}, ${request.targetVersion}, s.firmware_version, ${request.checksum ?? null},
      ${request.requestedBy}, ${now}, ${now}
    from stations s where s.station_id = ${request.stationKey}`.execute(tx)
}

interface RequestRow {
  readonly command_id: string
  readonly state: MaintenanceState
  readonly target_version: string | null
  readonly version_before: string | null
}

/** The request of a station with a key; locked until the transaction ends. */
export type RequestKey =
  | { readonly commandId: string }
  | { readonly kind: MaintenanceKind; readonly requestId: number }
  /** The newest that a station may still speak of when it names none. */
  | { readonly kind: MaintenanceKind; readonly open: true }

export async function findRequest(tx: Tx, stationKey: number, key: RequestKey): Promise<OpenRequest | undefined> {
  const which =
    'commandId' in key
      ? sql`command_id = ${key.commandId}`
      : 'requestId' in key
        ? sql`kind = ${key.kind} and request_id = ${key.requestId}`
        : sql`kind = ${key.kind} and state in ('requested', 'running')`
  const { rows } = await sql<RequestRow>`
    select command_id, state, target_version, version_before from maintenance_requests
    where station_id = ${stationKey} and ${which} order by created_at desc limit 1 for update`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { command_id: commandId, state, target_version: targetVersion, version_before: versionBefore } = row
  return { commandId, state, targetVersion, versionBefore }
}

export interface Step {
  readonly atMs: number
  readonly state: MaintenanceState
  readonly status: string
  readonly info: string | null
  readonly announcedName?: string | undefined
  readonly locations?: readonly string[] | undefined
}

/** Adds what the station said, and moves the request on. */
export async function addStep(tx: Tx, stationKey: number, commandId: string, step: Step): Promise<void> {
  const at = new Date(step.atMs)
  const entry = JSON.stringify([{ at: at.toISOString(), status: step.status, info: step.info }])
  const locations = step.locations === undefined || step.locations.length === 0 ? null : JSON.stringify(step.locations)
  await sql`
    update maintenance_requests set state = ${step.state}, status = ${step.status}, info = ${step.info},
      announced_name = coalesce(${step.announcedName ?? null}, announced_name),
      locations = coalesce(${locations}::jsonb, locations),
      steps = case when jsonb_array_length(steps) >= ${MOST_STEPS} then steps - 0 else steps end || ${entry}::jsonb,
      updated_at = ${at},
      ended_at = ${hasEnded(step.state) ? at : null}
    where station_id = ${stationKey} and command_id = ${commandId}`.execute(tx)
}

/** Puts an answer before the reports that have overtaken it. */
export async function addLateAnswer(
  tx: Tx,
  stationKey: number,
  commandId: string,
  answer: Pick<Step, 'atMs' | 'status' | 'info' | 'announcedName'>,
): Promise<void> {
  const { status, info } = answer
  const entry = JSON.stringify([{ at: new Date(answer.atMs).toISOString(), status, info }])
  await sql`
    update maintenance_requests set announced_name = coalesce(${answer.announcedName ?? null}, announced_name),
      steps = ${entry}::jsonb || steps
    where station_id = ${stationKey} and command_id = ${commandId}`.execute(tx)
}

/** A station does one thing of a kind at a time: a new one that it accepted ends those before. */
export async function cancelOlder(
  tx: Tx,
  stationKey: number,
  newer: { readonly commandId: string; readonly nowMs: number },
): Promise<void> {
  const at = new Date(newer.nowMs)
  await sql`
    update maintenance_requests r set state = 'cancelled', updated_at = ${at}, ended_at = ${at}
    from maintenance_requests n
    where n.station_id = ${stationKey} and n.command_id = ${newer.commandId} and r.station_id = n.station_id
      and r.kind = n.kind and r.created_at < n.created_at and r.state in ('requested', 'running')`.execute(tx)
}
