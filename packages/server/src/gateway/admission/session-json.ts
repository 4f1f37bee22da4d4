import type { Session, SessionFlag, SessionFold } from '../../sessions/session.ts'
import type { SessionId } from '../../stations/ids.ts'

/** A session as the load statement builds it: times in epoch ms, columns otherwise as they are. */
export interface SessionJson {
  readonly session_id: SessionId
  readonly evse_id: number
  readonly connector_id: number
  readonly transaction_id: string | null
  readonly generation: number
  readonly start_key: string | null
  readonly id_token: string | null
  readonly id_token_type: string | null
  readonly token_id: string | null
  readonly authorization_status: string | null
  readonly state: 'active' | 'ended'
  readonly charging_state: Session['chargingState']
  readonly started_at: number
  readonly ended_at: number | null
  readonly started_at_station: number | null
  readonly ended_at_station: number | null
  readonly meter_start_wh: number | null
  readonly meter_stop_wh: number | null
  readonly energy_wh: number
  readonly power_w: number | null
  readonly max_power_w: number | null
  readonly soc_percent: number | null
  readonly start_soc_percent: number | null
  readonly stopped_reason: string | null
  readonly remote_start_id: number | null
  readonly offline: boolean
  readonly flags: readonly SessionFlag[]
  readonly confidence: number
  readonly fold: SessionFold
  readonly last_event_at: number
  readonly received_at: number
}

const TIMES = ['started_at', 'ended_at', 'started_at_station', 'ended_at_station', 'last_event_at', 'received_at']

/** Select list that makes a `SessionJson` of a row of `sessions` under the alias. */
export function sessionJsonColumns(alias: string): string {
  const times = TIMES.map((name) => `(extract(epoch from ${alias}.${name}) * 1000)::float8 as ${name}`)
  const plain = [
    ...['session_id', 'evse_id', 'connector_id', 'transaction_id', 'generation', 'start_key', 'id_token'],
    ...['id_token_type', 'token_id', 'authorization_status', 'state', 'charging_state', 'meter_start_wh'],
    ...['meter_stop_wh', 'energy_wh', 'power_w', 'max_power_w', 'soc_percent', 'start_soc_percent'],
    ...['stopped_reason', 'remote_start_id', 'offline', 'flags', 'confidence', 'fold'],
  ].map((name) => `${alias}.${name}`)
  return [...plain, ...times].join(', ')
}

export function sessionOf(json: SessionJson): Session {
  return {
    sessionId: json.session_id,
    evse: { evseId: json.evse_id, connectorId: json.connector_id },
    transactionId: json.transaction_id,
    generation: json.generation,
    startKey: json.start_key,
    idToken: json.id_token === null ? null : { value: json.id_token, type: json.id_token_type ?? 'Unknown' },
    tokenId: json.token_id,
    authorizationStatus: json.authorization_status,
    state: json.state,
    chargingState: json.charging_state,
    startedAtMs: json.started_at,
    endedAtMs: json.ended_at,
    startedAtStationMs: json.started_at_station,
    endedAtStationMs: json.ended_at_station,
    meterStartWh: json.meter_start_wh,
    meterStopWh: json.meter_stop_wh,
    energyWh: json.energy_wh,
    powerW: json.power_w,
    maxPowerW: json.max_power_w,
    socPercent: json.soc_percent,
    startSocPercent: json.start_soc_percent,
    stoppedReason: json.stopped_reason,
    remoteStartId: json.remote_start_id,
    offline: json.offline,
    flags: json.flags,
    confidence: json.confidence,
    fold: json.fold,
    lastEventAtMs: json.last_event_at,
    receivedAtMs: json.received_at,
  }
}
