import type { ConnectorStatus, OcppVersion, RegistrationStatus } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import { type SessionJson, sessionJsonColumns, sessionOf } from '../../sessions/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import { connectorKey, parseQuirks } from '../../stations/index.ts'
import { type ConnectorState, REMEMBERED_SESSIONS, type StationState } from '../../stations/state.ts'

/** A fully authenticated socket that wants its station. */
export interface FenceRequest {
  readonly stationKey: StationKey
  readonly version: OcppVersion
  readonly address: string
  /** How strongly it has proved who it is (handshake/authenticate.ts). */
  readonly strength: number
  /** The security profile it has connected with. */
  readonly profile: number
}

/** A station whose connection columns now belong to the asker, as long as nobody takes a higher epoch. */
export interface FencedStation {
  readonly epoch: number
  /** The process whose socket this one replaces, while that is not known to have closed. */
  readonly previousNode: string | null
  readonly state: StationState
  /** Commands that wait for the station, oldest first. */
  readonly queuedCommands: readonly CommandId[]
}

interface Row {
  readonly station_id: StationKey
  readonly tenant_id: TenantId
  readonly identity_folded: StationIdentity
  readonly connection_epoch: number
  readonly previous_node: string | null
  readonly ocpp_version: OcppVersion
  readonly quirks: unknown
  readonly registration: RegistrationStatus
  readonly boot_status: RegistrationStatus | null
  readonly firmware_version: string | null
  readonly clock_offset_ms: number
  readonly connectors: readonly ConnectorJson[] | null
  readonly sessions: readonly SessionJson[] | null
  readonly commands: readonly CommandId[] | null
}

interface ConnectorJson {
  readonly evse_id: number
  readonly connector_id: number
  readonly status: ConnectorStatus
  readonly error_code: string | null
  readonly status_at: number
}

/** Rows are locked in key order, as every writer of several stations does, so that two of them never deadlock. */
const STATEMENT = `
with wanted as (
  select * from unnest($1::integer[], $2::text[], $3::text[], $7::smallint[], $8::smallint[])
    as w(station_id, version, address, strength, profile)
), locked as (
  select station_id, connected_node as previous_node from stations
  where station_id = any($1::integer[]) order by station_id for no key update
), fenced as (
  update stations s
  set connection_epoch = s.connection_epoch + 1, connected_node = $4, connected_at = $5, last_seen_at = $5,
    ocpp_version = w.version, remote_address = w.address, connected_strength = w.strength,
    connected_profile = w.profile, reached_profile = greatest(s.reached_profile, w.profile)
  from wanted w join locked using (station_id)
  where s.station_id = w.station_id
  returning s.*, locked.previous_node
), lost as (
  update commands c
  set state = 'unknown', answered_at = $5, detail = 'The connection was lost before the station answered.'
  from fenced f where c.station_id = f.station_id and c.state = 'sent'
)
select f.station_id, f.tenant_id, f.identity_folded, f.connection_epoch, f.ocpp_version, f.quirks, f.registration,
  f.boot_status, f.firmware_version, f.clock_offset_ms, f.previous_node,
  (select json_agg(json_build_object(
      'evse_id', c.evse_id, 'connector_id', c.connector_id, 'status', c.status, 'error_code', c.error_code,
      'status_at', (extract(epoch from c.status_at) * 1000)::float8))
    from connectors c where c.station_id = f.station_id) as connectors,
  (select json_agg(x) from (
      (select ${sessionJsonColumns('a')} from sessions a where a.station_id = f.station_id and a.state = 'active'
        order by a.started_at desc limit $6)
      union all
      (select ${sessionJsonColumns('e')} from sessions e where e.station_id = f.station_id and e.state = 'ended'
        order by e.started_at desc limit ${REMEMBERED_SESSIONS})
    ) x) as sessions,
  (select json_agg(q.command_id order by q.created_at) from commands q
    where q.station_id = f.station_id and q.state = 'queued' and q.deadline_at > $5) as commands
from fenced f`

/**
 * Takes the next epoch of each station and loads what its actor holds, in one statement for all of them. Null for a
 * station that has been deleted meanwhile. A station must not be asked for twice in one call.
 */
export async function fenceStations(
  pool: Pool,
  requests: readonly FenceRequest[],
  { nodeId, nowMs, mostActive }: { nodeId: string; nowMs: number; mostActive: number },
): Promise<readonly (FencedStation | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'station-fence',
    text: STATEMENT,
    values: [
      requests.map((one) => one.stationKey),
      requests.map((one) => one.version),
      requests.map((one) => one.address),
      nodeId,
      new Date(nowMs),
      // One more tells that there are more.
      mostActive + 1,
      requests.map((one) => one.strength),
      requests.map((one) => one.profile),
    ],
  })
  const found = new Map(rows.map((row) => [row.station_id, fencedOf(row, nowMs, mostActive)]))
  return requests.map(({ stationKey }) => found.get(stationKey) ?? null)
}

function fencedOf(row: Row, nowMs: number, mostActive: number): FencedStation {
  const all = (row.sessions ?? []).map(sessionOf).sort((one, other) => one.startedAtMs - other.startedAtMs)
  const ended = all.filter((session) => session.state === 'ended')
  const active = all.filter((session) => session.state === 'active')
  const held = active.slice(-mostActive)
  const hidesActive = held.length < active.length
  const endedHorizonMs = ended.length < REMEMBERED_SESSIONS ? -Infinity : (ended[0]?.startedAtMs ?? -Infinity)
  const activeHorizonMs = hidesActive ? (held[0]?.startedAtMs ?? Infinity) + 1 : -Infinity
  return {
    epoch: row.connection_epoch,
    previousNode: row.previous_node,
    queuedCommands: row.commands ?? [],
    state: {
      tenantId: row.tenant_id,
      stationKey: row.station_id,
      identity: row.identity_folded,
      version: row.ocpp_version,
      quirks: parseQuirks(row.quirks),
      registration: row.registration,
      bootStatus: row.boot_status,
      firmwareVersion: row.firmware_version,
      clockOffsetMs: row.clock_offset_ms,
      connectors: new Map(
        (row.connectors ?? []).map((one) => [connectorKey(one.evse_id, one.connector_id), connectorOf(one)]),
      ),
      sessions: hidesActive ? all.filter((session) => session.state === 'ended' || held.includes(session)) : all,
      memoryHorizonMs: Math.max(endedHorizonMs, activeHorizonMs),
      mostActive,
      hidesActive,
      connectedAtMs: nowMs,
    },
  }
}

function connectorOf(json: ConnectorJson): ConnectorState {
  return {
    evseId: json.evse_id,
    connectorId: json.connector_id,
    status: json.status,
    errorCode: json.error_code,
    statusAtMs: json.status_at,
  }
}
