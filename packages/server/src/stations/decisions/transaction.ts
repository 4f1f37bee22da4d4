import type { ConnectorStatus, TransactionReported } from '@stationmaster/ocpp'
import { decideTransaction, occupiedStatus, type Session } from '../../sessions/index.ts'
import type { ConnectorChange } from '../change.ts'
import { connectorKey } from '../connectors.ts'
import type { Decision, Facts } from '../decision.ts'
import type { ConnectorState, StationState } from '../state.ts'
import { inboxChange } from './reports.ts'

/** The statuses that 2.x calls Occupied. */
const OCCUPIED: ReadonlySet<ConnectorStatus> = new Set([
  'Occupied',
  'Preparing',
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Finishing',
])

/** Decides about a transaction report; in 2.x what it says of the charging also makes Occupied more precise. */
export function decideTransactionReport(state: StationState, event: TransactionReported, facts: Facts): Decision {
  const decision = withReservation(decideTransaction(state, event, facts), event, facts)
  if (state.version === '1.6' || event.offline || decision.changes.length === 0) return decision
  const session = decision.state.sessions.find(({ sessionId }) => sessionId === decision.sessionId)
  const connectors = session === undefined ? [] : occupiedConnectors(decision.state, session)
  if (session === undefined || connectors.length === 0) return decision
  const status = occupiedStatus(session)
  const finer = connectors.filter((connector) => connector.status !== status)
  if (finer.length === 0) return decision
  return withStatus(decision, finer, { status, statusAtMs: session.lastEventAtMs }, facts)
}

/** A start on a reservation uses it up. */
function withReservation(decision: Decision, event: TransactionReported, facts: Facts): Decision {
  if (event.reservationId === undefined || event.phase !== 'started' || decision.changes.length === 0) return decision
  return { ...decision, changes: [...decision.changes, inboxChange(decision.state, event, facts)] }
}

function occupiedConnectors(state: StationState, { evse }: Session): ConnectorState[] {
  return [...state.connectors.values()].filter(
    ({ evseId, connectorId, status }) =>
      evseId === evse.evseId &&
      OCCUPIED.has(status) &&
      (evse.connectorId === 0 || connectorId === 0 || connectorId === evse.connectorId),
  )
}

function withStatus(
  decision: Decision,
  connectors: readonly ConnectorState[],
  to: Pick<ConnectorState, 'status' | 'statusAtMs'>,
  { nowMs }: Facts,
): Decision {
  const { tenantId, stationKey } = decision.state
  const known = new Map(decision.state.connectors)
  const changes = connectors.map((connector): ConnectorChange => {
    const { evseId, connectorId, errorCode } = connector
    known.set(connectorKey(evseId, connectorId), { ...connector, ...to })
    const rest = { errorCode, info: null, vendorErrorCode: null, changed: true }
    return { kind: 'connector', tenantId, stationKey, receivedAtMs: nowMs, evseId, connectorId, ...to, ...rest }
  })
  return {
    ...decision,
    state: { ...decision.state, connectors: known },
    changes: [...decision.changes, ...changes],
    live: [...decision.live, { kind: 'station' }],
  }
}
