import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A real session, as recorded. Times are epoch ms. */
export interface RecordedSession {
  readonly stationId: string
  readonly arrivalMs: number
  readonly departureMs: number
  readonly energyWh: number
  readonly idToken?: string
  readonly stated?: { readonly departureMs: number; readonly energyWh: number }
}

/** Outcome of reading a session file: the sessions in order of arrival, and how many rows made no sense. */
export interface SessionFile {
  readonly sessions: readonly RecordedSession[]
  readonly rejectedRows: number
}

type Row = ReadonlyMap<string, string>

/**
 * Reads recorded sessions from CSV (gzipped or not). Two layouts are known by their columns: arrival, departure,
 * delivered_kwh with station_id; and utc_start, utc_stop, energy_kwh with charge_point and card.
 * Throws when the columns are of neither.
 */
export function readSessionFile(path: string): SessionFile {
  const bytes = readFileSync(path)
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  return parseSessions((gzipped ? gunzipSync(bytes) : bytes).toString('utf8'))
}

/** Parses the text of a session file; see `readSessionFile`. */
export function parseSessions(text: string): SessionFile {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '')
  const columns = header.split(',')
  const read = readerFor(columns)
  const sessions: RecordedSession[] = []
  for (const line of lines) {
    const cells = line.split(',')
    const session = read(new Map(columns.map((column, index) => [column, cells[index] ?? ''])))
    if (session) sessions.push(session)
  }
  sessions.sort((a, b) => a.arrivalMs - b.arrivalMs)
  return { sessions, rejectedRows: lines.length - sessions.length }
}

function readerFor(columns: readonly string[]): (row: Row) => RecordedSession | undefined {
  const has = (...names: string[]) => names.every((name) => columns.includes(name))
  if (has('station_id', 'arrival', 'departure', 'delivered_kwh')) return readWorkplaceRow
  if (has('charge_point', 'utc_start', 'utc_stop', 'energy_kwh')) return readPublicRow
  throw new Error(`session file: unknown columns "${columns.join(',')}"`)
}

function readWorkplaceRow(row: Row): RecordedSession | undefined {
  const session = plausible(row.get('station_id'), [row.get('arrival'), row.get('departure')], row.get('delivered_kwh'))
  const departureMs = Date.parse(row.get('estimated_departure') ?? '')
  const energyKwh = Number.parseFloat(row.get('requested_kwh') ?? '')
  if (!session || Number.isNaN(departureMs) || Number.isNaN(energyKwh)) return session
  return { ...session, stated: { departureMs, energyWh: energyKwh * 1000 } }
}

function readPublicRow(row: Row): RecordedSession | undefined {
  const station = row.get('charge_point')?.slice(0, 8)
  const session = plausible(
    station && `${station}-${row.get('connector')}`,
    [row.get('utc_start'), row.get('utc_stop')],
    row.get('energy_kwh'),
  )
  const card = row.get('card')
  return session && card ? { ...session, idToken: card.slice(0, 20).toUpperCase() } : session
}

/** A session of positive length (up to a week) and energy, or nothing. */
function plausible(
  stationId: string | undefined,
  [arrival = '', departure = '']: readonly (string | undefined)[],
  energyKwh = '',
): RecordedSession | undefined {
  const arrivalMs = Date.parse(arrival)
  const departureMs = Date.parse(departure)
  const energyWh = Number.parseFloat(energyKwh) * 1000
  const stayMs = departureMs - arrivalMs
  const sane = stayMs >= 180_000 && stayMs <= 7 * 86_400_000 && energyWh > 50
  return stationId && sane ? { stationId, arrivalMs, departureMs, energyWh } : undefined
}
