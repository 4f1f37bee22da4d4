import { sql } from 'kysely'
import type { z } from 'zod'
import { instant, instantOrNull } from '../api/instant.ts'
import type { Connector, StationDetail, StationSummary } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { safeInteger } from '../platform/safe-integer.ts'
import { activeSessions, conditionsByStation, evseConditions, stationCondition } from './condition.ts'
import { connectUrl, type ServerAddresses } from './connect-url.ts'
import type { TenantId } from './ids.ts'

type ConnectorRow = Omit<Connector, 'sessionId' | 'powerW' | 'energyWh' | 'socPercent'>

interface LiveSession {
  readonly evseId: number
  readonly connectorId: number
  readonly sessionId: string
  readonly powerW: number | null
  readonly energyWh: number
  readonly socPercent: number | null
}

export interface StationRow {
  readonly station_id: number
  readonly identity: string
  readonly name: string | null
  readonly site_id: string | null
  readonly site_name: string | null
  readonly condition: StationSummary['condition']
  readonly online: boolean
  readonly registration: StationSummary['registration']
  readonly ocpp_version: StationSummary['ocppVersion']
  readonly vendor: string | null
  readonly model: string | null
  readonly firmware_version: string | null
  readonly connectors: readonly ConnectorRow[] | null
  readonly live_sessions: readonly LiveSession[] | null
  readonly last_seen_at: Date | null
  readonly connected_at: Date | null
  readonly disconnected_at: Date | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly tags: string[]
}

export interface StationDetailRow extends StationRow {
  readonly serial_number: string | null
  readonly iccid: string | null
  readonly imsi: string | null
  readonly meter_type: string | null
  readonly meter_serial_number: string | null
  readonly boot_status: StationSummary['registration'] | null
  readonly booted_at: Date | null
  readonly boot_reason: string | null
  readonly clock_offset_ms: number
  readonly security_profile: number
  readonly reached_profile: number
  readonly connected_profile: number | null
  readonly certificate_name: string | null
  readonly has_password: boolean
  readonly quirks: z.infer<typeof StationDetail>['quirks']
  readonly max_frame_bytes: number | null
  readonly expired_certificate_until: Date | null
  readonly remote_address: string | null
  readonly heartbeats: number
  readonly created_at: Date
}

const detailColumns = sql`,
  s.serial_number, s.iccid, s.imsi, s.meter_type, s.meter_serial_number, s.boot_status, s.booted_at, s.boot_reason,
  s.clock_offset_ms::float8 as clock_offset_ms, s.security_profile, s.reached_profile,
  s.connected_profile, s.certificate_name, s.secret_hash is not null as has_password, s.quirks,
  s.max_frame_bytes, s.expired_certificate_until,
  s.remote_address, s.heartbeats::float8 as heartbeats, s.created_at`

/** Summaries of the stations with these row keys, in the order of their identities. One query however many. */
export async function readSummaries(
  db: Db,
  tenantId: TenantId,
  stationKeys: readonly number[],
): Promise<StationSummary[]> {
  if (stationKeys.length === 0) return []
  return (await readRows<StationRow>(db, tenantId, stationKeys, sql``)).map(summaryOf)
}

/** The whole row of one station; undefined when there is none. */
export async function readDetailRow(
  db: Db,
  tenantId: TenantId,
  stationKey: number,
): Promise<StationDetailRow | undefined> {
  const [row] = await readRows<StationDetailRow>(db, tenantId, [stationKey], detailColumns)
  return row
}

/**
 * What is grouped is written down once, and connectors are looked up station by station: joined otherwise, a database that
 * has not counted a new fleet yet groups everything anew for each of its stations.
 */
async function readRows<Row>(
  db: Db,
  tenantId: TenantId,
  stationKeys: readonly number[],
  moreColumns: typeof detailColumns,
): Promise<readonly Row[]> {
  const result = await sql<Row>`
    with active as materialized (${activeSessions(tenantId, stationKeys)}),
    evse as (${evseConditions(tenantId, stationKeys)}),
    conditions as materialized (${conditionsByStation}),
    live as materialized (
      select station_id, jsonb_agg(jsonb_build_object(
        'evseId', evse_id, 'connectorId', connector_id, 'sessionId', session_id, 'powerW', power_w,
        'energyWh', energy_wh, 'socPercent', soc_percent) order by started_at desc) as live_sessions
      from active group by station_id
    )
    select s.station_id, s.identity, s.name, s.site_id, t.name as site_name, ${stationCondition} as condition,
      s.connected_node is not null as online, s.registration, s.ocpp_version, s.vendor, s.model, s.firmware_version,
      k.connectors, l.live_sessions, s.last_seen_at, s.connected_at, s.disconnected_at, t.latitude, t.longitude,
      array(select g.tag from station_tags g where g.station_id = s.station_id order by g.tag collate "C") as tags
      ${moreColumns}
    from stations s
    left join sites t on t.site_id = s.site_id
    left join conditions e on e.station_id = s.station_id
    left join lateral (
      select jsonb_agg(jsonb_build_object(
        'evseId', c.evse_id, 'connectorId', c.connector_id, 'status', c.status, 'errorCode', c.error_code, 'info', c.info,
        'vendorErrorCode', c.vendor_error_code, 'statusAt', c.status_at, 'connectorType', c.connector_type,
        'maxPowerW', c.max_power_w) order by c.evse_id, c.connector_id) as connectors
      from connectors c
      where c.station_id = s.station_id and (c.evse_id > 0 or c.status <> 'Available')
    ) k on true
    left join live l on l.station_id = s.station_id
    where s.tenant_id = ${tenantId} and s.station_id = any(${stationKeys}::int[])
    order by s.identity_folded`.execute(db)
  return result.rows
}

function summaryOf(row: StationRow): StationSummary {
  const sessions = row.live_sessions ?? []
  return {
    id: row.identity,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_name,
    condition: row.condition,
    online: row.online,
    registration: row.registration,
    ocppVersion: row.ocpp_version,
    vendor: row.vendor,
    model: row.model,
    firmwareVersion: row.firmware_version,
    connectors: (row.connectors ?? []).map((connector) => connectorOf(connector, sessions)),
    lastSeenAt: instantOrNull(row.last_seen_at),
    connectedAt: instantOrNull(row.connected_at),
    disconnectedAt: instantOrNull(row.disconnected_at),
    powerW: sessions.reduce((sum, session) => sum + (session.powerW ?? 0), 0),
    latitude: row.latitude,
    longitude: row.longitude,
    tags: row.tags,
  }
}

/** A session that names no connector (2.x may leave it out) belongs to every connector of its EVSE; the newest counts. */
function connectorOf(connector: ConnectorRow, sessions: readonly LiveSession[]): Connector {
  const session = sessions.find(
    ({ evseId, connectorId }) =>
      evseId === connector.evseId && (connectorId === connector.connectorId || connectorId === 0),
  )
  return {
    ...connector,
    statusAt: instant(connector.statusAt),
    sessionId: session?.sessionId ?? null,
    powerW: session?.powerW ?? null,
    energyWh: session === undefined ? null : safeInteger(session.energyWh),
    socPercent: session?.socPercent ?? null,
  }
}

export function detailOf(
  row: StationDetailRow,
  addresses: ServerAddresses,
  tenantId: TenantId,
): z.infer<typeof StationDetail> {
  const securityProfile = Math.max(row.security_profile, row.reached_profile)
  return {
    ...summaryOf(row),
    serialNumber: row.serial_number,
    iccid: row.iccid,
    imsi: row.imsi,
    meterType: row.meter_type,
    meterSerialNumber: row.meter_serial_number,
    bootStatus: row.boot_status,
    bootedAt: instantOrNull(row.booted_at),
    bootReason: row.boot_reason,
    clockOffsetMs: row.clock_offset_ms,
    securityProfile: row.security_profile,
    reachedProfile: row.reached_profile,
    connectedProfile: row.connected_profile,
    certificateName: row.certificate_name,
    expiredCertificateUntil: instantOrNull(row.expired_certificate_until),
    hasPassword: row.has_password,
    quirks: row.quirks,
    maxFrameBytes: row.max_frame_bytes,
    remoteAddress: row.remote_address,
    heartbeats: row.heartbeats,
    createdAt: instant(row.created_at),
    connectUrl: connectUrl(addresses, { tenantId, identity: row.identity, securityProfile }),
  }
}
