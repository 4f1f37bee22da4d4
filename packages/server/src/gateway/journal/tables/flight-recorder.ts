import type { FrameChange, InboxChange, ReportChange, SecurityEventChange } from '../../../stations/change.ts'
import { redact } from '../../redaction.ts'
import { jsonText } from '../json-text.ts'
import { appendOnly, boolean, bytea, integer, jsonb, smallint, text, timestamp, uuid } from '../table.ts'

export const frames = appendOnly<FrameChange>('frames', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  timestamp('received_at', (row) => row.receivedAtMs),
  boolean('inbound', (row) => row.inbound),
  text('action', (row) => row.action),
  text('message_id', (row) => row.messageId),
  text('frame', (row) => row.frame),
  text('answer', (row) => row.answer),
  timestamp('answered_at', (row) => row.answeredAtMs),
  uuid('session_id', (row) => row.sessionId),
  jsonb('reasons', (row) => (row.reasons.length === 0 ? null : jsonText(row.reasons))),
])

export const securityEvents = appendOnly<SecurityEventChange>('security_events', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  timestamp('received_at', (row) => row.receivedAtMs),
  timestamp('at', (row) => row.atMs),
  text('source', (row) => row.source),
  text('type', (row) => row.type),
  text('detail', (row) => row.detail),
])

export const reports = appendOnly<ReportChange>('station_reports', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  timestamp('received_at', (row) => row.receivedAtMs),
  text('kind', (row) => row.report),
  jsonb('body', (row) => jsonText(redact(row.body))),
])

export const inbox = appendOnly<InboxChange>('station_inbox', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  timestamp('received_at', (row) => row.receivedAtMs),
  text('kind', (row) => row.entry.kind),
  jsonb('body', (row) => jsonText(row.entry)),
])

/** A row the database (or a decoder) refused, kept whole for a person to look at. */
export interface RefusedRow {
  readonly kind: 'refused'
  readonly tenantId: number
  readonly stationKey: number | null
  readonly receivedAtMs: number
  readonly table: string
  readonly error: string
  readonly content: Uint8Array
}

export const refusedRows = appendOnly<RefusedRow>('refused_rows', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  timestamp('received_at', (row) => row.receivedAtMs),
  text('table_name', (row) => row.table),
  text('error', (row) => row.error),
  bytea('content', (row) => row.content),
])
