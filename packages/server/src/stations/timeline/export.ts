import { setImmediate } from 'node:timers/promises'
import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { instantOrNull } from '../../api/instant.ts'
import type { TimelineEntry, TimelineExport } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../ids.ts'
import { Mask } from './mask.ts'
import { readTimeline } from './queries.ts'

/** Entries that one export holds, and characters of their frames: a station writes as long frames as it likes. */
const MOST_ENTRIES = 20_000
const MOST_CHARACTERS = 33_554_432
/** Entries masked before others have their turn. */
const ENTRIES_AT_ONCE = 100

export interface ExportRequest {
  readonly tenantId: TenantId
  readonly stationKey: number
  readonly from: string
  readonly to: string
  readonly masked: boolean
  readonly nowMs: number
}

interface StationRow {
  readonly identity: string
  readonly ocpp_version: TimelineExport['station']['ocppVersion'] | null
  readonly registration: TimelineExport['station']['registration']
  readonly quirks: Record<string, unknown>
  /** When the first message of a session that ran at `from` came. */
  readonly running_since: Date | null
}

/** A piece of a station's flight recorder with what a replay has to know. Refuses a station that never connected. */
export async function exportTimeline(db: Db, request: ExportRequest): Promise<TimelineExport> {
  const station = await readStation(db, request)
  const from = station.running_since === null ? request.from : earlier(station.running_since, request.from)
  const { stationKey, to } = request
  const read = { from, to, limit: MOST_ENTRIES + 1, mostCharacters: MOST_CHARACTERS }
  const entries = await readTimeline(db, stationKey, read)
  const kept = entries.items.slice(0, MOST_ENTRIES)
  const whole: TimelineExport = {
    format: 'stationmaster-timeline-1',
    exportedAt: new Date(request.nowMs).toISOString(),
    masked: request.masked,
    station: {
      id: station.identity,
      ocppVersion: station.ocpp_version,
      registration: station.registration,
      quirks: station.quirks,
    },
    from,
    to: request.to,
    truncated: entries.isCut || entries.items.length > kept.length,
    tokens: await readTokens(db, request.tenantId, tokensNamed(kept)),
    entries: kept,
  }
  return request.masked ? masked(whole) : whole
}

async function readStation(db: Db, { stationKey, from }: ExportRequest) {
  const { rows } = await sql<StationRow>`
    select s.identity, s.ocpp_version, s.registration, s.quirks,
      (select min(x.received_at) from sessions x
       where x.station_id = s.station_id and x.received_at < ${from}::timestamptz
         and (x.state = 'active' or x.updated_at >= ${from}::timestamptz)) as running_since
    from stations s where s.station_id = ${stationKey}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Refusal('stationNotFound')
  const { ocpp_version } = row
  if (ocpp_version === null) {
    throw new Refusal('stationOffline', { detail: `${row.identity} has never connected: there is nothing to export.` })
  }
  return { ...row, ocpp_version }
}

function earlier(at: Date, from: string): string {
  return at.getTime() < Date.parse(from) ? at.toISOString() : from
}

/** Every id token that a frame or an answer names, folded. */
function tokensNamed(entries: readonly TimelineEntry[]): readonly string[] {
  const found = new Set<string>()
  for (const { frame } of entries) {
    for (const [, value = ''] of frame.matchAll(/"(?:idTag|idToken)":"((?:[^"\\]|\\.)*)"/g))
      found.add(foldIdToken(value))
  }
  return [...found]
}

async function readTokens(db: Db, tenantId: TenantId, values: readonly string[]): Promise<TimelineExport['tokens']> {
  const { rows } = await sql<{
    value: string
    status: 'active' | 'blocked'
    expires_at: Date | null
    group_value: string | null
    max_concurrent: number | null
  }>`
    select value, status, expires_at, group_value, max_concurrent from id_tokens
    where tenant_id = ${tenantId} and value_folded = any(${[...values]}::text[])`.execute(db)
  return rows.map((row) => ({
    value: row.value,
    status: row.status,
    expiresAt: instantOrNull(row.expires_at),
    groupValue: row.group_value,
    maxConcurrent: row.max_concurrent,
  }))
}

async function masked(whole: TimelineExport): Promise<TimelineExport> {
  const mask = new Mask(whole.station.id)
  await inTurns(whole.entries, ({ frame, answer }) => {
    for (const text of [frame, answer]) mask.learn(parsed(text))
  })
  const entries = await inTurns(whole.entries, (entry) => maskedEntry(mask, entry))
  return {
    ...whole,
    station: { ...whole.station, id: 'STATION' },
    tokens: whole.tokens.map((token) => ({
      ...token,
      value: mask.token(token.value),
      groupValue: token.groupValue === null ? null : mask.token(token.groupValue),
    })),
    entries,
  }
}

function maskedEntry(mask: Mask, entry: TimelineEntry): TimelineEntry {
  return {
    ...entry,
    // Station text like any other.
    action: String(mask.data(entry.action)),
    messageId: String(mask.data(entry.messageId)),
    frame: mask.frame(entry.frame),
    answer: entry.answer === null ? null : mask.frame(entry.answer),
    reasons: entry.reasons.map(({ code, data }) => ({
      code,
      ...(data === undefined ? {} : { data: maskedData(mask, data) }),
    })),
  }
}

/** A long export must not hold up the stations of this process. */
async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Promise<Result[]> {
  const results: Result[] = []
  for (const [index, item] of items.entries()) {
    if (index % ENTRIES_AT_ONCE === ENTRIES_AT_ONCE - 1) await setImmediate()
    results.push(work(item))
  }
  return results
}

function maskedData(mask: Mask, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, mask.data(value)]))
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
