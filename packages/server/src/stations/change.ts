import type { DeviceVariable, MeterSample } from '@stationmaster/ocpp'
import type { Session } from '../sessions/session.ts'
import type { CommandId, SessionId, StationKey, TenantId } from './ids.ts'
import type { InboxEntry } from './inbox/index.ts'

/** Whose row it is: on every change, so that the journal can group by table across stations. */
interface Owned {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly receivedAtMs: number
}

/** A machine-readable reason for a tolerance or decision; the console turns it into a sentence. */
export interface Reason {
  readonly code: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** A call and its answer, for the flight recorder; secrets are already redacted. */
export interface FrameChange extends Owned {
  readonly kind: 'frame'
  readonly inbound: boolean
  readonly action: string
  readonly messageId: string
  readonly frame: string
  readonly answer: string | null
  readonly answeredAtMs: number | null
  readonly sessionId: SessionId | null
  readonly reasons: readonly Reason[]
}

/** Columns of `stations` that a Boot sets. */
export interface BootChange extends Owned {
  readonly kind: 'boot'
  readonly bootStatus: 'Accepted' | 'Pending' | 'Rejected'
  readonly bootReason: string | null
  readonly vendor: string
  readonly model: string
  readonly serialNumber: string | null
  readonly firmwareVersion: string | null
  readonly iccid: string | null
  readonly imsi: string | null
  readonly meterType: string | null
  readonly meterSerialNumber: string | null
}

export interface ClockChange extends Owned {
  readonly kind: 'clock'
  readonly clockOffsetMs: number
}

/** Updates `connectors` and, when the status differs from before, appends to `status_history`. */
export interface ConnectorChange extends Owned {
  readonly kind: 'connector'
  readonly evseId: number
  readonly connectorId: number
  readonly status: string
  readonly errorCode: string | null
  readonly info: string | null
  readonly vendorErrorCode: string | null
  readonly statusAtMs: number
  readonly changed: boolean
}

/** The whole session as it now is; the journal keeps the last of a batch per session. */
export interface SessionChange extends Owned {
  readonly kind: 'session'
  readonly session: Session
  /** Only its figures have moved on: events and samples say all of it, so that its row may be written a little later. */
  readonly isProgress: boolean
}

export interface SessionEventChange extends Owned {
  readonly kind: 'sessionEvent'
  readonly sessionId: SessionId
  readonly phase: 'started' | 'updated' | 'ended'
  readonly seqNo: number | null
  readonly atMs: number
  readonly contentHash: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface MeterSampleChange extends Owned {
  readonly kind: 'meterSample'
  readonly sessionId: SessionId | null
  readonly evseId: number
  readonly connectorId: number
  /** Effective time: the station's, made plausible. */
  readonly atMs: number
  /** Later than all that its session has folded, so that hardly any stored sample can have its key. */
  readonly isNewest: boolean
  readonly sample: MeterSample
}

/** Of a station, or of someone who is none. */
export interface SecurityEventChange extends Omit<Owned, 'stationKey'> {
  readonly stationKey: StationKey | null
  readonly kind: 'securityEvent'
  readonly source: 'station' | 'csms'
  readonly type: string
  readonly atMs: number | null
  readonly detail: string | null
}

export interface ReportChange extends Owned {
  readonly kind: 'report'
  /** firmwareStatus, logStatus, monitorEvents, dataTransfer or the action's name. */
  readonly report: string
  readonly body: unknown
}

export interface DeviceVariableChange extends Owned {
  readonly kind: 'deviceVariable'
  readonly variable: DeviceVariable
}

/** Something that tables of their own are made from after the commit, see stations/inbox. */
export interface InboxChange extends Owned {
  readonly kind: 'inbox'
  readonly entry: InboxEntry
}

/** Progress of a command; written by the gateway. */
export interface CommandChange extends Owned {
  readonly kind: 'command'
  readonly commandId: CommandId
  readonly state: 'sent' | 'accepted' | 'rejected' | 'timedOut' | 'unknown' | 'failed'
  readonly status: string | null
  readonly detail: string | null
  readonly answer: unknown
  readonly ocppAction: string | null
  readonly request: string | null
  readonly response: string | null
  readonly sentAtMs: number | null
  readonly answeredAtMs: number | null
}

export type Change =
  | FrameChange
  | BootChange
  | ClockChange
  | ConnectorChange
  | SessionChange
  | SessionEventChange
  | MeterSampleChange
  | SecurityEventChange
  | ReportChange
  | DeviceVariableChange
  | CommandChange
  | InboxChange
