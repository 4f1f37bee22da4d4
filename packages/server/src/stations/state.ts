import type { ConnectorStatus, OcppVersion, RegistrationStatus } from '@stationmaster/ocpp'
import type { Session } from '../sessions/session.ts'
import type { StationIdentity, StationKey, TenantId } from './ids.ts'

/** Tolerances switched on for one station; absent means off. */
export interface StationQuirks {
  /** Version assumed when the station offers no subprotocol. */
  readonly missingSubprotocol?: OcppVersion
  readonly emptyBasicUser?: boolean
  readonly reversedIdToken?: boolean
  /** Its clock or meter stands still, so that a true second StartTransaction looks like a retry of the first. */
  readonly constantStart?: boolean
}

export interface ConnectorState {
  readonly evseId: number
  readonly connectorId: number
  readonly status: ConnectorStatus
  readonly errorCode: string | null
  readonly statusAtMs: number
}

/**
 * Everything an actor knows of its station while the socket lives. Plain data, loaded once at connect
 * and replaced by `decide`; nothing else may change it.
 */
export interface StationState {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly version: OcppVersion
  readonly quirks: StationQuirks
  /** The operator's decision about the station. */
  readonly registration: RegistrationStatus
  /** What the station has been told; null until its first Boot ever. A station accepted before is still accepted after a reconnect. */
  readonly bootStatus: RegistrationStatus | null
  readonly firmwareVersion: string | null
  /** Station clock minus ours, ms, from the latest fresh event. */
  readonly clockOffsetMs: number
  /** Key `evseId/connectorId`. */
  readonly connectors: ReadonlyMap<string, ConnectorState>
  /** Active sessions (no more than `mostActive`) and the newest few ended ones, newest start last. */
  readonly sessions: readonly Session[]
  /** Sessions that started before this are not in memory; -Infinity when all are. */
  readonly memoryHorizonMs: number
  readonly connectedAtMs: number
  /** Most active sessions held here; the others are in the database alone. */
  readonly mostActive: number
  /** Whether active sessions have been left out. */
  readonly hidesActive: boolean
  /** The serial number that a Boot must name: that of the client certificate (2.x B01.FR.11). Undefined: any. */
  readonly requiredSerial?: string
  /** It has come in with a certificate that has expired, to get a new one and for nothing else (2.x A00.FR.429). */
  readonly renewalOnly?: true
}

/** How many ended sessions an actor remembers, enough for retries of firmware that queues. */
export const REMEMBERED_SESSIONS = 8
