import type { ConnectorStatus, ConnectorStatusReported } from '@stationmaster/ocpp'
import { effectiveTime } from '../../sessions/effective-time.ts'
import { activeOn, chargingStateOf, clockChange, occupiedStatus, remember } from '../../sessions/index.ts'
import type { Change, ConnectorChange } from '../change.ts'
import { connectorKey } from '../connectors.ts'
import type { Decision, Facts, LiveHint } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/** More connectors than any controller has; a station that invents more costs every reader of its row. */
const MOST_CONNECTORS = 500

/** Keeps a connector's status; connector 0 is the station itself. A repeated status is a row, not a change. */
export function decideConnectorStatus(state: StationState, event: ConnectorStatusReported, facts: Facts): Decision {
  const { nowMs } = facts
  const { evseId, connectorId } = event.evse
  const key = connectorKey(evseId, connectorId)
  const before = state.connectors.get(key)
  if (before === undefined && state.connectors.size >= MOST_CONNECTORS) {
    return outcome(state, { reasons: [{ code: 'tooManyConnectors', data: { kept: MOST_CONNECTORS } }] })
  }
  const time = event.at && effectiveTime(event.at, { receivedAtMs: nowMs, connectedAtMs: state.connectedAtMs })
  const status = finerStatus(state, event)
  const errorCode = event.errorCode ?? null
  const statusAtMs = time?.atMs ?? nowMs
  const changed = before === undefined || before.status !== status || before.errorCode !== errorCode
  const owner = { tenantId: state.tenantId, stationKey: state.stationKey, receivedAtMs: nowMs }
  const change: ConnectorChange = {
    kind: 'connector',
    ...owner,
    evseId,
    connectorId,
    status,
    errorCode,
    info: event.info ?? null,
    vendorErrorCode: event.vendorErrorCode ?? null,
    statusAtMs,
    changed,
  }
  const clock = clockChange(state, time?.stationMs ?? null, nowMs)
  const noted: StationState = {
    ...state,
    clockOffsetMs: clock?.clockOffsetMs ?? state.clockOffsetMs,
    connectors: changed
      ? new Map(state.connectors).set(key, { evseId, connectorId, status, errorCode, statusAtMs })
      : state.connectors,
  }
  const changes: Change[] = clock ? [change, clock] : [change]
  if (!changed) return outcome(noted, { changes })
  return withChargingState(noted, event, { changes, live: [{ kind: 'station' }] }, nowMs)
}

/** 1.6 has no chargingState: the connector's status says how the transaction on it is doing. */
function withChargingState(
  state: StationState,
  { evse, status }: ConnectorStatusReported,
  { changes, live }: { readonly changes: readonly Change[]; readonly live: readonly LiveHint[] },
  nowMs: number,
): Decision {
  const session = state.version === '1.6' && evse.evseId > 0 ? activeOn(state, evse.evseId) : undefined
  const chargingState = chargingStateOf(status)
  if (session === undefined || chargingState === undefined || session.chargingState === chargingState) {
    return outcome(state, { changes, live, sessionId: session?.sessionId ?? null })
  }
  const charging = { ...session, chargingState }
  const { tenantId, stationKey } = state
  return outcome(remember(state, charging), {
    changes: [
      ...changes,
      { kind: 'session', tenantId, stationKey, receivedAtMs: nowMs, session: charging, isProgress: false },
    ],
    live: [...live, { kind: 'session', sessionId: session.sessionId }],
    sessionId: session.sessionId,
  })
}

function finerStatus(state: StationState, { evse, status }: ConnectorStatusReported): ConnectorStatus {
  return status === 'Occupied' ? occupiedStatus(activeOn(state, evse.evseId)) : status
}
